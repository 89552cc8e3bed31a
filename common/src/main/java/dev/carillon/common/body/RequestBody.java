package dev.carillon.common.body;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request's body, read whole and parsed before its resource runs: large bodies are then off the event loop. What is wrong with it
 * waits until the resource asks, so that the feature that refuses a request is the one to know of it.
 */
public final class RequestBody {

    private final Mistakes mistakes = new Mistakes();
    private final @Nullable JsonNode json;
    private final @Nullable ProblemException refusal;

    private RequestBody(Supplier<byte[]> text) {
        JsonNode parsed = null;
        ProblemException refused = null;
        try {
            parsed = JsonBody.parse(text.get(), mistakes);
        } catch (ProblemException e) {
            refused = e;
        }
        this.json = parsed;
        this.refusal = refused;
    }

    /** The body of that text, or of the problem that came of reading it. */
    static RequestBody of(Supplier<byte[]> text) {
        return new RequestBody(text);
    }

    /** The body that nobody wants to see. */
    static RequestBody refused(Problem problem) {
        return new RequestBody(() -> {
            throw new ProblemException(problem);
        });
    }

    /**
     * The JSON in the body.
     *
     * @throws ProblemException 413 when the body is too large, 415 when it is in another encoding, 400 when it is not JSON
     */
    public JsonNode json() {
        if (refusal != null) {
            throw refusal;
        }
        if (json == null) {
            throw new IllegalStateException("A body is JSON or refused");
        }
        return json;
    }

    /** What is wrong with the request so far: that which is JSON but cannot be taken, such as a name that occurs twice. */
    public Mistakes mistakes() {
        return mistakes;
    }
}
