package dev.carillon.worker.channel;

/** What a failure means for the other jobs that go through the same provider or to the same endpoint. */
public enum LaneEffect {
    /** Nothing: it is about this job. */
    NONE,
    /** Too much for now, the other side does not say until when: a short pause, which grows while nothing gets through. */
    SLOW_DOWN,
    /** Nobody should come before the time that the other side named. */
    PAUSE
}
