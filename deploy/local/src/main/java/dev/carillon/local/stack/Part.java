package dev.carillon.local.stack;

import dev.carillon.local.process.PidFile;
import dev.carillon.local.process.Server;

/**
 * One process of the suite.
 *
 * @param name the name to use when talking to people
 * @param pidFile where its pid is kept
 * @param server how it is run
 */
record Part(String name, PidFile pidFile, Server server) {}
