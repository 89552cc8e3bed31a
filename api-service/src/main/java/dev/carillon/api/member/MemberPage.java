package dev.carillon.api.member;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.api.track.PageCursor;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of an organization's members.
 *
 * @param nextCursor for {@code ?cursor=} of the next page; null on the last
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record MemberPage(List<Member> data, @Nullable String nextCursor) {

    /** The page of {@code limit} members, of which one more was asked for. */
    static MemberPage of(List<Member> members, int limit) {
        boolean more = members.size() > limit;
        List<Member> shown = more ? members.subList(0, limit) : members;
        return new MemberPage(
                List.copyOf(shown), more ? new PageCursor(shown.getLast().id()).text() : null);
    }
}
