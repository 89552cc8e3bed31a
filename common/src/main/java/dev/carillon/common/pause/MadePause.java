package dev.carillon.common.pause;

/**
 * A pause as it is in force now.
 *
 * @param made whether it was made just now; else one of the same scope was changed
 */
public record MadePause(Pause pause, boolean made) {}
