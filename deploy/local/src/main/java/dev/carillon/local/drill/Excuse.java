package dev.carillon.local.drill;

import dev.carillon.local.drill.Fault.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What may explain that a message arrived twice: each is judged by the very job's own deliveries, the moments at which it arrived,
 * and the moment of the fault. More than two arrivals are never explained, for a fault happens once.
 */
sealed interface Excuse {

    /** What was written before a process ended may still be in a socket or a forwarder. */
    Duration ON_ITS_WAY = Duration.ofSeconds(1);

    /** What explains that repetition, in words that follow "arrived twice: "; empty when nothing does. */
    Optional<String> of(Repetition repetition, Span span);

    /** Nothing explains a repetition: no process that delivers died, and no provider's answer was lost. */
    record None() implements Excuse {

        @Override
        public Optional<String> of(Repetition repetition, Span span) {
            return Optional.empty();
        }
    }

    /**
     * A worker died between the provider's yes and its report: its delivery was under way when it died, the message had arrived,
     * nobody knows how it ended, and a later delivery succeeded.
     */
    record WorkerDied(String worker) implements Excuse {

        @Override
        public Optional<String> of(Repetition repetition, Span span) {
            var cutShort = repetition.attempts().stream()
                    .filter(attempt -> attempt.ended("unknown")
                            && attempt.worker().equals(worker)
                            && attempt.spans(span.began(), span.begun()))
                    .toList();
            return Repetition.only(cutShort)
                    .filter(_ -> repetition.arrivals().size() == 2)
                    .filter(dead -> dead.covers(repetition.first())
                            && !repetition.first().isAfter(span.begun().plus(ON_ITS_WAY))
                            && repetition.succeededAfter(dead, repetition.last()))
                    .map(_ -> worker + " died between the receiver's yes and its own report");
        }
    }

    /**
     * A worker stopped between the provider's yes and its report, or in the middle of sending, for longer than its lease. Once it
     * goes on it may end what it had begun, and may still report it, so that its delivery is recorded as a late success.
     */
    record WorkerStopped(String worker) implements Excuse {

        @Override
        public Optional<String> of(Repetition repetition, Span span) {
            var stopped = repetition.attempts().stream()
                    .filter(attempt -> attempt.worker().equals(worker) && attempt.spans(span.began(), span.begun()))
                    .toList();
            return Repetition.only(stopped)
                    .filter(_ -> repetition.arrivals().size() == 2)
                    .flatMap(attempt -> because(attempt, repetition, span));
        }

        private Optional<String> because(Attempt stopped, Repetition repetition, Span span) {
            if (sentBefore(stopped, repetition.first(), span)
                    && repetition.succeededAfter(stopped, repetition.last())) {
                return Optional.of(worker + " was stopped between the receiver's yes and its own report");
            }
            if (sentAfterwards(repetition.last(), span) && repetition.succeededAfter(stopped, repetition.first())
                    || sentAfterwards(repetition.first(), span)
                            && repetition.succeededAfter(stopped, repetition.last())) {
                return Optional.of(worker + " was stopped in the middle of sending, and ended that when it went on");
            }
            return Optional.empty();
        }

        private static boolean sentBefore(Attempt stopped, Instant arrival, Span span) {
            return !arrival.isBefore(stopped.startedAt().minus(Attempt.SLACK))
                    && !arrival.isAfter(span.begun().plus(ON_ITS_WAY));
        }

        private static boolean sentAfterwards(Instant arrival, Span span) {
            return !arrival.isBefore(span.ending().minus(Attempt.SLACK))
                    && !arrival.isAfter(span.ended().plus(ON_ITS_WAY));
        }
    }

    /** The provider's yes was lost on the wire: the delivery failed when the connection was cut, although the message had arrived. */
    record AnswersCut() implements Excuse {

        @Override
        public Optional<String> of(Repetition repetition, Span span) {
            return repetition.attempts().stream()
                    .filter(_ -> repetition.arrivals().size() == 2
                            && !repetition.first().isAfter(span.begun().plus(ON_ITS_WAY)))
                    .filter(attempt -> attempt.ended("failed")
                            && attempt.covers(repetition.first())
                            && attempt.spans(span.began(), span.begun())
                            && repetition.succeededAfter(attempt, repetition.last()))
                    .findFirst()
                    .map(_ -> "the connection was cut between the receiver's yes and the worker");
        }
    }
}
