package io.riskgate.diagnosis;

import java.util.List;

/**
 * What a shard has to do.
 *
 * @param queued decisions that wait now
 * @param failures tasks and rule sessions that threw since the start
 * @param decisions of the time that is looked at
 * @param merchants whose decisions these are, those with the most first
 */
record ShardLoad(int index, boolean isAlive, int queued, long failures, long decisions, List<MerchantLoad> merchants) {

    record MerchantLoad(String merchantId, long decisions) {}

    ShardLoad {
        merchants = List.copyOf(merchants);
    }
}
