package dev.carillon.api.access;

import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.mapping.URITemplate;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;

/** Finds in the table what a request needs, by the resource that it was matched with. */
@Singleton
public class MatchedOperation {

    // By identity, and as many as there are resources.
    private final Map<RuntimeResource, Optional<Operation>> known = new ConcurrentHashMap<>();

    /** The operation. Throws a problem (403) when it is not in the table: what nobody thought about is closed. */
    Operation of(ResteasyReactiveContainerRequestContext request) {
        RuntimeResource target = ((ResteasyReactiveRequestContext) request.getServerRequestContext()).getTarget();
        return known.computeIfAbsent(target, MatchedOperation::find)
                .orElseThrow(() -> new ProblemException(
                        Problem.of(ProblemKind.FORBIDDEN, "Nobody has said who may do this, so nobody may.")));
    }

    /** The rate limit policy that belongs to the request beside those of every request; empty when there is none. */
    public Optional<Counting> limit(ResteasyReactiveContainerRequestContext request) {
        return of(request).limit();
    }

    private static Optional<Operation> find(RuntimeResource target) {
        String name = target.getHttpMethod() + " " + template(target.getClassPath()) + template(target.getPath());
        Optional<Operation> found = Operations.find(name);
        if (found.isEmpty()) {
            Log.errorf("%s is not in the table of operations: it is refused", name);
        }
        return found;
    }

    private static String template(@Nullable URITemplate part) {
        return part == null || part.template.equals("/") ? "" : part.template;
    }
}
