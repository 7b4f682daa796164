package io.riskgate.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KustomizeBuildTest {

    @TempDir
    Path root;

    @BeforeEach
    void writeObject() throws IOException {
        write("object.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: p}
                spec:
                  template:
                    spec:
                      containers:
                        - {name: a, image: x, env: [{name: ONE, value: "1"}, {name: TWO, value: "2"}]}
                        - {name: b, image: y}
                """);
    }

    @Test
    void patch_changesWhatItNamesAndKeepsTheRest() throws IOException {
        write("patch.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: p}
                spec:
                  template:
                    spec:
                      containers:
                        - {name: a, env: [{name: TWO, value: "3"}, {name: NEW, value: "4"}]}
                """);
        ObjectNode built = build("""
                resources: [object.yaml]
                patches: [{path: patch.yaml}]
                images: [{name: x, newName: registry/x, newTag: "7"}]
                """);

        assertThat(built.at("/spec/template/spec/containers")).hasToString("""
                [{"name":"a","image":"registry/x:7","env":[{"name":"ONE","value":"1"},{"name":"TWO","value":"3"},\
                {"name":"NEW","value":"4"}]},{"name":"b","image":"y"}]""");
    }

    @Test
    void environments_areMerged() throws IOException {
        write("one.env", "# of the base\nA=1\nB=2\n");
        write("two.env", "B=x=y\n");
        assertThat(build("""
                        configMapGenerator:
                          - {name: e, envs: [one.env]}
                          - {name: e, behavior: merge, envs: [two.env]}
                        """).path("data")).hasToString("{\"A\":\"1\",\"B\":\"x=y\"}");
    }

    @Test
    void whatDoesNotFit_isRefused() throws IOException {
        write("other.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: q}
                """);
        assertThatThrownBy(() -> build("resources: [object.yaml]\npatches: [{path: other.yaml}]"))
                .hasMessageContaining("patches Pod/q, which is not there");
        assertThatThrownBy(() -> build("resources: [object.yaml, object.yaml]"))
                .hasMessageContaining("has Pod/p again");
        assertThatThrownBy(() -> build("resources: [none.yaml]")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> build("resorces: [object.yaml]")).hasMessageContaining("has a field resorces");
        assertThatThrownBy(() -> build("resources: [object.yaml]\nimages: [{name: z, newTag: v}]"))
                .hasMessageContaining("No container has the image z");
        write("empty.env", "");
        assertThatThrownBy(() -> build("configMapGenerator: [{name: e, behavior: merge, envs: [empty.env]}]"))
                .hasMessageContaining("merges ConfigMap/e, which is not there");
        assertThatThrownBy(() -> build("kind: Kustomization\nkind: Component"))
                .hasMessageContaining("duplicate key kind");
    }

    private ObjectNode build(String kustomization) throws IOException {
        write("kustomization.yaml", kustomization);
        return new KustomizeBuild().add(root).objects().iterator().next();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(root.resolve(name), text);
    }
}
