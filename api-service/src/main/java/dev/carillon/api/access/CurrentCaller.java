package dev.carillon.api.access;

import dev.carillon.common.identity.OrganizationId;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The caller of the current request. */
@Singleton
public class CurrentCaller {

    private static final String KEY = Caller.class.getName();

    private final CurrentVertxRequest request;

    CurrentCaller(CurrentVertxRequest request) {
        this.request = request;
    }

    /** The caller. Throws {@link IllegalStateException} where nobody was authenticated. */
    public Caller get() {
        Caller caller = request.getCurrent().get(KEY);
        if (caller == null) {
            throw new IllegalStateException("The request reached a resource without a caller");
        }
        return caller;
    }

    /** The caller; empty where nobody was authenticated. */
    public Optional<Caller> find() {
        return Optional.ofNullable(request.getCurrent().get(KEY));
    }

    /** The caller's organization. */
    public OrganizationId organizationId() {
        return get().organizationId();
    }

    /** Bound to the request itself, not to the thread: a look-up may end on the thread of another request. */
    static void set(RoutingContext request, Caller caller) {
        request.put(KEY, caller);
    }
}
