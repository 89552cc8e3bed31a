package dev.carillon.common.pause;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.Priority;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs a pause holds back: those that all given parts fit.
 *
 * @param organizationId null for those of every organization
 * @param channel null for those of every channel
 * @param priority the queue; null for those of every priority
 */
public record PauseScope(
        @Nullable OrganizationId organizationId,
        @Nullable Channel channel,
        @Nullable Priority priority) {

    /** Whose jobs: {@code installation} or {@code organization}. */
    public String owner() {
        return organizationId == null ? "installation" : "organization";
    }

    /** Which of the jobs, for people. */
    public String words() {
        return (channel == null ? "all channels" : "channel " + channel.wireName())
                + (priority == null ? "" : ", priority " + priority.wireName());
    }
}
