package dev.carillon.api.submit;

import dev.carillon.common.body.Durations;
import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.TextReader;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.NewJob;
import dev.carillon.common.schedule.JobTemplate;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Reads what recurring jobs are to be made of, by what reads requests for single jobs: a template that is taken makes no job that
 * would have been refused. Only what is about one moment is not for templates.
 */
@Singleton
public class TemplateReader {

    private static final List<String> ABOUT_ONE_MOMENT = List.of("run_at", "expires_at", "dedupe_key");

    // In place of the ids that each firing will bring.
    private static final UUID NOBODY = new UUID(0, 0);

    private final SubmitConfig config;
    private final TextReader<Duration> expiry;
    private final TextReader<Channel> channels;
    private final MaxAttempts maxAttempts;

    TemplateReader(SubmitConfig config, MaxAttempts maxAttempts) {
        this.config = config;
        this.expiry = Durations.between(Duration.ofSeconds(1), config.horizon());
        this.channels = SubmitNotification.channels(config);
        this.maxAttempts = maxAttempts;
    }

    /** Reads the fields of {@code POST /v1/emails}. The template is there once no mistake was found. */
    public Supplier<JobTemplate> email(Fields fields, Instant now) {
        return read(fields, now, SubmitEmail::new);
    }

    /** Reads the fields of {@code POST /v1/notifications}. The template is there once no mistake was found. */
    public Supplier<JobTemplate> notification(Fields fields, Instant now) {
        return read(fields, now, (all, moment, horizon) -> new SubmitNotification(all, moment, horizon, channels));
    }

    private Supplier<JobTemplate> read(Fields fields, Instant now, SubmitFlow.Reader reader) {
        Field<Duration> expiresAfter = fields.optional("expires_after", expiry);
        for (String name : ABOUT_ONE_MOMENT) {
            if (fields.has(name)) {
                fields.mistake(name, "is not for a schedule, whose jobs are made at times of their own");
            }
        }
        JobRequest request = reader.read(fields, now, config.horizon());
        // A schedule is made once, by somebody who can mend it; its jobs are made when nobody is told anything.
        request.warnings().forEach(warning -> fields.mistake(warning.field(), warning.message()));
        return () -> {
            NewJob job = request.job(new JobId(NOBODY), new OrganizationId(NOBODY), maxAttempts);
            return new JobTemplate(
                    job.message(), job.priority(), job.tags(), job.maxAttempts(), expiresAfter.orNull(), job.retry());
        };
    }
}
