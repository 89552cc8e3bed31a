package dev.carillon.common.lane;

import java.time.Duration;

/**
 * A lane lets no job through for a while.
 *
 * @param remaining how long it still takes, by Redis' clock
 * @param reason in a sentence: what the other side said
 */
public record LanePause(Duration remaining, String reason) {}
