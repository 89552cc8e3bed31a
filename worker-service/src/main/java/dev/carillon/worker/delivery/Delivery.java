package dev.carillon.worker.delivery;

import dev.carillon.common.job.Message;
import dev.carillon.common.lane.Lane;
import dev.carillon.common.log.RepeatedFailures;
import dev.carillon.common.retry.RetryPolicy;
import dev.carillon.common.store.ClaimedJob;
import dev.carillon.common.store.UnreadableMessageException;
import dev.carillon.common.store.WorkerId;
import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.LatencyMeasure;
import dev.carillon.common.telemetry.Telemetry;
import dev.carillon.worker.channel.CalledBackException;
import dev.carillon.worker.channel.ChannelSender;
import dev.carillon.worker.channel.ChannelSenders;
import dev.carillon.worker.channel.Envelope;
import dev.carillon.worker.channel.Outcome;
import dev.carillon.worker.lane.Admission;
import dev.carillon.worker.lane.Lanes;
import dev.carillon.worker.lease.WorkerLease;
import dev.carillon.worker.retry.RetryPolicies;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Delivers one claimed job: look at the lease, read the message, look at its lane, send it, see what came of it. */
@Singleton
public class Delivery {

    private final WorkerLease lease;
    private final ChannelSenders senders;
    private final Lanes lanes;
    private final RetryPolicies retries;
    private final Telemetry telemetry;
    private final RepeatedFailures defects;

    Delivery(
            WorkerLease lease,
            ChannelSenders senders,
            Lanes lanes,
            RetryPolicies retries,
            Telemetry telemetry,
            RepeatedFailures defects) {
        this.defects = defects;
        this.lease = lease;
        this.senders = senders;
        this.lanes = lanes;
        this.retries = retries;
        this.telemetry = telemetry;
    }

    /**
     * The job, delivered or not. Never fails.
     *
     * @param worker under whose lease the job was claimed
     * @param claimed when the claim was sent, by {@link System#nanoTime}
     */
    public Uni<DeliveredJob> deliver(ClaimedJob job, WorkerId worker, long claimed) {
        ChannelSender<?> sender = senders.of(job.channel());
        long started = System.nanoTime();
        // The last look before something leaves the house: a process that was stopped for longer than its lease must
        // not send
        // what another worker is sending by now.
        if (!lease.holds(worker)) {
            return Uni.createFrom().item(DeliveredJob.notStarted(job, sender.provider(), claimed, started));
        }
        try {
            return deliver(sender, job, worker, claimed, started);
        } catch (RuntimeException e) {
            // Nobody would take back from a living worker what it never settles. So a mistake of ours counts as an
            // attempt.
            return Uni.createFrom()
                    .item(new DeliveredJob(
                            job,
                            sender.provider(),
                            surprised(job, sender, e),
                            true,
                            Duration.ZERO,
                            claimed,
                            started,
                            System.nanoTime()));
        }
    }

    private <M extends Message> Uni<DeliveredJob> deliver(
            ChannelSender<M> sender, ClaimedJob job, WorkerId worker, long claimed, long started) {
        M message;
        try {
            message = sender.messageType().cast(job.message());
        } catch (UnreadableMessageException | ClassCastException e) {
            defects.error("A job carries no message for channel " + job.channel(), e);
            return notStarted(
                    job,
                    sender,
                    new Outcome.PermanentFailure("The stored message is not one for this channel"),
                    claimed);
        }
        Optional<Outcome> tooLate = tooLate(job);
        if (tooLate.isPresent()) {
            return notStarted(job, sender, tooLate.get(), claimed);
        }
        return switch (lanes.admit(Lane.of(job.organizationId(), message))) {
            case Admission.Admitted admitted -> send(sender, message, job, admitted, worker, claimed, started);
            case Admission.PutOff(Duration delay, String reason) ->
                notStarted(job, sender, new Outcome.Snoozed(Instant.now().plus(delay), reason), claimed);
        };
    }

    private static Uni<DeliveredJob> notStarted(
            ClaimedJob job, ChannelSender<?> sender, Outcome outcome, long claimed) {
        return Uni.createFrom()
                .item(DeliveredJob.notStarted(job, sender.provider(), outcome, claimed, System.nanoTime()));
    }

    /** A job that waited beyond its time budget for another attempt has none left. */
    private Optional<Outcome> tooLate(ClaimedJob job) {
        if (job.attempts() == 0) {
            return Optional.empty();
        }
        Duration since = Duration.between(job.startedAt(), job.claimedAt());
        RetryPolicy policy = retries.of(job);
        return policy.allows(since)
                ? Optional.empty()
                : Optional.of(new Outcome.PermanentFailure(
                        "Its time budget of %s was used up before another attempt could start, %s after the first."
                                .formatted(policy.maximumDuration(), since)));
    }

    private <M extends Message> Uni<DeliveredJob> send(
            ChannelSender<M> sender,
            M message,
            ClaimedJob job,
            Admission.Admitted admitted,
            WorkerId worker,
            long claimed,
            long started) {
        if (job.fence() == 1) {
            telemetry.latency(LatencyMeasure.ACCEPT_TO_START).record(job.age().plusNanos(started - claimed));
        }
        AtomicBoolean givenUp = new AtomicBoolean();
        Envelope envelope = new Envelope(
                job.id(),
                job.organizationId(),
                () -> job.claimedAt().plusNanos(System.nanoTime() - claimed),
                () -> !givenUp.get() && lease.holds(worker));
        return Uni.createFrom()
                .deferred(() -> sender.send(envelope, message))
                .ifNoItem()
                .after(sender.timeout())
                .fail()
                .onFailure(TimeoutException.class)
                .invoke(() -> givenUp.set(true))
                .onFailure(failure -> !(failure instanceof CalledBackException))
                .recoverWithItem(failure -> surprised(job, sender, failure))
                .map(outcome -> {
                    long finished = System.nanoTime();
                    telemetry.latency(LatencyMeasure.DELIVERY).record(Duration.ofNanos(finished - started));
                    lanes.leave(admitted, outcome, finished - started);
                    return new DeliveredJob(
                            job,
                            sender.provider(),
                            outcome,
                            true,
                            lanes.untilOpen(admitted.lane(), outcome),
                            claimed,
                            started,
                            finished);
                })
                .onFailure(CalledBackException.class)
                .recoverWithItem(() -> {
                    lanes.leave(admitted);
                    return DeliveredJob.notStarted(job, sender.provider(), claimed, System.nanoTime());
                });
    }

    private Outcome surprised(ClaimedJob job, ChannelSender<?> sender, Throwable failure) {
        if (failure instanceof TimeoutException) {
            return new Outcome.TransientFailure("No answer within " + sender.timeout());
        }
        telemetry.counter(CountMeasure.ERRORS).increment();
        String fault = defects.error("A delivery by channel %s failed by a defect".formatted(job.channel()), failure);
        return new Outcome.TransientFailure("Unexpected failure in the worker (fault %s in its log)".formatted(fault));
    }
}
