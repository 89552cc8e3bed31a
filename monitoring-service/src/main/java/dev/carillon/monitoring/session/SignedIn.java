package dev.carillon.monitoring.session;

import dev.carillon.common.identity.AccountId;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** Who sent the current request, as the guard found out. */
@RequestScoped
public class SignedIn {

    private @Nullable Session session;

    void as(Session session) {
        this.session = session;
    }

    /** The e-mail address of the person. Throws {@link IllegalStateException} where the guard lets anybody pass. */
    public String email() {
        return session().email();
    }

    /** The account of the person, which the log may name. Throws {@link IllegalStateException} as {@link #email} does. */
    public AccountId account() {
        return session().account();
    }

    Session session() {
        if (session == null) {
            throw new IllegalStateException("This address is open to people who are not signed in");
        }
        return session;
    }
}
