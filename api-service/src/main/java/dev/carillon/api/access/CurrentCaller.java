package dev.carillon.api.access;

import dev.carillon.common.identity.OrganizationId;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The caller of the current request. */
@Singleton
public class CurrentCaller {

    private static final String CALLER = Caller.class.getName();
    private static final String PERSON = SignedIn.class.getName();

    private final CurrentVertxRequest request;

    CurrentCaller(CurrentVertxRequest request) {
        this.request = request;
    }

    /** The caller. Throws {@link IllegalStateException} where none of an organization was asked for. */
    public Caller get() {
        return require(request.getCurrent().get(CALLER));
    }

    /** The caller; empty where nobody acts for an organization. */
    public Optional<Caller> find() {
        return Optional.ofNullable(request.getCurrent().get(CALLER));
    }

    /** The caller's organization. */
    public OrganizationId organizationId() {
        return get().organizationId();
    }

    /** The person who is signed in. Throws {@link IllegalStateException} where none was asked for. */
    public SignedIn person() {
        return require(request.getCurrent().get(PERSON));
    }

    /** The person who is signed in, for an organization or for none; empty where none is. */
    public Optional<SignedIn> findPerson() {
        return Optional.ofNullable(request.getCurrent().get(PERSON));
    }

    /** Bound to the request itself, not to the thread: a look-up may end on the thread of another request. */
    static void set(RoutingContext request, Caller caller) {
        request.put(CALLER, caller);
    }

    static void set(RoutingContext request, SignedIn person) {
        request.put(PERSON, person);
    }

    private static <T> T require(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("The request reached a resource without a caller");
        }
        return value;
    }
}
