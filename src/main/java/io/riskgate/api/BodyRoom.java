package io.riskgate.api;

import io.riskgate.identity.Caller;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The room for bodies of requests, from before they come until they are answered: for all together, and of that for one merchant, so
 * that none, by sending slowly or very much, keeps its neighbours from sending. Counted are the bodies' own bytes; what is made of them
 * while they are worked on takes a few times as much. Thread-safe; never blocks.
 */
final class BodyRoom {

    /** Beyond it, clients are told to come again. */
    static final long BYTES_MAX = 64L * 1024 * 1024;

    static final long BYTES_OF_MERCHANT_MAX = BYTES_MAX / 4;

    private final AtomicLong taken = new AtomicLong();
    private final MerchantShare ofMerchant = new MerchantShare(BYTES_OF_MERCHANT_MAX);

    /** What one body has of the room. */
    final class Place {

        private final Caller caller;
        private final AtomicLong bytes;

        private Place(Caller caller, long bytes) {
            this.caller = caller;
            this.bytes = new AtomicLong(bytes);
        }

        /** Gives back what is beyond that. */
        void shrinkTo(long bytesMax) {
            long before = bytes.getAndAccumulate(bytesMax, Math::min);
            if (before > bytesMax) {
                free(caller, before - bytesMax);
            }
        }

        /** Gives back what is left; again, it does nothing. */
        void giveBack() {
            shrinkTo(0);
        }
    }

    /** A place that is to be given back; {@code null} if there is no room for so much. */
    @Nullable
    Place take(Caller caller, long bytes) {
        if (!ofMerchant.take(caller, bytes)) {
            return null;
        }
        if (taken.addAndGet(bytes) > BYTES_MAX) {
            free(caller, bytes);
            return null;
        }
        return new Place(caller, bytes);
    }

    private void free(Caller caller, long bytes) {
        taken.addAndGet(-bytes);
        ofMerchant.giveBack(caller, bytes);
    }
}
