package dev.carillon.api.member;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** All open invitations of an organization: they are few. */
@RegisterForReflection
record InvitationList(List<Invitation> data) {}
