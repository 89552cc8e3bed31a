package dev.carillon.common.bulk;

/**
 * How many jobs match.
 *
 * @param exactly whether that is all; else counting was given up, and there may be more
 */
public record BulkMatch(long jobs, boolean exactly) {}
