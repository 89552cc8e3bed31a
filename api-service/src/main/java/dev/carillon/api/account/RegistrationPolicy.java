package dev.carillon.api.account;

/** Who may get an account. */
public enum RegistrationPolicy {
    /** Everybody. */
    OPEN,
    /** Who was invited. */
    INVITE_ONLY,
    /** Nobody. */
    CLOSED
}
