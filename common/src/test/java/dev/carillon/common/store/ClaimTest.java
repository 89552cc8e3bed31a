package dev.carillon.common.store;

import static dev.carillon.common.store.StoreFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.NewJob;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a worker may run, and for how long. */
class ClaimTest extends EmptyStore {

    @Test
    void oneOfManyClaimsWins() {
        List<JobId> jobs = IntStream.range(0, 200)
                .mapToObj(i -> fixture.accept(fixture.email()))
                .toList();
        List<Uni<Claim>> racing = IntStream.range(0, 8)
                .mapToObj(i -> store.claim(fixture.worker(), jobs))
                .toList();

        List<JobId> won = await(Uni.join().all(racing).andFailFast()).stream()
                .flatMap(claim -> claim.jobs().stream())
                .map(ClaimedJob::id)
                .toList();

        assertEquals(200, won.size());
        assertEquals(Set.copyOf(jobs), new HashSet<>(won));
    }

    @Test
    void aClaimNeedsALeaseThatHolds() {
        JobId job = fixture.accept(fixture.email());
        WorkerId worker = fixture.worker();
        fixture.expire(worker);

        assertEquals(new Claim(List.of(), List.of()), await(store.claim(worker, List.of(job))));
        assertEquals(JobState.QUEUED, fixture.state(job));
        assertFalse(await(new WorkerLeases(fixture.pool).renew(worker, Duration.ofMinutes(1))), "it is not revived");
    }

    @Test
    void aWorkerThatLivesKeepsWhatItWorksOnUnderItsNextLease() {
        WorkerId before = fixture.worker();
        ClaimedJob known = fixture.claim(before, fixture.accept(fixture.email()));
        ClaimedJob unknown = fixture.claim(before, fixture.accept(fixture.email()));
        fixture.expire(before);
        WorkerId after = fixture.worker();

        int kept = await(new WorkerLeases(fixture.pool).take(Set.of(before), after, List.of(known.id())));
        await(new JobRescue(fixture.pool).rescue(10, 3, Set.of()));

        assertEquals(1, kept);
        assertEquals(JobState.RUNNING, fixture.state(known.id()), "nobody else may send it");
        assertEquals(JobState.QUEUED, fixture.state(unknown.id()), "the worker does not know of it");
        assertEquals(
                Set.of(known.id()),
                await(store.settle("worker", List.of(StoreFixture.settlement(known, JobState.SUCCEEDED)))));
    }

    @Test
    void whatOthersTookBackStaysTheirs() {
        WorkerId before = fixture.worker();
        ClaimedJob job = fixture.claim(before, fixture.accept(fixture.email()));
        fixture.expire(before);
        await(new JobRescue(fixture.pool).rescue(10, 3, Set.of()));
        fixture.claim(fixture.worker(), job.id());

        assertEquals(
                0, await(new WorkerLeases(fixture.pool).take(Set.of(before), fixture.worker(), List.of(job.id()))));
    }

    @Test
    void anExpiredJobIsEndedInsteadOfClaimed() {
        JobId job =
                fixture.accept(fixture.job(StoreFixture.email("Late"), null, Instant.parse("2020-01-01T00:00:00Z")));

        assertEquals(new Claim(List.of(), List.of(job)), await(store.claim(fixture.worker(), List.of(job))));

        assertEquals(JobState.EXPIRED, fixture.state(job));
        assertEquals(List.of("queued", "expired"), fixture.timeline(job));
    }

    @Test
    void theMessageComesBackAsItWas() {
        NewJob email = fixture.email();
        NewJob webhook = fixture.job(StoreFixture.webhook("https://example.test/hook"), null, null);
        fixture.accept(email);
        fixture.accept(webhook);
        WorkerId worker = fixture.worker();

        assertEquals(email.message(), fixture.claim(worker, email.id()).message());
        assertEquals(webhook.message(), fixture.claim(worker, webhook.id()).message());
    }

    @Test
    void anUnreadablePayloadIsSaidSo() {
        JobId job = fixture.accept(fixture.email());
        fixture.execute("UPDATE job SET payload = '[]' WHERE id = $1", job.value());
        ClaimedJob claimed = fixture.claim(fixture.worker(), job);

        assertThrows(UnreadableMessageException.class, claimed::message);
    }
}
