package dev.carillon.api.endpoint;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** All endpoints of an organization: they are few. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record EndpointPage(List<EndpointRepresentation> data) {

    static EndpointPage of(List<Endpoint> endpoints) {
        return new EndpointPage(
                endpoints.stream().map(EndpointRepresentation::from).toList());
    }
}
