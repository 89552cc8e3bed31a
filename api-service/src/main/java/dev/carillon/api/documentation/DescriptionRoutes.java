package dev.carillon.api.documentation;

import dev.carillon.common.problem.ReadOnly;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** The addresses of the interface's description, which the extension behind them answers whatever the method. */
@Singleton
final class DescriptionRoutes {

    private static final List<String> ADDRESSES = List.of("/openapi", "/openapi.json", "/openapi.yaml", "/openapi.yml");

    private final ReadOnly readOnly;

    DescriptionRoutes(ReadOnly readOnly) {
        this.readOnly = readOnly;
    }

    void register(@Observes Router router) {
        ADDRESSES.forEach(address -> readOnly.protect(router, address));
    }
}
