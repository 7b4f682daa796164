package io.riskgate.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MailboxTest {

    private final Mailbox mailbox = new Mailbox();

    @Test
    void merchant_getsAQuarterOfTheQueue() {
        for (int i = 0; i < Mailbox.MERCHANT_SHARE_MAX; i++) {
            assertThat(mailbox.offer(new Task("flood", 0))).isTrue();
        }
        assertThat(mailbox.offer(new Task("flood", 0))).isFalse();
        assertThat(mailbox.offer(new Task("neighbour", 0))).isTrue();

        mailbox.take();
        assertThat(mailbox.offer(new Task("flood", 0))).isTrue();
        assertThat(mailbox.offer(new Task("flood", 0))).isFalse();
    }

    @Test
    void queue_isBounded() {
        for (int i = 0; i < Mailbox.QUEUE_MAX; i++) {
            assertThat(mailbox.offer(new Task("m" + i, 0))).isTrue();
        }
        assertThat(mailbox.offer(new Task("one too many", 0))).isFalse();
        assertThat(mailbox.depth()).isEqualTo(Mailbox.QUEUE_MAX);
    }

    @Test
    void controlTask_waitsForRoomAndLeavesTheDecisionsTheirs() throws Exception {
        for (int i = 0; i < Mailbox.CONTROLS_MAX; i++) {
            mailbox.put(new ControlTask(state -> {}));
        }
        assertThat(mailbox.offer(new Task("m", 0))).isTrue();
        CompletableFuture<Boolean> last = new CompletableFuture<>();
        Thread sender = Thread.ofPlatform().start(() -> {
            try {
                last.complete(mailbox.put(new ControlTask(state -> {})));
            } catch (InterruptedException e) {
                last.completeExceptionally(e);
            }
        });
        await().until(() -> sender.getState() == Thread.State.WAITING);
        assertThat(last).isNotDone();
        mailbox.take();
        assertThat(last).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(true);
    }

    @Test
    void collectDue_findsTheCurrentTaskAndTheHeadOfTheQueue() {
        List<Task> tasks = List.of(new Task("a", 10), new Task("b", 20), new Task("c", 30), new Task("d", 40));
        tasks.forEach(mailbox::offer);
        mailbox.take();
        tasks.get(1).answered = true;

        List<ShardTask> due = new ArrayList<>();
        assertThat(mailbox.collectDue(30, due)).isEqualTo(10);
        assertThat(due).containsExactly(tasks.get(0), tasks.get(2));
    }

    @Test
    void closedMailbox_takesNothingMoreAndIsEmptied() {
        Task task = new Task("a", 0);
        mailbox.offer(task);
        mailbox.close();
        assertThat(mailbox.offer(new Task("a", 0))).isFalse();
        assertThat(mailbox.take()).isSameAs(task);
        assertThat(mailbox.take()).isNull();
    }

    @Test
    void idleMailbox_isEnteredByOneThreadWhileOthersWait() {
        Task visitor = new Task("a", 10);
        assertThat(mailbox.enter(visitor)).isTrue();
        assertThat(mailbox.enter(new Task("b", 20))).isFalse();
        List<ShardTask> due = new ArrayList<>();
        assertThat(mailbox.collectDue(10, due)).isEqualTo(Long.MAX_VALUE);
        assertThat(due).containsExactly(visitor);

        Task waiting = new Task("b", 20);
        assertThat(mailbox.offer(waiting)).isTrue();
        CompletableFuture<ShardTask> taken = new CompletableFuture<>();
        Thread shard = Thread.ofPlatform().start(() -> taken.complete(mailbox.take()));
        await().until(() -> shard.getState() == Thread.State.WAITING);
        assertThat(taken).isNotDone();

        mailbox.leave();
        assertThat(taken).succeedsWithin(Duration.ofSeconds(5)).isSameAs(waiting);
        assertThat(mailbox.enter(new Task("c", 30)))
                .as("while the shard's thread is at work")
                .isFalse();
    }

    @Test
    void visitor_leavesItsTaskBeforeThoseThatCameMeanwhile() {
        Task visitor = new Task("a", 10);
        Task later = new Task("a", 20);
        mailbox.enter(visitor);
        mailbox.offer(later);
        mailbox.leaveWaiting(visitor);
        assertThat(mailbox.enter(new Task("b", 30))).isFalse();
        assertThat(mailbox.take()).isSameAs(visitor);
        assertThat(mailbox.take()).isSameAs(later);
    }

    @Test
    void closedMailbox_waitsForTheVisitor() {
        mailbox.enter(new Task("a", 10));
        mailbox.close();
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        Thread shard = Thread.ofPlatform().start(() -> ended.complete(mailbox.take() == null));
        await().until(() -> shard.getState() == Thread.State.WAITING);
        assertThat(ended).isNotDone();
        mailbox.leave();
        assertThat(ended).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(true);
        assertThat(mailbox.enter(new Task("b", 20))).isFalse();
    }

    /** Each step offers for one of four merchants, or takes (4). */
    @Property(tries = 200)
    void mailbox_behavesAsANaiveQueue(
            @ForAll @Size(max = 1_500) List<@IntRange(max = 4) Integer> steps, @ForAll boolean flood) {
        Mailbox tested = new Mailbox();
        Queue<String> queue = new ArrayDeque<>();
        Map<String, Integer> waiting = new HashMap<>();
        for (int step : steps) {
            if (step == 4 && !flood) {
                if (!queue.isEmpty()) {
                    String first = queue.remove();
                    waiting.merge(first, -1, Integer::sum);
                    assertThat(tested.take()).extracting(ShardTask::merchantId).isEqualTo(first);
                }
            } else {
                String merchant = "m" + step;
                boolean room = queue.size() < Mailbox.QUEUE_MAX
                        && waiting.getOrDefault(merchant, 0) < Mailbox.MERCHANT_SHARE_MAX;
                assertThat(tested.offer(new Task(merchant, 0))).isEqualTo(room);
                if (room) {
                    queue.add(merchant);
                    waiting.merge(merchant, 1, Integer::sum);
                }
            }
            assertThat(tested.depth()).isEqualTo(queue.size());
        }
    }

    private static final class Task implements ShardTask {

        private final String merchantId;
        private final long dueNanos;
        private boolean answered;

        Task(String merchantId, long dueNanos) {
            this.merchantId = merchantId;
            this.dueNanos = dueNanos;
        }

        @Override
        public String merchantId() {
            return merchantId;
        }

        @Override
        public boolean brief(ShardState shard) {
            return true;
        }

        @Override
        public void run(ShardState shard) {}

        @Override
        public long dueNanos() {
            return dueNanos;
        }

        @Override
        public boolean answered() {
            return answered;
        }
    }
}
