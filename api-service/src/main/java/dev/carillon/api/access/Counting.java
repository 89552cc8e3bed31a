package dev.carillon.api.access;

/**
 * A rate limit policy that belongs to a request, beside those of every request.
 *
 * @param policy its name
 * @param when at which moment the request is counted
 */
public record Counting(String policy, When when) {

    /** The moments. */
    public enum When {
        /** When it arrives, whatever it says. */
        ARRIVED,
        /**
         * When it is known to ask for something that can be done: who mistypes is not locked out. Its method counts it, by
         * {@code RequestLimits.admitMeant}. What arrives at all is counted under {@code form}.
         */
        MEANT,
        /** When its method knows what it costs, and counts it together with the request itself. */
        MEASURED
    }
}
