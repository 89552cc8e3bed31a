package dev.carillon.monitoring.session;

import java.time.Duration;

/** How a sign-in ended. */
sealed interface SignInOutcome {

    /**
     * A session has begun.
     *
     * @param mark by which the account will know the browser again
     */
    record Granted(SessionToken token, String email, String mark) implements SignInOutcome {}

    /** There is no such account, or that is not its password; which, nobody learns. */
    record Refused() implements SignInOutcome {}

    /** The person is who they say, and may not see the monitoring. */
    record NotAdministrator() implements SignInOutcome {}

    /** Too many tries failed; the password was not looked at. */
    record Braked(Duration retryAfter) implements SignInOutcome {}

    /** Redis or PostgreSQL does not answer, or too many sign in at once. */
    record Unavailable() implements SignInOutcome {}
}
