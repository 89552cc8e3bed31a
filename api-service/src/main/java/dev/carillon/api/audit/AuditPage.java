package dev.carillon.api.audit;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.api.track.PageCursor;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the audit log, newest first.
 *
 * @param nextCursor for {@code ?cursor=} of the next page; null on the last
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record AuditPage(List<AuditEntry> data, @Nullable String nextCursor) {

    /** The page of {@code limit} entries, of which one more was asked for. */
    static AuditPage of(List<AuditEntry> entries, int limit) {
        boolean more = entries.size() > limit;
        List<AuditEntry> shown = more ? entries.subList(0, limit) : entries;
        return new AuditPage(
                List.copyOf(shown), more ? new PageCursor(shown.getLast().id()).text() : null);
    }
}
