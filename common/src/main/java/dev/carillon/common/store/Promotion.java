package dev.carillon.common.store;

import java.util.List;

/**
 * What became of jobs whose time had come.
 *
 * @param total how many were queued
 * @param ready those of them that want to be published; the others wait in the backlog
 */
public record Promotion(int total, List<ReadyJob> ready) {}
