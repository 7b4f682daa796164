package io.riskgate.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.identity.Caller;
import io.riskgate.identity.Scope;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BodyRoomTest {

    private static final Caller ACME = new Caller("key a", "acme", Set.of(Scope.LISTS));
    private static final Caller ADMIN = new Caller("key p", Caller.PLATFORM, Set.of(Scope.ADMIN));

    private final BodyRoom room = new BodyRoom();

    private BodyRoom.Place take(Caller caller, long bytes) {
        return Objects.requireNonNull(room.take(caller, bytes));
    }

    @Test
    void whatIsGivenBackTwice_isFreeOnce() {
        BodyRoom.Place half = take(ADMIN, BodyRoom.BYTES_MAX / 2);
        take(ADMIN, BodyRoom.BYTES_MAX / 2);
        assertThat(room.take(ADMIN, 1)).isNull();

        half.giveBack();
        half.giveBack();

        take(ADMIN, BodyRoom.BYTES_MAX / 2);
        assertThat(room.take(ADMIN, 1)).isNull();
    }

    @Test
    void merchant_hasItsShare() {
        BodyRoom.Place whole = take(ACME, BodyRoom.BYTES_OF_MERCHANT_MAX);
        assertThat(room.take(ACME, 1)).isNull();

        whole.shrinkTo(BodyRoom.BYTES_OF_MERCHANT_MAX - 5);
        whole.shrinkTo(BodyRoom.BYTES_OF_MERCHANT_MAX);

        take(ACME, 5);
        assertThat(room.take(ACME, 1)).isNull();
    }
}
