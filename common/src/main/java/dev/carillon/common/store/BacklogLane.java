package dev.carillon.common.store;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.Priority;

/** Jobs that wait in the backlog one behind the other: those of one organization, channel and priority. */
public record BacklogLane(OrganizationId organizationId, Channel channel, Priority priority) {}
