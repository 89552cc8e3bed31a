package dev.carillon.common.store;

import static dev.carillon.common.store.StoreFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.NewJob;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The same key and body make one job and get one answer, whoever comes at once. */
class IdempotencyKeyTest extends EmptyStore {

    @Test
    void theSameKeyAndBodyReplayTheFirstAnswerAnotherBodyIsRefused() {
        NewJob first = fixture.email();
        Job accepted = accepted(await(store.accept(List.of(fixture.keyed("k", "body", first)))));
        fixture.claim(fixture.worker(), first.id());

        List<Acceptance> answers = await(store.accept(
                List.of(fixture.keyed("k", "body", fixture.email()), fixture.keyed("k", "other", fixture.email()))));

        Acceptance.Replayed replayed = assertInstanceOf(Acceptance.Replayed.class, answers.getFirst());
        assertEquals(List.of(accepted), replayed.jobs(), "as it was when it was accepted, although it runs now");
        assertInstanceOf(Acceptance.KeyReused.class, answers.getLast());
        assertEquals(1, fixture.query("SELECT id FROM job").size());
    }

    @Test
    void oneBatchWithOneKeyTwiceMakesOneJob() {
        List<Acceptance> answers = await(store.accept(
                List.of(fixture.keyed("k", "body", fixture.email()), fixture.keyed("k", "body", fixture.email()))));

        Job first = accepted(List.of(answers.getFirst()));
        assertEquals(
                List.of(first),
                assertInstanceOf(Acceptance.Replayed.class, answers.getLast()).jobs());
    }

    @Test
    void manyAtOnceWithOneKeyMakeOneJob() {
        List<Uni<List<Acceptance>>> racing = IntStream.range(0, 40)
                .mapToObj(i -> store.accept(List.of(
                        fixture.keyed("a", "body", fixture.email()),
                        fixture.keyed("b", "body", fixture.email()),
                        fixture.submission(fixture.email()))))
                .toList();

        List<List<Acceptance>> answers = await(Uni.join().all(racing).andCollectFailures());

        long accepted = answers.stream()
                .flatMap(List::stream)
                .filter(Acceptance.Accepted.class::isInstance)
                .count();
        assertEquals(42, accepted, "one for each key and one for each submission without");
        assertEquals(42, fixture.query("SELECT id FROM job").size());
    }

    @Test
    void anExpiredKeyIsFreeAgainAndAnotherOrganizationsKeyIsAnother() {
        await(store.accept(List.of(fixture.keyed("k", "body", fixture.email()))));
        fixture.execute("UPDATE job_key SET expires_at = now() - interval '1 second'");

        assertInstanceOf(
                Acceptance.Accepted.class,
                await(store.accept(List.of(fixture.keyed("k", "other", fixture.email()))))
                        .getFirst());
        Submission foreign = new Submission(
                new OrganizationId(UUID.randomUUID()),
                new IdempotencyKey("k", new byte[] {1}),
                List.of(fixture.email()));
        assertInstanceOf(
                Acceptance.Accepted.class, await(store.accept(List.of(foreign))).getFirst());
    }

    private static Job accepted(List<Acceptance> answers) {
        return assertInstanceOf(Acceptance.Accepted.class, answers.getFirst())
                .jobs()
                .getFirst();
    }
}
