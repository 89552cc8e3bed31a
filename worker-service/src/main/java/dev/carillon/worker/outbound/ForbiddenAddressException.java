package dev.carillon.worker.outbound;

/** A host name leads to an address that requests must not go to. */
public final class ForbiddenAddressException extends RuntimeException {

    /** For the host that was asked for. The address itself is not told: it would map the inside for an attacker. */
    public ForbiddenAddressException(String host) {
        super("The host " + host + " leads to an address that is not public");
    }
}
