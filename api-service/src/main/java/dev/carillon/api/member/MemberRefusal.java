package dev.carillon.api.member;

import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;

/** Why something cannot be done with a member or an invitation. */
final class MemberRefusal {

    private MemberRefusal() {}

    /** The same for somebody who does not exist, who is no member, and for what is no id at all. */
    static ProblemException unknown() {
        return refused(ProblemKind.NOT_FOUND, "The organization has no such member.");
    }

    static ProblemException unknownInvitation() {
        return refused(ProblemKind.NOT_FOUND, "The organization has no such invitation, or it was accepted.");
    }

    static ProblemException higherRole() {
        return refused(ProblemKind.FORBIDDEN, "This member has a role that is higher than yours.");
    }

    static ProblemException lastOwner() {
        return refused(
                ProblemKind.CONFLICT, "This is the only owner of the organization. Make somebody else an owner first.");
    }

    static ProblemException memberAlready() {
        return refused(ProblemKind.CONFLICT, "This address belongs to a member of the organization already.");
    }

    static ProblemException tooMany(int most) {
        return refused(
                ProblemKind.CONFLICT,
                "The organization has %d open invitations, which is all it may have. Revoke one first."
                        .formatted(most));
    }

    private static ProblemException refused(ProblemKind kind, String detail) {
        return new ProblemException(Problem.of(kind, detail));
    }
}
