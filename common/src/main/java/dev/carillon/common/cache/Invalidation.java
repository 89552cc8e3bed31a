package dev.carillon.common.cache;

import java.time.Duration;
import java.util.Optional;

/** What is not to be served any more. */
sealed interface Invalidation {

    /** One entry of a cache. */
    record OfKey(String cache, String key) implements Invalidation {}

    /**
     * The entries of a cache whose keys begin with that; all of them when it is empty.
     *
     * @param kept how long Redis has to remember it: as long as an entry from before may be there, or may yet be loaded
     */
    record OfPrefix(String cache, String prefix, Duration kept) implements Invalidation {}

    /** The entries of every cache that carry that tag. */
    record OfTag(String tag) implements Invalidation {}

    /** The word by which the script and the stream know the kind. */
    default String kind() {
        return switch (this) {
            case OfKey _ -> "key";
            case OfPrefix _ -> "prefix";
            case OfTag _ -> "tag";
        };
    }

    /** The cache it is about; empty when it is about all. */
    default String cacheName() {
        return switch (this) {
            case OfKey key -> key.cache();
            case OfPrefix prefix -> prefix.cache();
            case OfTag _ -> "";
        };
    }

    /** The key, the prefix or the tag. */
    default String subject() {
        return switch (this) {
            case OfKey key -> key.key();
            case OfPrefix prefix -> prefix.prefix();
            case OfTag tag -> tag.tag();
        };
    }

    /** How long Redis has to remember it, in milliseconds: 0 where it forgets the entries themselves. */
    default long keptMillis() {
        return this instanceof OfPrefix prefix ? prefix.kept().toMillis() : 0;
    }

    /** Reads what the stream carries; empty when a newer version wrote a kind that this one does not know. */
    static Optional<Invalidation> parse(String kind, String cache, String subject) {
        return switch (kind) {
            case "key" -> Optional.of(new OfKey(cache, subject));
            case "prefix" -> Optional.of(new OfPrefix(cache, subject, Duration.ZERO));
            case "tag" -> Optional.of(new OfTag(subject));
            default -> Optional.empty();
        };
    }
}
