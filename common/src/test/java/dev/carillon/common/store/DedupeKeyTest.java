package dev.carillon.common.store;

import static dev.carillon.common.store.StoreFixture.await;
import static dev.carillon.common.store.StoreFixture.settlement;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.NewJob;
import dev.carillon.common.job.Priority;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** At most one unfinished job a dedupe key and organization, whoever comes at once and however jobs end. */
class DedupeKeyTest extends EmptyStore {

    @Test
    void theUnfinishedJobStandsInForASecond() {
        NewJob first = fixture.deduplicated("k");
        Job accepted = accepted(first).jobs().getFirst();
        fixture.claim(fixture.worker(), first.id());

        Acceptance.Accepted second = accepted(fixture.deduplicated("k"));

        assertEquals("k", accepted.dedupeKey());
        assertEquals(List.of(first.id()), ids(second));
        assertEquals(JobState.RUNNING, second.jobs().getFirst().state(), "as it is now");
        assertEquals(Set.of(0), second.deduplicated());
        assertEquals(List.of(), second.newJobs());
        assertEquals(1, jobs());
    }

    @Test
    void keysOfTwoOrganizationsHaveNothingToDoWithEachOther() {
        accepted(fixture.deduplicated("k"));
        NewJob other = new NewJob(
                fixture.ids.next(),
                new OrganizationId(UUID.randomUUID()),
                Priority.NORMAL,
                StoreFixture.email("Hello"),
                Map.of(),
                null,
                null,
                3,
                "k");

        Acceptance.Accepted answer = assertInstanceOf(
                Acceptance.Accepted.class,
                await(store.accept(List.of(new Submission(other.organizationId(), null, List.of(other)))))
                        .getFirst());

        assertEquals(Set.of(), answer.deduplicated());
    }

    @Test
    void aBatchIsLikeItsItemsOneAfterTheOther() {
        NewJob former = fixture.deduplicated("a");
        accepted(former);
        NewJob plain = fixture.email();
        NewJob first = fixture.deduplicated("b");

        Acceptance.Accepted answer =
                accepted(fixture.deduplicated("a"), plain, first, fixture.deduplicated("b"), fixture.deduplicated("a"));

        assertEquals(List.of(former.id(), plain.id(), first.id(), first.id(), former.id()), ids(answer));
        assertEquals(Set.of(0, 3, 4), answer.deduplicated());
        assertEquals(
                List.of(plain.id(), first.id()),
                answer.newJobs().stream().map(Job::id).toList());
        assertEquals(3, jobs());
    }

    @Test
    void submissionsOfOneMomentFindEachOther() {
        NewJob first = fixture.deduplicated("k");

        List<Acceptance> answers = await(store.accept(List.of(
                fixture.submission(first),
                fixture.submission(fixture.email()),
                fixture.submission(fixture.deduplicated("k")),
                fixture.keyed("i", "body", fixture.deduplicated("k")),
                fixture.keyed("i", "body", fixture.deduplicated("k")),
                fixture.keyed("i", "other", fixture.deduplicated("k")))));

        assertEquals(List.of(first.id()), ids(answers.get(0)));
        assertEquals(List.of(first.id()), ids(answers.get(2)));
        assertEquals(List.of(first.id()), ids(answers.get(3)));
        Acceptance.Replayed replayed = assertInstanceOf(Acceptance.Replayed.class, answers.get(4));
        assertEquals(first.id(), replayed.jobs().getFirst().id());
        assertEquals(Set.of(0), replayed.deduplicated());
        assertInstanceOf(Acceptance.KeyReused.class, answers.get(5));
        assertEquals(2, jobs());
    }

