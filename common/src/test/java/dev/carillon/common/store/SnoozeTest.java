package dev.carillon.common.store;

import static dev.carillon.common.store.StoreFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.job.Attempt;
import dev.carillon.common.job.AttemptOutcome;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Jobs that are put off without an attempt, and jobs of which nobody knows whether they were sent. */
class SnoozeTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static StoreFixture fixture;
    private static WorkerId worker;

    @BeforeAll
    static void migrate() {
        fixture = new StoreFixture("snooze");
        worker = fixture.worker(HOUR);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void manySnoozesInARowAreOneRecordAndOneEntryOfTheTimeline() {
        JobId job = fixture.accept(fixture.email());
        for (int look = 1; look <= 5; look++) {
            ClaimedJob claimed = fixture.claim(worker, job);
            assertEquals(claimed.claimedAt(), claimed.startedAt(), "nothing has started before");
            snooze(claimed, "Look " + look);
            makeDue(job);
        }
        ClaimedJob last = fixture.claim(worker, job);
        await(fixture.store.settle("w", List.of(StoreFixture.settlement(last, JobState.SUCCEEDED))));

        assertEquals(List.of("queued", "scheduled", "queued", "running", "succeeded"), fixture.timeline(job));
        List<Attempt> attempts = attempts(job);
        assertEquals(
                List.of(AttemptOutcome.SUCCEEDED, AttemptOutcome.SNOOZED),
                attempts.stream().map(Attempt::outcome).toList());
        assertEquals("Look 5", attempts.getLast().error());
        assertEquals(1, attempts.getLast().number());
        assertTrue(attempts.getLast().finishedAt().isAfter(attempts.getLast().startedAt()));
        Job done = job(job);
        assertEquals(1, done.attempts(), "a snooze costs no attempt");
        assertNull(done.lastError(), "nor is it an error");
    }

    @Test
    void aSeriesEndsWithADeliveryAndANewOneIsANewRecord() {
        JobId job = fixture.accept(fixture.email());
        snooze(fixture.claim(worker, job), "First");
        makeDue(job);
        await(fixture.store.settle(
                "w", List.of(StoreFixture.settlement(fixture.claim(worker, job), JobState.RETRYING))));
        makeDue(job);
        snooze(fixture.claim(worker, job), "Second");

        assertEquals(
                List.of("queued", "scheduled", "queued", "running", "retrying", "queued", "scheduled"),
                fixture.timeline(job));
        assertEquals(
                List.of("Second", "451 Try later", "First"),
                attempts(job).stream().map(Attempt::error).toList());
        assertEquals("451 Try later", job(job).lastError());
        assertNotNull(job(job).startedAt());
    }

    @Test
    void snoozesNeitherResetNorRaiseTheCountOfCrashes() {
        JobId job = fixture.accept(fixture.email());
        for (int death = 1; death <= 3; death++) {
            WorkerId mortal = fixture.worker();
            fixture.claim(mortal, job);
            fixture.expire(mortal);
            await(new JobRescue(fixture.pool).rescue(10, 3, Set.of()));
            if (death < 3) {
                snooze(fixture.claim(worker, job), "In between");
                makeDue(job);
            }
        }

        assertEquals(JobState.HELD, fixture.state(job));
        assertEquals(0, job(job).attempts());
        assertEquals(
                3,
                attempts(job).stream()
                        .filter(attempt -> attempt.outcome() == AttemptOutcome.UNKNOWN)
                        .count());
    }

    @Test
    void aRetryThatWouldComeAfterTheJobExpiredDoesNotComeLate() {
        Instant expiry = Instant.now().plus(HOUR).truncatedTo(ChronoUnit.MICROS);
        JobId job = fixture.accept(fixture.job(StoreFixture.email("Short lived"), null, expiry));
        ClaimedJob claimed = fixture.claim(worker, job);
        await(fixture.store.settle("w", List.of(retrying(claimed, Duration.ofHours(10)))));

        assertEquals(expiry, job(job).dueAt(), "it is looked at when it expires, not later");

        fixture.execute("UPDATE job SET expires_at = now(), due_at = now() WHERE id = $1", job.value());
        makeDue(job);
        assertEquals(JobState.EXPIRED, fixture.state(job));
    }

    @Test
    void retriesThatCannotBeReadAreTheChannelsAndSpoilNoClaim() {
        for (String nonsense : List.of("{\"schedule\": 5}", "[]", "{\"exponential\": {\"initial\": \"soon\"}}")) {
            JobId job = fixture.accept(fixture.email());
            fixture.execute("UPDATE job SET retry = $2::text::jsonb WHERE id = $1", job.value(), nonsense);

            assertNull(fixture.claim(worker, job).retry());
            assertNull(job(job).retry());
        }
    }

    @Test
    void aChannelMayHoldWhatNobodyKnows() {
        JobId mail = fixture.accept(fixture.email());
        JobId webhook = fixture.accept(fixture.job(StoreFixture.webhook("https://example.com/"), null, null));
        WorkerId mortal = fixture.worker();
        fixture.claim(mortal, mail);
        fixture.claim(mortal, webhook);
        fixture.expire(mortal);

        JobRescue.Rescued rescued = await(new JobRescue(fixture.pool).rescue(10, 3, Set.of(Channel.WEBHOOK)));

        assertEquals(new JobRescue.Rescued(List.of(mail), List.of(webhook)), rescued);
        assertEquals(JobState.QUEUED, fixture.state(mail));
        Job held = job(webhook);
        assertEquals(JobState.HELD, held.state());
        assertTrue(String.valueOf(held.lastError()).contains("cancel the job if it did, retry it if it did not"));
        assertEquals(AttemptOutcome.UNKNOWN, attempts(webhook).getFirst().outcome());

        await(new JobControl(fixture.pool).retry(fixture.organization, webhook));
        ClaimedJob again = fixture.claim(worker, webhook);
        assertEquals(0, again.crashes());
        assertEquals(again.claimedAt(), again.startedAt(), "a person's retry begins the time budget anew");
    }

    private static void snooze(ClaimedJob job, String reason) {
        Settlement snoozed = new Settlement(
                job.id(),
                job.fence(),
                JobState.SCHEDULED,
                HOUR,
                false,
                AttemptOutcome.SNOOZED,
                reason,
                job.claimedAt(),
                job.claimedAt().plusMillis(1),
                "smtp");
        assertEquals(Set.of(job.id()), await(fixture.store.settle("w", List.of(snoozed))));
        assertEquals(JobState.SCHEDULED, fixture.state(job.id()));
    }

    private static Settlement retrying(ClaimedJob job, Duration delay) {
        return new Settlement(
                job.id(),
                job.fence(),
                JobState.RETRYING,
                delay,
                true,
                AttemptOutcome.FAILED,
                "451 Try later",
                job.claimedAt(),
                job.claimedAt().plusMillis(1),
                "smtp");
    }

    private static void makeDue(JobId job) {
        fixture.execute("UPDATE job SET due_at = now() WHERE id = $1", job.value());
        await(fixture.store.promote(10, 10, Set.of()));
    }

    private static Job job(JobId id) {
        return await(new JobReader(fixture.pool).find(fixture.organization, id)).orElseThrow();
    }

    private static List<Attempt> attempts(JobId id) {
        return await(new JobReader(fixture.pool).attempts(fixture.organization, id, 100));
    }
}
