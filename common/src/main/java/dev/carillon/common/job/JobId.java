package dev.carillon.common.job;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Identifies a job: a UUID of version 7 (RFC 9562), which begins with the time it was made at. Ids therefore sort by age and
 * find their partition.
 */
public record JobId(UUID value) implements Comparable<JobId> {

    /** Reads the canonical text form; empty when the text is not a UUID in it. */
    public static Optional<JobId> parse(String text) {
        if (text.length() != 36) {
            return Optional.empty();
        }
        try {
            return Optional.of(new JobId(UUID.fromString(text)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The smallest id of that millisecond: the bound between the jobs before and those from then on. */
    public static JobId first(Instant moment) {
        return new JobId(new UUID(Math.max(0, moment.toEpochMilli()) << 16, 0));
    }

    /** When the id was made, to the millisecond: its first 48 bits (RFC 9562, section 5.7). */
    public Instant createdAt() {
        return Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16);
    }

    /** By age, as PostgreSQL sorts them: unsigned, unlike {@link UUID#compareTo}. */
    @Override
    public int compareTo(JobId other) {
        int high = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
