package dev.carillon.api.audit;

import dev.carillon.api.access.CurrentCaller;
import dev.carillon.common.http.Client;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Singleton;

/** Who sent the current request, for the log. */
@Singleton
public class CurrentAuthor {

    private final CurrentCaller caller;
    private final CurrentVertxRequest request;
    private final Client client;

    CurrentAuthor(CurrentCaller caller, CurrentVertxRequest request, Client client) {
        this.caller = caller;
        this.request = request;
        this.client = client;
    }

    /** The caller. */
    public Author get() {
        return new Author(caller.get().actor(), address());
    }

    /** The address of the client. */
    public String address() {
        return client.address(request.getCurrent().request());
    }
}
