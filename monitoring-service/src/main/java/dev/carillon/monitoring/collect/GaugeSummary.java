package dev.carillon.monitoring.collect;

/**
 * The values of a gauge over a while.
 *
 * @param readings how many values
 * @param sum of them
 * @param highest of them
 */
public record GaugeSummary(long readings, double sum, double highest) {

    static GaugeSummary of(double value) {
        return new GaugeSummary(1, value, value);
    }

    GaugeSummary and(GaugeSummary other) {
        return new GaugeSummary(readings + other.readings, sum + other.sum, Math.max(highest, other.highest));
    }

    /** Their arithmetic mean. */
    public double mean() {
        return sum / readings;
    }
}
