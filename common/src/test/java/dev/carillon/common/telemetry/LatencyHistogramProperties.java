package dev.carillon.common.telemetry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

class LatencyHistogramProperties {

    private static final double PRECISION = 0.01;

    @Property
    void addsUpToWhatOneInstanceWouldHaveRecorded(
            @ForAll("durations") List<Duration> first, @ForAll("durations") List<Duration> second) {
        List<Duration> all = new ArrayList<>(first);
        all.addAll(second);
        LatencyHistogram sum = of(first);
        sum.add(of(second));
        assertArrayEquals(of(all).toBytes(), sum.toBytes());
    }

    @Property
    void survivesItsCompressedForm(@ForAll("durations") List<Duration> durations) {
        LatencyHistogram original = of(durations);
        LatencyHistogram read = LatencyHistogram.fromBytes(original.toBytes());
        assertEquals(original.count(), read.count());
        assertEquals(original.percentile(99), read.percentile(99));
        assertArrayEquals(original.toBytes(), read.toBytes());
    }

    @Property
    void tellsPercentilesToWithinAHundredth(@ForAll("someDurations") List<Duration> durations) {
        List<Duration> sorted = new ArrayList<>(durations);
        Collections.sort(sorted);
        LatencyHistogram histogram = of(durations);
        for (double percent : new double[] {50, 95, 99, 100}) {
            Duration exact = sorted.get((int) Math.ceil(percent / 100 * sorted.size()) - 1);
            Duration told = histogram.percentile(percent).orElseThrow();
            long tolerance = (long) (exact.toNanos() * PRECISION) + 1_000;
            assertTrue(
                    Math.abs(told.toNanos() - exact.toNanos()) <= tolerance,
                    () -> "p%s is %s, and was told as %s".formatted(percent, exact, told));
        }
    }

    @Example
    void takesDurationsBeyondItsBounds() {
        LatencyHistogram histogram = LatencyHistogram.empty();
        histogram.record(Duration.ofSeconds(-3));
        histogram.record(Duration.ofSeconds(Long.MAX_VALUE));
        assertEquals(2, histogram.count());
        assertEquals(Duration.ZERO, histogram.percentile(1).orElseThrow());
        assertTrue(histogram.longest().orElseThrow().compareTo(Duration.ofDays(8)) < 0);
    }

    @Example
    void hasNoPercentilesWhileEmpty() {
        assertTrue(LatencyHistogram.empty().percentile(50).isEmpty());
        assertTrue(LatencyHistogram.empty().longest().isEmpty());
    }

    @Example
    void refusesWhatIsNoHistogram() {
        assertThrows(IllegalArgumentException.class, () -> LatencyHistogram.fromBytes(new byte[] {1, 2, 3}));
        assertThrows(IllegalArgumentException.class, () -> LatencyHistogram.fromBytes(new byte[0]));
    }

    private static LatencyHistogram of(List<Duration> durations) {
        LatencyHistogram histogram = LatencyHistogram.empty();
        durations.forEach(histogram::record);
        return histogram;
    }

    @Provide
    Arbitrary<List<Duration>> durations() {
        return duration().list().ofMaxSize(300);
    }

    @Provide
    Arbitrary<List<Duration>> someDurations() {
        return duration().list().ofMinSize(1).ofMaxSize(300);
    }

    private static Arbitrary<Duration> duration() {
        return Arbitraries.longs()
                .between(0, Duration.ofDays(7).toNanos())
                .withDistribution(RandomDistribution.biased())
                .map(Duration::ofNanos);
    }
}
