package dev.carillon.worker.upkeep;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Something to be done again and again, by every worker at once, without harm. */
public interface Chore {

    /** What it is called in logs. */
    String name();

    /** From the end of one turn to the start of the next. */
    Duration interval();

    /** Does what there is to do. Answers whether there may be more, so that the next turn follows at once. */
    Uni<Boolean> turn();
}
