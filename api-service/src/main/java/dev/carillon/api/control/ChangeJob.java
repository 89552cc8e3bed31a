package dev.carillon.api.control;

import dev.carillon.api.submit.JobOptions;
import dev.carillon.api.submit.SubmitConfig;
import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.RequestBody;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.Priority;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.store.JobChanges;
import dev.carillon.common.store.JobChanges.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code PATCH /v1/jobs/{id}} asks for. A field that is left out stays; null makes it as if it had never been given. */
record ChangeJob(JobChanges changes, Instant now) {

    private static final String RUN_AT = "run_at";
    private static final String EXPIRES_AT = "expires_at";
    private static final String PRIORITY = "priority";
    private static final String TAGS = "tags";
    private static final String MAX_ATTEMPTS = "max_attempts";
    private static final Set<JobState> CHANGEABLE =
            EnumSet.of(JobState.SCHEDULED, JobState.QUEUED, JobState.RETRYING, JobState.HELD);

    /** The request in this body. Throws a problem (422) that names every mistake. */
    static ChangeJob read(RequestBody body, Instant now, SubmitConfig config) {
        Mistakes mistakes = body.mistakes();
        Fields fields = Fields.of(body.json(), mistakes);
        Field<Instant> runAt = fields.time(RUN_AT);
        Field<Instant> expiresAt = fields.time(EXPIRES_AT);
        Field<Priority> priority = fields.optional(PRIORITY, JobOptions.PRIORITY);
        Field<Map<String, String>> tags =
                fields.texts(TAGS, JobOptions.MOST_TAGS, JobOptions.TAG_NAME, JobOptions.TAG_VALUE);
        Field<Integer> maxAttempts = fields.wholeNumber(MAX_ATTEMPTS, 1, JobOptions.MOST_ATTEMPTS);
        fields.refuseUnknown();
        checkTimes(fields, runAt.orElse(now), expiresAt.orNull(), now, config.horizon());
        if (body.json().isEmpty()) {
            mistakes.add("", "must have at least one of run_at, expires_at, priority, tags, max_attempts");
        }
        mistakes.throwIfAny();
        return new ChangeJob(
                new JobChanges(
                        change(fields, RUN_AT, runAt),
                        change(fields, EXPIRES_AT, expiresAt),
                        fields.isNull(PRIORITY) ? Priority.NORMAL : priority.orNull(),
                        fields.isNull(TAGS) ? Map.of() : tags.orNull(),
                        fields.isNull(MAX_ATTEMPTS)
                                ? Integer.valueOf(config.defaultMaxAttempts())
                                : maxAttempts.orNull()),
                now);
    }

    private static void checkTimes(
            Fields fields, Instant runAt, @Nullable Instant expiresAt, Instant now, Duration horizon) {
        Instant latest = now.plus(horizon);
        if (runAt.isAfter(latest)) {
            fields.mistake(RUN_AT, JobOptions.tooFar(horizon));
        }
        if (expiresAt == null) {
            return;
        }
        if (!expiresAt.isAfter(now)) {
            fields.mistake(EXPIRES_AT, "must be in the future");
        } else if (expiresAt.isAfter(latest)) {
            fields.mistake(EXPIRES_AT, JobOptions.tooFar(horizon));
        } else if (!expiresAt.isAfter(runAt)) {
            fields.mistake(EXPIRES_AT, "must be later than run_at");
        }
    }

    private static <T> @Nullable Change<T> change(Fields fields, String name, Field<T> field) {
        return field.isPresent() || fields.isNull(name) ? new Change<>(field.orNull()) : null;
    }

    /** Why this job was not changed. */
    ProblemException refusal(Job job) {
        if (!CHANGEABLE.contains(job.state()) || (job.state() == JobState.HELD && changes.runAt() != null)) {
            return JobRefusal.notChangeable(job.state());
        }
        Mistakes mistakes = new Mistakes();
        Integer maxAttempts = changes.maxAttempts();
        if (maxAttempts != null && maxAttempts <= job.attempts()) {
            mistakes.add(
                    MAX_ATTEMPTS,
                    "must be at least %d: the job has had %d attempts".formatted(job.attempts() + 1, job.attempts()));
        }
        checkAgainst(job, mistakes);
        try {
            mistakes.throwIfAny();
        } catch (ProblemException refused) {
            return refused;
        }
        return JobRefusal.notChangeable(job.state());
    }

    /** One of the two times is the job's own: the two that were given have been compared before. */
    private void checkAgainst(Job job, Mistakes mistakes) {
        Change<Instant> runAt = changes.runAt();
        Change<Instant> expiresAt = changes.expiresAt();
        Instant start = runAt == null ? job.dueAt() : runAt.to();
        Instant end = expiresAt == null ? job.expiresAt() : expiresAt.to();
        if (end == null || (runAt == null && expiresAt == null)) {
            return;
        }
        if (expiresAt == null && !end.isAfter(start == null || start.isBefore(now) ? now : start)) {
            mistakes.add(RUN_AT, "must be earlier than the job's expires_at, " + end);
        } else if (runAt == null && start != null && !end.isAfter(start)) {
            mistakes.add(EXPIRES_AT, "must be later than the job's next_attempt_at, " + start);
        }
    }
}
