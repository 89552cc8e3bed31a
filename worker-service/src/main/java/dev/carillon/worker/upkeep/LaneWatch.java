package dev.carillon.worker.upkeep;

import dev.carillon.worker.intake.OrganizationShares;
import dev.carillon.worker.lane.LaneExchange;
import dev.carillon.worker.lane.Lanes;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Learns of lanes that other workers were asked to pause, and how many workers share the limits; tells which organizations have no
 * place left, for those who ask why a job waits.
 */
@Singleton
class LaneWatch implements Chore {

    private final Lanes lanes;
    private final LaneExchange exchange;
    private final OrganizationShares shares;

    LaneWatch(Lanes lanes, LaneExchange exchange, OrganizationShares shares) {
        this.lanes = lanes;
        this.exchange = exchange;
        this.shares = shares;
    }

    @Override
    public String name() {
        return "look at paused lanes";
    }

    @Override
    public Duration interval() {
        return lanes.interval();
    }

    @Override
    public Uni<Boolean> turn() {
        return lanes.refresh()
                .chain(() -> exchange.tellCrowded(shares.refused()))
                .replaceWith(false);
    }
}
