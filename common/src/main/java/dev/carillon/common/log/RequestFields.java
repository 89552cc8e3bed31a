package dev.carillon.common.log;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives each HTTP request its ids before anything else sees it, and returns the request id with the answer. */
@Singleton
public final class RequestFields {

    /** Before every other filter: their lines carry the ids too. */
    static final int PRIORITY = 10_000;

    static final String HEADER = "X-Request-Id";

    /** What others use as ids, and nothing that could forge a log line or a header. */
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    /** The W3C form: version, trace id, parent id, flags. */
    private static final Pattern TRACE_PARENT =
            Pattern.compile("[0-9a-f]{2}-(?<trace>(?!0{32})[0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}.*");

    void register(@Observes Filters filters) {
        filters.register(
                context -> {
                    identify(context);
                    context.next();
                },
                PRIORITY);
    }

    /** Gives a request its ids that has none yet, because it was refused before anything saw it. */
    public static void assure(RoutingContext context) {
        if (!context.response().headers().contains(HEADER)) {
            identify(context);
        }
    }

    private static void identify(RoutingContext context) {
        String requestId = requestId(Optional.ofNullable(context.request().getHeader(HEADER)));
        LogField.REQUEST_ID.put(requestId);
        LogField.TRACE_ID.put(traceId(Optional.ofNullable(context.request().getHeader("traceparent"))));
        context.response().putHeader(HEADER, requestId);
    }

    static String requestId(Optional<String> given) {
        return given.filter(id -> WELL_FORMED.matcher(id).matches()).orElseGet(RequestFields::random);
    }

    static String traceId(Optional<String> traceParent) {
        return traceParent
                .map(TRACE_PARENT::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group("trace"))
                .orElseGet(RequestFields::random);
    }

    /** A trace id for what has none, because it never was a request. */
    public static String newTraceId() {
        return random();
    }

    /** 128 bits in hexadecimal, the form of a trace id. Not a secret, so the quick generator is enough. */
    private static String random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }
}
