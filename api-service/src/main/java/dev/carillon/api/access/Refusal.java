package dev.carillon.api.access;

import dev.carillon.common.identity.Role;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Why a request does not reach its resource. */
final class Refusal {

    private Refusal() {}

    static ProblemException anonymous() {
        return unauthenticated(
                "The request has no API key and no session. Send a key as: Authorization: Bearer ck_…, or sign in.");
    }

    static ProblemException malformed() {
        return unauthenticated("The Authorization header is not of the form: Bearer ck_<prefix>_<secret>");
    }

    /** Whether the key never existed, was revoked or has expired is not for strangers to know. */
    static ProblemException invalidKey() {
        return unauthenticated("The API key is not valid.");
    }

    static ProblemException endedSession() {
        return unauthenticated("The session has ended. Sign in again.");
    }

    static ProblemException peopleOnly() {
        return forbidden("This is for people who are signed in, not for API keys.");
    }

    static ProblemException noMember() {
        return forbidden("You are no member of the organization that this session acts for. Choose another.");
    }

    static ProblemException lacking(Role role, Permission needed) {
        return forbidden("The role %s does not allow this; %s."
                .formatted(
                        role.wireName(),
                        Arrays.stream(Role.values())
                                .filter(needed.roles()::contains)
                                .map(Role::wireName)
                                .collect(Collectors.joining(", ", "it takes one of: ", ""))));
    }

    private static ProblemException unauthenticated(String detail) {
        return new ProblemException(Problem.of(ProblemKind.UNAUTHENTICATED, detail));
    }

    private static ProblemException forbidden(String detail) {
        return new ProblemException(Problem.of(ProblemKind.FORBIDDEN, detail));
    }
}
