package dev.carillon.common.identity;

/**
 * What is stored of a password: bcrypt in the Modular Crypt Format.
 *
 * @param value such as {@code $2a$12$…}
 */
public record PasswordHash(String value) {

    /** Without the hash, so that it may be logged by mistake. */
    @Override
    public String toString() {
        return "PasswordHash[…]";
    }
}