    @Test
    void aRepeatedRequestReturnsItsFirstAnswerAlsoWhenTheKeyHasBeenFreedSince() {
        NewJob former = fixture.deduplicated("a");
        accepted(former);
        NewJob own = fixture.deduplicated("b");
        await(store.accept(List.of(fixture.keyed("i", "body", fixture.deduplicated("a"), own))));
        finish(former.id(), JobState.SUCCEEDED);

        Acceptance.Replayed replayed = assertInstanceOf(
                Acceptance.Replayed.class,
                await(store.accept(List.of(
                                fixture.keyed("i", "body", fixture.deduplicated("a"), fixture.deduplicated("b")))))
                        .getFirst());

        assertEquals(
                List.of(former.id(), own.id()),
                replayed.jobs().stream().map(Job::id).toList());
        assertEquals(Set.of(0), replayed.deduplicated());
        assertEquals(List.of(), keys("a"), "the repetition took nothing");
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"SUCCEEDED", "FAILED", "CANCELLED", "EXPIRED"})
    void theEndOfAJobFreesItsKey(JobState end) {
        NewJob first = fixture.deduplicated("k");
        NewJob bystander = fixture.deduplicated("other");
        accepted(first);
        accepted(bystander);

        finish(first.id(), end);

        assertEquals(end, fixture.state(first.id()));
        NewJob second = fixture.deduplicated("k");
        assertEquals(Set.of(), accepted(second).deduplicated());
        assertEquals(List.of(second.id().value()), keys("k"));
        assertEquals(List.of(bystander.id().value()), keys("other"));
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"RETRYING", "HELD", "QUEUED"})
    void aJobThatGoesOnKeepsItsKey(JobState next) {
        NewJob first = fixture.deduplicated("k");
        accepted(first);

        finish(first.id(), next);

        assertEquals(next, fixture.state(first.id()));
        assertEquals(Set.of(0), accepted(fixture.deduplicated("k")).deduplicated());
    }

    @Test
    void aRetriedJobTakesItsKeyAgain() {
        JobControl control = new JobControl(fixture.pool);
        NewJob first = fixture.deduplicated("k");
        accepted(first);
        finish(first.id(), JobState.FAILED);

        assertTrue(await(control.retry(fixture.organization, first.id())).isPresent());

        assertEquals(List.of(first.id().value()), keys("k"));
        assertEquals(List.of(first.id()), ids(accepted(fixture.deduplicated("k"))));
        finish(first.id(), JobState.HELD);
        assertTrue(await(control.retry(fixture.organization, first.id())).isPresent(), "it still has the key");
    }

    @Test
    void aJobWhoseKeyIsTakenCannotBeRetried() {
        JobControl control = new JobControl(fixture.pool);
        NewJob first = fixture.deduplicated("k");
        accepted(first);
        finish(first.id(), JobState.FAILED);
        NewJob second = fixture.deduplicated("k");
        accepted(second);

        assertEquals(Optional.empty(), await(control.retry(fixture.organization, first.id())));

        assertEquals(JobState.FAILED, fixture.state(first.id()));
        assertEquals(Optional.of(second.id()), await(control.keyHolder(fixture.organization, first.id())));
        assertEquals(Optional.empty(), await(control.keyHolder(fixture.organization, second.id())));
        OrganizationId stranger = new OrganizationId(UUID.randomUUID());
        assertEquals(Optional.empty(), await(control.keyHolder(stranger, first.id())));
    }

    @Test
    void manyAtOnceMakeOneJob() {
        List<Uni<List<Acceptance>>> racing = IntStream.range(0, 40)
                .mapToObj(i -> store.accept(List.of(fixture.submission(fixture.deduplicated("k")))))
                .toList();

        Set<JobId> ids = new HashSet<>();
        await(Uni.join().all(racing).andFailFast()).forEach(answers -> ids.addAll(ids(answers.getFirst())));

        assertEquals(1, ids.size());
        assertEquals(1, jobs());
    }

    /** Requests for the same keys in opposite orders, while jobs that have these keys end: nobody waits for another for ever. */
    @Test
    void takingAndFreeingAtOnceNeverBlocksAndNeverMakesTwo() {
        WorkerId worker = fixture.worker();
        List<String> keys = IntStream.range(0, 20).mapToObj(i -> "k" + i).toList();
        for (int round = 0; round < 15; round++) {
            List<Uni<Object>> racing = new ArrayList<>();
            List<JobId> unfinished = fixture.query("SELECT id FROM job WHERE finished_at IS NULL").stream()
                    .map(row -> new JobId(row.getUUID("id")))
                    .toList();
            List<ClaimedJob> claimed = await(store.claim(worker, unfinished)).jobs();
            racing.add(store.settle(
                            "w",
                            claimed.stream()
                                    .map(job -> settlement(job, JobState.SUCCEEDED))
                                    .toList())
                    .map(Object.class::cast));
            racing.add(store.accept(List.of(fixture.submission(wanting(keys)))).map(Object.class::cast));
            racing.add(store.accept(List.of(fixture.submission(wanting(keys.reversed()))))
                    .map(Object.class::cast));
            racing.add(store.accept(List.of(fixture.keyed("i" + round, "body", wanting(keys))))
                    .map(Object.class::cast));
            await(Uni.join().all(racing).andFailFast());

            assertEquals(
                    0,
                    fixture.query("SELECT dedupe_key FROM job WHERE finished_at IS NULL GROUP BY 1 HAVING count(*) > 1")
                            .size());
            assertEquals(
                    0,
                    fixture.query("SELECT FROM job_key JOIN job ON job.id = job_ids[1] "
                                    + "WHERE kind = 'dedupe' AND finished_at IS NOT NULL")
                            .size(),
                    "no key outlives its job");
        }
    }

    private static NewJob[] wanting(List<String> keys) {
        return keys.stream().map(fixture::deduplicated).toArray(NewJob[]::new);
    }

    /** Ends the job's delivery, or the job itself, by the statement that makes that move. */
    private static void finish(JobId job, JobState end) {
        switch (end) {
            case CANCELLED -> await(new JobControl(fixture.pool).cancel(fixture.organization, job));
            case EXPIRED -> {
                fixture.execute("UPDATE job SET expires_at = now() - interval '1 hour' WHERE id = $1", job.value());
                await(store.claim(fixture.worker(), List.of(job)));
            }
            default -> {
                ClaimedJob claimed = fixture.claim(fixture.worker(), job);
                await(store.settle("w", List.of(settlement(claimed, end))));
            }
        }
    }

    private static Acceptance.Accepted accepted(NewJob... jobs) {
        return assertInstanceOf(
                Acceptance.Accepted.class,
                await(store.accept(List.of(fixture.submission(jobs)))).getFirst());
    }

    private static List<JobId> ids(Acceptance answer) {
        return assertInstanceOf(Acceptance.Accepted.class, answer).jobs().stream()
                .map(Job::id)
                .toList();
    }

    private static List<UUID> keys(String key) {
        return fixture.query("SELECT job_ids FROM job_key WHERE kind = 'dedupe' AND key = $1", key).stream()
                .flatMap(row -> Arrays.stream(row.getArrayOfUUIDs("job_ids")))
                .toList();
    }

    private static int jobs() {
        return fixture.query("SELECT id FROM job").size();
    }
}
