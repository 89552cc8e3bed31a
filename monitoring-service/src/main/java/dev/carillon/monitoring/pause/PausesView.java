package dev.carillon.monitoring.pause;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.pause.PauseAdministration;
import dev.carillon.common.pause.PauseAdministration.NamedPause;
import dev.carillon.common.pause.PauseAdministration.Tally;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * What is paused.
 *
 * @param installation how many pauses hold back the jobs of every organization
 * @param organization how many hold back those of one
 * @param data the pauses, of the whole installation first, then the latest first; not all where there are very many
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record PausesView(long installation, long organization, List<PauseView> data) {

    /** At most {@code limit} of those in force, and how many there are in all. */
    public static Uni<PausesView> read(PauseAdministration pauses, int limit) {
        return pauses.list(null, limit).chain(listed -> pauses.tally().map(tally -> of(tally, listed)));
    }

    static PausesView of(Tally tally, List<NamedPause> listed) {
        return new PausesView(
                tally.installation(),
                tally.organization(),
                listed.stream()
                        .map(each -> PauseView.of(each.pause(), each.organizationName()))
                        .toList());
    }
}
