package dev.carillon.common.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of problems. A kind's name in the type and its status never change: clients rely on them. What is said here of each is what
 * its page shows ({@link ProblemPages}) and what {@code docs/problems.md} says; words between backticks are code.
 */
public enum ProblemKind {
    BAD_REQUEST(400, "Bad request", "the request is malformed in a way that has no name of its own", "correct it"),
    MALFORMED_JSON(400, "Malformed JSON", "the body is not JSON in UTF-8; `detail` says where", "correct it"),
    UNAUTHENTICATED(
            401,
            "Not authenticated",
            "no valid API key, and no session. A key that was revoked or has expired is answered like one that never was",
            "send `Authorization: Bearer ck_…`, or sign in"),
    FORBIDDEN(
            403,
            "Not allowed",
            "the role of the key or the person does not allow this (the table), or the request looks forged (`X-Carillon-Request`)",
            "use another key, or ask an owner"),
    NOT_FOUND(
            404,
            "Not found",
            "there is nothing here, or it is not yours: the two are answered alike",
            "check the address or the id"),
    METHOD_NOT_ALLOWED(
            405, "Method not allowed", "the address does not answer to this method", "see the header `Allow`"),
    NOT_ACCEPTABLE(406, "Not acceptable", "the `Accept` header excludes JSON", "accept `application/json`"),
    REQUEST_TIMEOUT(
            408,
            "Request not received in time",
            "the request's head or body did not arrive in time (`carillon.http.head-timeout`, `body-timeout`). The connection is closed",
            "send it again, without pauses"),
    CONFLICT(
            409,
            "Conflict",
            "the request does not fit what is there now, such as another unfinished job with the `dedupe_key`, or as many bulk operations under way as there may be; `detail` says why",
            "read again, then decide"),
    JOB_STATE(
            409,
            "Not possible in the job's state",
            "the job's state does not allow it; `detail` names the state and what is possible",
            "read the job"),
    BODY_TOO_LARGE(
            413,
            "Body too large",
            "more than 1 MB (`carillon.body.maximum-size`), or 10 MB in a batch (`carillon.body.maximum-batch-size`). The connection is closed",
            "send less"),
    ADDRESS_TOO_LONG(
            414,
            "Address too long",
            "the request's first line is longer than is read. The connection is closed",
            "ask for less at once"),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "Unsupported media type",
            "the body is not `application/json` in UTF-8, or it is compressed",
            "set `Content-Type`"),
    VALIDATION(
            422,
            "Validation failed",
            "fields or parameters are missing, wrong or unknown; `errors` lists all of them",
            "correct them"),
    IDEMPOTENCY_KEY_REUSED(
            422,
            "Idempotency key reused",
            "the key was used within 24 hours for another request",
            "repeat that request as it was, or use another key"),
    TOO_MANY_REQUESTS(
            429,
            "Too many requests",
            "a limit was reached; `detail` names it. Nothing was counted or done",
            "wait as `Retry-After` says"),
    HEADERS_TOO_LARGE(
            431,
            "Headers too large",
            "more than 100 header fields, or 16 KB of them. The connection is closed",
            "send fewer; look at the cookies"),
    INTERNAL(500, "Internal error", "a defect of ours", "report the `trace_id`"),
    BAD_GATEWAY(502, "Bad gateway", "a server behind us answered nonsense", "try again later"),
    UNAVAILABLE(
            503,
            "Temporarily unavailable",
            "PostgreSQL cannot be reached, or confirmed no commit in time; or a limit that nothing may pass unchecked cannot be checked",
            "wait as `Retry-After` says, then repeat with the same `Idempotency-Key`: the request may have been done");

    private final int status;
    private final String title;
    private final String meaning;
    private final String remedy;

    ProblemKind(int status, String title, String meaning, String remedy) {
        this.status = status;
        this.title = title;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The kind in a few words. */
    public String title() {
        return title;
    }

    /** What has happened, as the rest of a sentence. */
    public String meaning() {
        return meaning;
    }

    /** What the client can do. */
    public String remedy() {
        return remedy;
    }

    /** The last part of the URI by which clients know the kind. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of that {@link #slug}. */
    static Optional<ProblemKind> ofSlug(String slug) {
        return Arrays.stream(values()).filter(kind -> kind.slug().equals(slug)).findFirst();
    }

    /** The kind of problem that a failure becomes. */
    public static ProblemKind of(Throwable failure) {
        if (failure instanceof ProblemException refusal) {
            return refusal.problem().kind();
        }
        return Outage.isBehind(failure) ? UNAVAILABLE : INTERNAL;
    }

    /** The kind that best says a status that something else than our own code chose. */
    public static ProblemKind ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> REQUEST_TIMEOUT;
            case 409 -> CONFLICT;
            case 413 -> BODY_TOO_LARGE;
            case 414 -> ADDRESS_TOO_LONG;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 422 -> VALIDATION;
            case 429 -> TOO_MANY_REQUESTS;
            case 431 -> HEADERS_TOO_LARGE;
            case 502 -> BAD_GATEWAY;
            case 503, 504 -> UNAVAILABLE;
            default -> status >= 400 && status < 500 ? BAD_REQUEST : INTERNAL;
        };
    }
}
