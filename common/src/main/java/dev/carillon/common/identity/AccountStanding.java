package dev.carillon.common.identity;

/**
 * What holds of an account now.
 *
 * @param credentialsVersion raised whenever the password changes
 * @param administrator whether the person may see the monitoring of the whole installation
 */
public record AccountStanding(int credentialsVersion, boolean administrator) {}
