package dev.carillon.common.job;

/** What a job carries to its recipient. Stored as JSON in the job's payload. */
public sealed interface Message permits EmailMessage, EventMessage, NotificationMessage {

    /** The channel that delivers it. */
    Channel channel();
}
