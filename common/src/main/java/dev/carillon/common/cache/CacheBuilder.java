package dev.carillon.common.cache;

import java.time.Duration;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Says what a cache is to be like.
 *
 * @param <V> the values
 */
public final class CacheBuilder<V> {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    private final Caches caches;
    private final String name;
    private final CacheCodec<V> codec;
    private Lifetimes lifetimes = Lifetimes.ONE_MINUTE;
    private Duration absentFor = Duration.ZERO;
    private BiFunction<String, V, Set<String>> tags = (_, _) -> Set.of();
    private boolean memoryOnly;
    private Duration loadDeadline;
    private long firstLevelBytes;
    private int maximumValueBytes;

    CacheBuilder(Caches caches, CacheConfig config, String name, CacheCodec<V> codec) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("The name of a cache is of a-z, 0-9 and -, not " + name);
        }
        this.caches = caches;
        this.name = name;
        this.codec = codec;
        this.loadDeadline = config.loadDeadline();
        this.firstLevelBytes = config.firstLevelBytes();
        this.maximumValueBytes = config.maximumValueBytes();
    }

    /** How long values are served; a minute if this is not called. */
    public CacheBuilder<V> lifetimes(Lifetimes wanted) {
        this.lifetimes = wanted;
        return this;
    }

    /**
     * For how long it is remembered that a key has no value. It is not, if this is not called: whoever invents keys then fills no
     * memory, and what is made is found at once without telling the cache.
     */
    public CacheBuilder<V> rememberAbsent(Duration time) {
        if (time.isNegative() || time.compareTo(Lifetimes.LONGEST) > 0) {
            throw new IllegalArgumentException("Not a time of at most " + Lifetimes.LONGEST + ": " + time);
        }
        this.absentFor = time;
        return this;
    }

    /** By which tags a value can be invalidated, beside its key. Tags are shared by all caches. */
    public CacheBuilder<V> tags(BiFunction<String, V, Set<String>> ofKeyAndValue) {
        this.tags = ofKeyAndValue;
        return this;
    }

    CacheBuilder<V> memoryOnly() {
        this.memoryOnly = true;
        return this;
    }

    /** How long loading may take. */
    public CacheBuilder<V> loadDeadline(Duration deadline) {
        this.loadDeadline = deadline;
        return this;
    }

    /** The memory it may take, in bytes as Redis would store its values. */
    public CacheBuilder<V> firstLevelBytes(long bytes) {
        this.firstLevelBytes = bytes;
        return this;
    }

    /** The largest value that is kept, in bytes. */
    public CacheBuilder<V> maximumValueBytes(int bytes) {
        this.maximumValueBytes = bytes;
        return this;
    }

    /** Makes the cache. Throws {@link IllegalStateException} when this instance has one of that name. */
    public Cache<V> open() {
        return caches.open(new CacheOptions<>(
                name, codec, lifetimes, absentFor, tags, memoryOnly, loadDeadline, firstLevelBytes, maximumValueBytes));
    }
}
