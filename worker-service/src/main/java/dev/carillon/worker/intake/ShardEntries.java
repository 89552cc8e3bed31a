package dev.carillon.worker.intake;

import java.util.List;

/** The entries of a shard as its loop takes them: from consumers that are gone first, then new ones. */
final class ShardEntries {

    private final ShardReader reader;
    private final Dispatcher dispatcher;
    private final IntakeConfig config;
    private long tookOverAt = System.nanoTime();
    private long keptUpAt = System.nanoTime();
    private boolean quiet;

    ShardEntries(ShardReader reader, Dispatcher dispatcher, IntakeConfig config) {
        this.reader = reader;
        this.dispatcher = dispatcher;
        this.config = config;
    }

    /** Shows now and then that what this instance holds is not abandoned, and forgets consumers that are. */
    void keepUp() {
        if (isDue(keptUpAt)) {
            keptUpAt = System.nanoTime();
            reader.refresh(dispatcher.held())
                    .chain(() -> reader.tidy(config.forgetConsumersAfter()))
                    .await()
                    .atMost(IntakeLoop.DEADLINE);
        }
    }

    /**
     * Up to {@code room} entries that can be had without waiting. While few come one by one it does not look: waiting takes what is
     * there at once, and then asking first would only be one more command for each.
     */
    List<StreamEntry> ready(int room) {
        if (isDue(tookOverAt)) {
            tookOverAt = System.nanoTime();
            List<StreamEntry> takenOver = reader.takeOver(ofEach(room), config.takeOverAfter())
                    .await()
                    .atMost(IntakeLoop.DEADLINE);
            if (!takenOver.isEmpty()) {
                return takenOver;
            }
        }
        return quiet ? List.of() : reader.read(room).await().atMost(IntakeLoop.DEADLINE);
    }

    /** Up to {@code room} entries as soon as there are any; none when nothing comes within {@link IntakeConfig#block}. */
    List<StreamEntry> await(int room) {
        List<StreamEntry> entries = reader.await(ofEach(room), config.block())
                .await()
                .atMost(config.block().plus(IntakeLoop.DEADLINE));
        // One stream may hold more; which of several is to have how much is for the other way of reading.
        quiet = entries.size() < ofEach(room);
        return entries;
    }

    private boolean isDue(long lastAt) {
        return System.nanoTime() - lastAt > config.takeOverAfter().toNanos() / 3;
    }

    /** Of each of the streams, for which alone Redis knows a limit. */
    private static int ofEach(int room) {
        return room / ShardReader.STREAMS;
    }

    @Override
    public String toString() {
        return reader.toString();
    }
}
