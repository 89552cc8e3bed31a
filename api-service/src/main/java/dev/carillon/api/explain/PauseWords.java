package dev.carillon.api.explain;

import dev.carillon.api.pause.PauseRepresentation;
import dev.carillon.common.pause.Pause;
import dev.carillon.common.pause.PauseScope;

/**
 * A pause, told to the organization whose jobs it holds back.
 *
 * @param what the beginning of a sentence, up to the verb
 * @param by who made it
 */
record PauseWords(String what, String by) {

    static PauseWords of(Pause pause) {
        return new PauseWords(
                what(pause.scope()), PauseRepresentation.from(pause).pausedBy());
    }

    private static String what(PauseScope scope) {
        String whose = scope.organizationId() == null ? "the whole installation" : "the organization";
        if (scope.channel() == null && scope.priority() == null) {
            return "All sending of %s is".formatted(whose);
        }
        String queue =
                scope.priority() == null ? "" : "queue " + scope.priority().wireName();
        String channel =
                scope.channel() == null ? "" : "channel " + scope.channel().wireName();
        String both = queue.isEmpty() || channel.isEmpty() ? queue + channel : queue + " of " + channel;
        return Character.toUpperCase(both.charAt(0)) + both.substring(1) + " of " + whose + " is";
    }
}
