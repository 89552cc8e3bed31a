package dev.carillon.worker.delivery;

import dev.carillon.common.job.Message;
import dev.carillon.common.store.ClaimedJob;
import dev.carillon.common.store.UnreadableMessageException;
import dev.carillon.common.store.WorkerId;
import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.LatencyMeasure;
import dev.carillon.common.telemetry.Telemetry;
import dev.carillon.worker.channel.ChannelSender;
import dev.carillon.worker.channel.ChannelSenders;
import dev.carillon.worker.channel.Envelope;
import dev.carillon.worker.channel.Outcome;
import dev.carillon.worker.lease.WorkerLease;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Delivers one claimed job: look at the lease, read the message, send it, see what came of it. */
@Singleton
public class Delivery {

    private final WorkerLease lease;
    private final ChannelSenders senders;
    private final Telemetry telemetry;

    Delivery(WorkerLease lease, ChannelSenders senders, Telemetry telemetry) {
        this.lease = lease;
        this.senders = senders;
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
        if (job.fence() == 1) {
            telemetry.latency(LatencyMeasure.ACCEPT_TO_START).record(job.age().plusNanos(started - claimed));
        }
        return send(sender, job)
                .ifNoItem()
                .after(sender.timeout())
                .fail()
                .onFailure()
                .recoverWithItem(failure -> surprised(job, sender, failure))
                .map(outcome -> {
                    long finished = System.nanoTime();
                    telemetry.latency(LatencyMeasure.DELIVERY).record(Duration.ofNanos(finished - started));
                    return new DeliveredJob(job, sender.provider(), outcome, claimed, started, finished);
                });
    }

    private static <M extends Message> Uni<Outcome> send(ChannelSender<M> sender, ClaimedJob job) {
        return Uni.createFrom().deferred(() -> {
            M message;
            try {
                message = sender.messageType().cast(job.message());
            } catch (UnreadableMessageException | ClassCastException e) {
                Log.errorf(e, "Job %s carries no message for channel %s", job.id(), job.channel());
                return Uni.createFrom()
                        .item(new Outcome.PermanentFailure("The stored message is not one for this channel"));
            }
            return sender.send(new Envelope(job.id(), job.organizationId()), message);
        });
    }

    private Outcome surprised(ClaimedJob job, ChannelSender<?> sender, Throwable failure) {
        if (failure instanceof TimeoutException) {
            return new Outcome.TransientFailure("No answer within " + sender.timeout());
        }
        telemetry.counter(CountMeasure.ERRORS).increment();
        Log.errorf(failure, "Job %s met a surprise in channel %s", job.id(), job.channel());
        return new Outcome.TransientFailure("Unexpected failure in the worker, see its log for job " + job.id());
    }
}
