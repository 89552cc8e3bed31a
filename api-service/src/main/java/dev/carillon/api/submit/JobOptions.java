package dev.carillon.api.submit;

import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.Reading;
import dev.carillon.common.body.TextReader;
import dev.carillon.common.body.WireNames;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.Message;
import dev.carillon.common.job.NewJob;
import dev.carillon.common.job.Priority;
import dev.carillon.common.retry.RetryChoice;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The fields that every job may have, whatever it carries. */
public final class JobOptions {

    /** Attempts that a job may have. */
    public static final int MOST_ATTEMPTS = MaxAttempts.MOST;

    /** Tags that a job may have. */
    public static final int MOST_TAGS = 20;

    /** Reads a priority. */
    public static final TextReader<Priority> PRIORITY = WireNames.reader(Priority.values());

    /** Reads the name of a tag. */
    public static final TextReader<String> TAG_NAME = JobOptions::tagName;

    /** Reads the value of a tag. */
    public static final TextReader<String> TAG_VALUE = TextReader.line(1, 256);

    private static final TextReader<String> DEDUPE_KEY = TextReader.line(1, 256);

    private final Field<Priority> priority;
    private final Field<Instant> runAt;
    private final Field<Instant> expiresAt;
    private final Field<Integer> maxAttempts;
    private final Field<RetryChoice> retry;
    private final Field<String> dedupeKey;
    private final Field<Map<String, String>> tags;

    JobOptions(Fields fields, Instant now, Duration horizon) {
        this.priority = fields.optional("priority", PRIORITY);
        this.runAt = fields.time("run_at");
        this.expiresAt = fields.time("expires_at");
        this.maxAttempts = fields.wholeNumber("max_attempts", 1, MOST_ATTEMPTS);
        this.retry = fields.object("retry", RetryOption::read);
        this.dedupeKey = fields.optional("dedupe_key", DEDUPE_KEY);
        this.tags = fields.texts("tags", MOST_TAGS, TAG_NAME, TAG_VALUE);
        checkTimes(fields, now, horizon);
    }

    private void checkTimes(Fields fields, Instant now, Duration horizon) {
        Instant latest = now.plus(horizon);
        Instant start = runAt.orElse(now);
        Instant end = expiresAt.orNull();
        if (start.isAfter(latest)) {
            fields.mistake("run_at", tooFar(horizon));
        }
        if (end == null) {
            return;
        }
        if (!end.isAfter(now)) {
            fields.mistake("expires_at", "must be in the future");
        } else if (end.isAfter(latest)) {
            fields.mistake("expires_at", tooFar(horizon));
        } else if (!end.isAfter(start)) {
            fields.mistake("expires_at", "must be later than run_at");
        }
    }

    /** What is wrong with a time that lies too far ahead. */
    public static String tooFar(Duration horizon) {
        return "must be within the next " + horizon.toDays() + " days";
    }

    /** The job, once the request was found to have no mistake. */
    NewJob job(JobId id, OrganizationId organization, Message message, MaxAttempts defaults) {
        return new NewJob(
                id,
                organization,
                priority.orElse(Priority.NORMAL),
                message,
                tags.orElse(Map.of()),
                runAt.orNull(),
                expiresAt.orNull(),
                maxAttempts.orElse(defaults.of(message.channel())),
                dedupeKey.orNull(),
                retry.orNull());
    }

    // A colon parts name and value in the filter of GET /v1/jobs.
    private static Reading<String> tagName(String text) {
        if (text.isEmpty() || text.length() > 64) {
            return Reading.wrong("must have 1 to 64 characters");
        }
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            boolean allowed = (character >= 'a' && character <= 'z')
                    || (character >= 'A' && character <= 'Z')
                    || (character >= '0' && character <= '9')
                    || character == '_'
                    || character == '-'
                    || character == '.';
            if (!allowed) {
                return Reading.wrong("must have letters, digits, dots, hyphens and underscores only");
            }
        }
        return Reading.right(text);
    }
}
