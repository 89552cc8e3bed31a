package dev.carillon.common.log;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * What failures have in common that are one and the same defect: what was tried, what was thrown, and where. The text of the failure is
 * not part of it, since it may name the case.
 *
 * @param attempted what was tried, the same words each time
 * @param thrown the class of what was thrown
 * @param place where, as far as it says
 */
record Fault(String attempted, String thrown, String place) {

    private static final String OURS = "dev.carillon.";

    static Fault of(String attempted, Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        String top = trace.length == 0 ? "" : trace[0].toString();
        String ours = Arrays.stream(trace)
                .filter(element -> element.getClassName().startsWith(OURS))
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse("");
        return new Fault(attempted, failure.getClass().getName(), top + ours);
    }

    /** Eight digits by which people can speak of it: the same in every instance of one release. */
    String id() {
        return HexFormat.of().toHexDigits(31 * (31 * attempted.hashCode() + thrown.hashCode()) + place.hashCode());
    }
}
