package dev.carillon.local.webhook;

import java.time.Instant;

/**
 * A webhook as it arrived.
 *
 * @param at when
 * @param path of the request
 * @param id header {@code webhook-id}, empty when absent
 * @param timestamp header {@code webhook-timestamp}, empty when absent
 * @param signature header {@code webhook-signature}, empty when absent
 * @param verdict whether the signature is right
 * @param body of the request
 */
public record ReceivedWebhook(
        Instant at, String path, String id, String timestamp, String signature, Verdict verdict, String body) {

    /** What is known about a signature. */
    public enum Verdict {
        /** It is right. */
        VERIFIED("signature verified"),
        /** It is wrong, or the message is too old. */
        WRONG("SIGNATURE WRONG"),
        /** The organization's secret is not known. */
        UNCHECKED("signature not checked");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        /** The verdict, for people. */
        public String words() {
            return words;
        }
    }
}
