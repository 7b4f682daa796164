package io.riskgate.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.riskgate.fixture.ConfigurationKeys;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/** All objects of an overlay, and what about them does not fit together. */
final class Installation {

    private static final String ENGINE = "riskgate";

    private final List<HasMetadata> objects;
    private final StatefulSet nodes;
    private final Map<String, String> labels;
    private final List<String> problems = new ArrayList<>();

    private Installation(List<HasMetadata> objects) {
        this.objects = objects;
        this.nodes = one(StatefulSet.class);
        this.labels = nodes.getSpec().getTemplate().getMetadata().getLabels();
    }

    static Installation of(Collection<ObjectNode> manifests) throws JsonProcessingException {
        return new Installation(TypedObjects.of(manifests));
    }

    <T extends HasMetadata> Stream<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast);
    }

    <T extends HasMetadata> T one(Class<T> type) {
        List<T> found = all(type).toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException("There are " + found.size() + " of " + type.getSimpleName());
        }
        return found.getFirst();
    }

    PodSpec pod() {
        return nodes.getSpec().getTemplate().getSpec();
    }

    Container engine() {
        return pod().getContainers().stream()
                .filter(container -> container.getName().equals(ENGINE))
                .findFirst()
                .orElseThrow();
    }

    /** The engine's environment, without what comes from a Secret or a field. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        engine().getEnvFrom().stream()
                .map(from -> configMap(from.getConfigMapRef().getName()))
                .flatMap(Optional::stream)
                .forEach(map -> environment.putAll(map.getData()));
        engine().getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .forEach(variable -> environment.put(variable.getName(), variable.getValue()));
        return environment;
    }

    /** Names of Secrets, which the operator has to make. */
    Set<String> secrets() {
        Set<String> secrets = new HashSet<>();
        engine().getEnv().stream()
                .map(EnvVar::getValueFrom)
                .filter(from -> from != null && from.getSecretKeyRef() != null)
                .forEach(from -> secrets.add(from.getSecretKeyRef().getName()));
        pod().getVolumes().stream()
                .filter(volume -> volume.getSecret() != null)
                .forEach(volume -> secrets.add(volume.getSecret().getSecretName()));
        all(Ingress.class)
                .flatMap(ingress -> ingress.getSpec().getTls().stream())
                .forEach(tls -> secrets.add(tls.getSecretName()));
        return secrets;
    }

    /** Names of ConfigMaps that are used and not in the overlay, which the operator has to make. */
    Set<String> missingConfigMaps() {
        Set<String> missing = new HashSet<>();
        engine().getEnvFrom().forEach(from -> missing.add(from.getConfigMapRef().getName()));
        pod().getVolumes().stream()
                .filter(volume -> volume.getConfigMap() != null)
                .forEach(volume -> missing.add(volume.getConfigMap().getName()));
        missing.removeIf(name -> configMap(name).isPresent());
        return missing;
    }

    private Optional<ConfigMap> configMap(String name) {
        return all(ConfigMap.class)
                .filter(map -> map.getMetadata().getName().equals(name))
                .findFirst();
    }

    /** A sentence for each thing that does not fit; empty if all does. */
    List<String> problems(ConfigurationKeys keys) throws IOException {
        problems.clear();
        selectors();
        ports();
        references();
        volumes();
        containers();
        configuration(keys);
        return List.copyOf(problems);
    }

    private void selectors() {
        selects("StatefulSet", nodes.getSpec().getSelector());
        pod().getTopologySpreadConstraints()
                .forEach(constraint -> selects("topology spread", constraint.getLabelSelector()));
        all(Service.class).forEach(service -> selects(service, service.getSpec().getSelector()));
        all(NetworkPolicy.class)
                .forEach(policy ->
                        selects(policy, policy.getSpec().getPodSelector().getMatchLabels()));
        all(PodDisruptionBudget.class)
                .forEach(
                        budget -> selects(budget, budget.getSpec().getSelector().getMatchLabels()));
        all(PodMonitor.class)
                .forEach(monitor ->
                        selects(monitor, monitor.getSpec().getSelector().getMatchLabels()));
    }

    private void selects(String of, LabelSelector selector) {
        selects(of, selector.getMatchLabels());
    }

    private void selects(HasMetadata of, Map<String, String> selector) {
        selects(name(of), selector);
    }

    private void selects(String of, Map<String, String> selector) {
        if (selector == null || selector.isEmpty() || !labels.entrySet().containsAll(selector.entrySet())) {
            problems.add(of + " selects " + selector + ", and nodes have " + labels);
        }
    }

    private void ports() {
        Set<String> ports = new HashSet<>();
        containers(pod()).forEach(container -> container.getPorts().forEach(port -> ports.add(port.getName())));
        all(Service.class)
                .forEach(service ->
                        service.getSpec().getPorts().forEach(port -> isPort(service, port.getTargetPort(), ports)));
        all(NetworkPolicy.class).forEach(policy -> policy.getSpec().getIngress().stream()
                .flatMap(rule -> rule.getPorts().stream())
                .forEach(port -> isPort(policy, port.getPort(), ports)));
        all(PodMonitor.class)
                .flatMap(monitor -> monitor.getSpec().getPodMetricsEndpoints().stream())
                .filter(endpoint -> !ports.contains(endpoint.getPort()))
                .forEach(endpoint -> problems.add("PodMonitor asks at the port " + endpoint.getPort()));
        containers(pod()).forEach(container -> probes(container).forEach(probe -> {
            IntOrString port = probe.getHttpGet().getPort();
            if (container.getPorts().stream()
                    .map(ContainerPort::getName)
                    .noneMatch(name -> name.equals(port.getStrVal()))) {
                problems.add("A probe of " + container.getName() + " asks at the port " + port.getStrVal());
            }
        }));
    }

    private void isPort(HasMetadata of, IntOrString port, Set<String> ports) {
        if (!ports.contains(port.getStrVal())) {
            problems.add(name(of) + " has the port " + port.getStrVal() + ", and no container has");
        }
    }

    static Stream<Probe> probes(Container container) {
        return Stream.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe())
                .filter(Objects::nonNull);
    }

    private void references() {
        all(HorizontalPodAutoscaler.class).forEach(scaler -> {
            var target = scaler.getSpec().getScaleTargetRef();
            if (!target.getKind().equals(nodes.getKind())
                    || !target.getApiVersion().equals(nodes.getApiVersion())
                    || !target.getName().equals(nodes.getMetadata().getName())) {
                problems.add("HorizontalPodAutoscaler scales " + target.getKind() + " " + target.getName());
            }
            if (nodes.getSpec().getReplicas() != null) {
                problems.add("Replicas are given, and each time the overlay is applied would undo what was scaled");
            }
        });
        if (all(Service.class)
                .noneMatch(service ->
                        service.getMetadata().getName().equals(nodes.getSpec().getServiceName())
                                && "None".equals(service.getSpec().getClusterIP()))) {
            problems.add("There is no headless Service " + nodes.getSpec().getServiceName());
        }
        if (all(ServiceAccount.class)
                .noneMatch(account -> account.getMetadata().getName().equals(pod().getServiceAccountName()))) {
            problems.add("There is no ServiceAccount " + pod().getServiceAccountName());
        }
        all(Ingress.class)
                .flatMap(ingress -> ingress.getSpec().getRules().stream())
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .map(path -> path.getBackend().getService())
                .filter(backend -> all(Service.class)
                        .noneMatch(service -> service.getMetadata().getName().equals(backend.getName())
                                && service.getSpec().getPorts().stream().anyMatch(port -> port.getName()
                                        .equals(backend.getPort().getName()))))
                .forEach(backend -> problems.add("Ingress leads to a Service " + backend.getName() + " with a port "
                        + backend.getPort().getName()));
    }

    private void volumes() {
        Set<String> there = new HashSet<>();
        pod().getVolumes().forEach(volume -> there.add(volume.getName()));
        nodes.getSpec()
                .getVolumeClaimTemplates()
                .forEach(claim -> there.add(claim.getMetadata().getName()));
        Set<String> mounted = new HashSet<>();
        containers(pod())
                .forEach(container -> container.getVolumeMounts().forEach(mount -> mounted.add(mount.getName())));
        mounted.stream()
                .filter(name -> !there.contains(name))
                .forEach(name -> problems.add("The volume " + name + " is mounted, and is not there"));
        there.stream()
                .filter(name -> !mounted.contains(name))
                .forEach(name -> problems.add("The volume " + name + " is not mounted"));
    }

    private void containers() {
        containers(pod()).forEach(container -> {
            String image = container.getImage();
            if (!image.contains(":") || image.endsWith(":latest")) {
                problems.add("The image " + image + " is not of one version");
            }
            var security = container.getSecurityContext();
            if (!security.getReadOnlyRootFilesystem()
                    || security.getAllowPrivilegeEscalation()
                    || !security.getCapabilities().getDrop().contains("ALL")) {
                problems.add("The container " + container.getName() + " may do more than it needs");
            }
            if (container.getResources().getRequests().get("memory") == null
                    || container.getResources().getLimits().get("memory") == null) {
                problems.add("The container " + container.getName() + " says nothing of its memory");
            }
        });
    }

    private void configuration(ConfigurationKeys keys) throws IOException {
        Map<String, String> environment = environment();
        environment.keySet().forEach(name -> keys.problemOfVariable(name).ifPresent(problems::add));
        engine().getEnv()
                .forEach(variable -> keys.problemOfVariable(variable.getName()).ifPresent(problems::add));
        for (ConfigMap map : all(ConfigMap.class).toList()) {
            for (Map.Entry<String, String> file : map.getData().entrySet()) {
                if (file.getKey().endsWith(".properties")) {
                    Properties properties = new Properties();
                    properties.load(new StringReader(file.getValue()));
                    properties.stringPropertyNames().forEach(key -> keys.problem(key)
                            .ifPresent(problems::add));
                }
            }
        }
        isMounted("RISKGATE_DATA_DIR", environment, false);
        isMounted("RISKGATE_RULES_DIR", environment, true);
        isMounted("QUARKUS_CONFIG_LOCATIONS", environment, true);
    }

    /** What a variable names is below what is mounted, or what is mounted below it. Without the variable the image's own is meant. */
    private void isMounted(String variable, Map<String, String> environment, boolean isReadOnly) {
        String path = environment.get(variable);
        if (path != null
                && engine().getVolumeMounts().stream()
                        .filter(mount -> Boolean.TRUE.equals(mount.getReadOnly()) == isReadOnly)
                        .map(VolumeMount::getMountPath)
                        .noneMatch(mounted -> isBelow(path, mounted) || isReadOnly && isBelow(mounted, path))) {
            problems.add(variable + " is " + path + ", where nothing is mounted");
        }
    }

    private static boolean isBelow(String path, String directory) {
        return path.equals(directory) || path.startsWith(directory + "/");
    }

    private static Stream<Container> containers(PodSpec pod) {
        return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream());
    }

    private static String name(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }
}
