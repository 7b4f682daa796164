package io.riskgate.shard;

import java.util.function.Consumer;

/** Work on a shard's state that nobody waits to be answered for, and that counts for no merchant. */
record ControlTask(Consumer<ShardState> work) implements ShardTask {

    @Override
    public String merchantId() {
        return "";
    }

    @Override
    public boolean brief(ShardState shard) {
        return false;
    }

    @Override
    public void run(ShardState shard) {
        work.accept(shard);
    }

    @Override
    public long dueNanos() {
        return 0;
    }

    @Override
    public boolean answered() {
        return true;
    }
}
