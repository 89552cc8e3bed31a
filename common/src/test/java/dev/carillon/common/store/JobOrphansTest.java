package dev.carillon.common.store;

import static dev.carillon.common.store.StoreFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.job.JobId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Queued jobs that no stream has an entry of. */
class JobOrphansTest extends EmptyStore {

    @Test
    void orphansAreJobsBeyondTheWatermarkAndAreAdoptedOnce() {
        JobId job = fixture.accept(fixture.email());
        JobId running = fixture.accept(fixture.email());
        fixture.claim(fixture.worker(), running);
        fixture.execute("UPDATE job SET enqueued_at = now() - interval '1 minute'");
        JobOrphans orphans = new JobOrphans(fixture.pool);
        int shard = Shard.of(fixture.organization);

        assertEquals(0, await(orphans.adopt(watermarks(shard, Duration.ofMinutes(2)), 10)), "younger");
        assertEquals(0, await(orphans.adopt(watermarks((shard + 1) % 64, Duration.ZERO), 10)), "elsewhere");
        List<Uni<Integer>> racing = IntStream.range(0, 6)
                .mapToObj(i -> orphans.adopt(watermarks(shard, Duration.ofSeconds(30)), 10))
                .toList();
        List<Integer> adopted = await(Uni.join().all(racing).andFailFast());

        assertEquals(1, adopted.stream().mapToInt(Integer::intValue).sum());
        assertEquals(
                List.of(job),
                fixture.query("SELECT id FROM job WHERE backlogged_at IS NOT NULL").stream()
                        .map(row -> new JobId(row.getUUID(0)))
                        .toList());
    }

    @Test
    void movingToTheBacklogDoesNotMakeAJobYounger() {
        JobId job = fixture.accept(fixture.email());
        fixture.execute("""
                UPDATE job SET enqueued_at = now() - interval '1 hour', timeline_times = ARRAY[now() - interval '1 hour']
                WHERE id = $1
                """, job.value());

        await(new JobOrphans(fixture.pool).adopt(watermarks(Shard.of(fixture.organization), Duration.ZERO), 10));

        Duration age = await(new JobCounts(fixture.pool).oldestWaiting()).orElseThrow();
        assertTrue(age.compareTo(Duration.ofMinutes(59)) > 0, age.toString());
    }

    private static List<JobOrphans.Watermark> watermarks(int shard, Duration age) {
        return List.of(new JobOrphans.Watermark(shard, dev.carillon.common.job.Priority.NORMAL, age));
    }
}
