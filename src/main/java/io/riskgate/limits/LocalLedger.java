package io.riskgate.limits;

import io.riskgate.limits.Settling.Settled;
import io.riskgate.limits.Settling.State;
import io.riskgate.limits.Settling.Unknown;
import io.riskgate.model.CheckoutKey;
import io.riskgate.model.Reservation.Held;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What counts against the limits of one shard's merchants, in memory. Only for the thread that has the shard, except the gauge, so that nothing
 * comes between looking whether an amount fits and reserving it; never blocks.
 *
 * <p>An account adds up what one value of one limit has open or confirmed. Each amount counts until a time that is known from
 * the start: an open one until its reservation expires, a confirmed one for the limit's window. What has had its time is
 * taken off before an account is read, at most {@link #EXPIRED_AT_ONCE_MAX} at once so that no decision waits for more: of
 * more, the rest counts until the shard's next look.
 *
 * <p>How a reservation ended is known for {@link #KEPT} after it expired or would have.
 *
 * <p>Beyond {@link LedgerLimits#entriesMax} amounts or reservations nothing more is reserved, and nothing seems to fit. The last quarter is
 * for merchants that have less than a quarter, so that one that reserves without end leaves room for its neighbours. A
 * reservation under one limit takes about 750 bytes of heap, its texts included, and 520 with compressed references.
 *
 * <p>No clock is asked: the same calls, replayed after a restart, make the same ledger.
 */
public final class LocalLedger {

    /** How long it is known how a reservation ended. */
    public static final Duration KEPT = Duration.ofHours(24);

    static final int EXPIRED_AT_ONCE_MAX = 2_000;

    private final LedgerLimits limits;
    private final Map<AccountKey, Account> accounts = new HashMap<>();
    private final PriorityQueue<Entry> byEnd = new PriorityQueue<>(Comparator.comparingLong(entry -> entry.endMillis));
    private final Map<CheckoutKey, Reserved> reservations = new HashMap<>();
    private final PriorityQueue<Reserved> byForgetting =
            new PriorityQueue<>(Comparator.comparingLong(reserved -> reserved.forgetMillis));

    /** The currency is part of it, since a limit can be given another one. Ordered as a {@link CheckoutKey} is: shoppers choose the values. */
    private record AccountKey(String merchantId, Held held, String currency, String value)
            implements Comparable<AccountKey> {

        private static final Comparator<AccountKey> ORDER = Comparator.comparing(AccountKey::value)
                .thenComparing(AccountKey::merchantId)
                .thenComparing(AccountKey::currency)
                .thenComparing(key -> key.held.scope())
                .thenComparing(key -> key.held.name())
                .thenComparing(key -> key.held.by());

        static AccountKey of(String merchantId, Claim claim) {
            return new AccountKey(merchantId, claim.held(), claim.limit().currency(), claim.value());
        }

        @Override
        public int compareTo(AccountKey other) {
            return ORDER.compare(this, other);
        }
    }

    /** What a merchant has of the ledger, whether or not it still counts. */
    private static final class Share {
        private int entries;
        private int reservations;
    }

    private final Map<String, Share> shares = new HashMap<>();

    private volatile int entriesNow;

    private static final class Account {
        private long units;
        private int entries;
    }

    /** An amount that counts in an account until its end, unless it is taken off before. */
    private static final class Entry {

        private final AccountKey key;
        private final Account account;
        private final long units;
        private final long endMillis;
        private boolean counts = true;

        Entry(AccountKey key, Account account, long units, long endMillis) {
            this.key = key;
            this.account = account;
            this.units = units;
            this.endMillis = endMillis;
        }
    }

    /** An open reservation, or how it ended. */
    private static final class Reserved {

        private final CheckoutKey id;
        private final List<Claim> claims;
        private final long units;
        private final long expiresAtMillis;
        private List<Entry> open = List.of();
        private @Nullable State ended;
        private final long forgetMillis;

        Reserved(CheckoutKey id, List<Claim> claims, long units, long expiresAtMillis) {
            this.id = id;
            this.claims = claims;
            this.units = units;
            this.expiresAtMillis = expiresAtMillis;
            forgetMillis = expiresAtMillis + KEPT.toMillis();
        }

        Settled settled(State state, boolean again) {
            return new Settled(state, claims.stream().map(Claim::held).toList(), again);
        }
    }

    /** An empty ledger. */
    public LocalLedger(LedgerLimits limits) {
        this.limits = limits;
    }

    /** Amounts that there is memory for. For any thread, as of its last use. */
    public int entries() {
        return entriesNow;
    }

    /**
     * What counts for each claim, in their order.
     *
     * @param alone whether the ledger that nodes share cannot be asked: then only a share of each limit is allowed
     */
    public List<Exposure> exposures(String merchantId, List<Claim> claims, boolean alone, long nowMillis) {
        end(nowMillis);
        boolean full = !hasRoom(merchantId, claims.size());
        List<Exposure> exposures = new ArrayList<>(claims.size());
        for (Claim claim : claims) {
            Account account = accounts.get(AccountKey.of(merchantId, claim));
            long maxUnits = claim.limit().maxUnits();
            long allowed = alone ? (long) (maxUnits * limits.localShare()) : maxUnits;
            exposures.add(new Exposure(claim, account == null ? 0 : account.units, full ? 0 : allowed));
        }
        return exposures;
    }

    private boolean hasRoom(String merchantId, int more) {
        int entriesMax = limits.entriesMax();
        int reserve = entriesMax / 4;
        Share share = shares.get(merchantId);
        if (share != null && Math.max(share.entries + more, share.reservations + 1) > reserve) {
            entriesMax -= reserve;
        }
        return byEnd.size() + more <= entriesMax && reservations.size() < entriesMax;
    }

    private Share share(String merchantId) {
        return shares.computeIfAbsent(merchantId, unknown -> new Share());
    }

    private void forgetIfEmpty(String merchantId, Share share) {
        if (share.entries == 0 && share.reservations == 0) {
            shares.remove(merchantId);
        }
    }

    /**
     * Reserves an amount, whether or not it fits; the caller has looked. Does nothing for an id that is known, without
     * claims, or where there is no room.
     */
    public void reserve(
            String merchantId,
            String checkoutId,
            List<Claim> claims,
            long units,
            long expiresAtMillis,
            long nowMillis) {
        end(nowMillis);
        CheckoutKey id = new CheckoutKey(merchantId, checkoutId);
        if (claims.isEmpty() || reservations.containsKey(id) || !hasRoom(merchantId, claims.size())) {
            return;
        }
        Reserved reserved = new Reserved(id, claims, units, expiresAtMillis);
        reserved.open = claims.stream()
                .map(claim -> add(AccountKey.of(merchantId, claim), units, expiresAtMillis))
                .toList();
        reservations.put(id, reserved);
        share(merchantId).reservations++;
        byForgetting.add(reserved);
    }

    /** Takes back what was reserved for a decision that was not given out, as if it had never been. */
    public void undo(String merchantId, String checkoutId) {
        Reserved reserved = reservations.remove(new CheckoutKey(merchantId, checkoutId));
        if (reserved != null) {
            reserved.open.forEach(this::takeOff);
            forgotten(reserved);
        }
    }

    /** How the reservation ended, or {@code null} if it is open; {@link Unknown} if there is none. Changes nothing. */
    public @Nullable Settling ended(String merchantId, String checkoutId, long nowMillis) {
        Reserved reserved = reservations.get(new CheckoutKey(merchantId, checkoutId));
        if (reserved == null) {
            return new Unknown();
        }
        if (reserved.ended != null) {
            return reserved.settled(reserved.ended, true);
        }
        return reserved.expiresAtMillis <= nowMillis ? reserved.settled(State.EXPIRED, true) : null;
    }

    /**
     * Settles a reservation, unless it has ended.
     *
     * @param wanted CONFIRMED or RELEASED
     */
    public Settling settle(String merchantId, String checkoutId, State wanted, long nowMillis) {
        Settling ended = ended(merchantId, checkoutId, nowMillis);
        Reserved reserved = reservations.get(new CheckoutKey(merchantId, checkoutId));
        if (ended != null || reserved == null) {
            return ended == null ? new Unknown() : ended;
        }
        reserved.ended = wanted;
        reserved.open.forEach(this::takeOff);
        reserved.open = List.of();
        if (wanted == State.CONFIRMED) {
            for (Claim claim : reserved.claims) {
                add(
                        AccountKey.of(merchantId, claim),
                        reserved.units,
                        nowMillis + claim.limit().window().millis());
            }
        }
        return reserved.settled(wanted, false);
    }

    private Entry add(AccountKey key, long units, long endMillis) {
        Account account = accounts.computeIfAbsent(key, unknown -> new Account());
        account.units += units;
        account.entries++;
        Entry entry = new Entry(key, account, units, endMillis);
        byEnd.add(entry);
        share(key.merchantId).entries++;
        entriesNow = byEnd.size();
        return entry;
    }

    private void takeOff(Entry entry) {
        if (entry.counts) {
            entry.counts = false;
            entry.account.units -= entry.units;
            entry.account.entries--;
            if (entry.account.entries == 0) {
                accounts.remove(entry.key);
            }
        }
    }

    private void end(long nowMillis) {
        for (int i = 0; i < EXPIRED_AT_ONCE_MAX; i++) {
            Entry entry = byEnd.peek();
            if (entry == null || entry.endMillis > nowMillis) {
                break;
            }
            byEnd.remove();
            takeOff(entry);
            Share share = share(entry.key.merchantId);
            share.entries--;
            forgetIfEmpty(entry.key.merchantId, share);
        }
        entriesNow = byEnd.size();
        for (int i = 0; i < EXPIRED_AT_ONCE_MAX; i++) {
            Reserved reserved = byForgetting.peek();
            if (reserved == null || reserved.forgetMillis > nowMillis) {
                break;
            }
            byForgetting.remove();
            if (reservations.remove(reserved.id, reserved)) {
                forgotten(reserved);
            }
        }
    }

    private void forgotten(Reserved reserved) {
        Share share = share(reserved.id.merchantId());
        share.reservations--;
        forgetIfEmpty(reserved.id.merchantId(), share);
    }
}
