package dev.carillon.worker.channel.email;

/** A mail was not sent, because it had waited so long for a connection that sending it might not have ended in time. */
final class MailDeskBusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MailDeskBusyException() {
        super("Nothing was sent: every connection to the mail server was in use", null, false, false);
    }
}
