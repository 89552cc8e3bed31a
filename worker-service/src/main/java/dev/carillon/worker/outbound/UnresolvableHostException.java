package dev.carillon.worker.outbound;

/** A host name has no address, now. */
public final class UnresolvableHostException extends RuntimeException {

    /** For the host that was asked for. */
    public UnresolvableHostException(String host, Throwable cause) {
        super("The host " + host + " has no address", cause);
    }
}
