package dev.carillon.api.access;

import dev.carillon.api.identity.Session;
import dev.carillon.common.identity.Actor;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.identity.Role;
import dev.carillon.common.log.LogField;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The last step of a request on its way to a resource: whoever sent it is known, and may do it or may not. */
final class Admission {

    private Admission() {}

    /** Lets a machine's request pass. Throws a problem when there is no such key (401), or it may not do this (403). */
    static void ofKey(RoutingContext request, Optional<Caller> known, Permission needed) {
        Caller caller = known.orElseThrow(Refusal::invalidKey);
        if (!needed.isOfRoles()) {
            throw Refusal.peopleOnly();
        }
        admit(request, caller, needed);
    }

    /** Lets a person's request pass. Throws a problem when the session has ended (401), or they may not do this (403). */
    static void ofPerson(RoutingContext request, Optional<People.Found> known, Permission needed) {
        People.Found found = known.orElseThrow(Refusal::endedSession);
        Session session = found.person().session();
        CurrentCaller.set(request, found.person());
        OrganizationId organization = session.organization();
        Optional<Role> role = found.standing().role();
        if (organization != null && role.isPresent()) {
            Caller caller = new Caller(organization, Actor.person(session.account()), role.get());
            admit(request, caller, needed);
        } else if (needed.isOfRoles()) {
            throw Refusal.noMember();
        }
    }

    private static void admit(RoutingContext request, Caller caller, Permission needed) {
        if (needed.isOfRoles() && !caller.may(needed)) {
            throw Refusal.lacking(caller.role(), needed);
        }
        CurrentCaller.set(request, caller);
        LogField.ORGANIZATION_ID.put(caller.organizationId());
    }
}
