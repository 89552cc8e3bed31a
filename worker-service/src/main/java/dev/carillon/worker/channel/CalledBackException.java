package dev.carillon.worker.channel;

/** A message was not sent, because it was not this worker's to send any more when its turn came. */
public final class CalledBackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Nothing has left this worker. */
    public CalledBackException() {
        super("Nothing was sent: the job was taken back while it waited for a connection", null, false, false);
    }
}
