package dev.carillon.common.body;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What clients may send. */
@ConfigMapping(prefix = "carillon.body")
public interface BodyConfig {

    /**
     * The largest body, in bytes ({@code 1M} is 1,048,576). Larger ones are answered 413, and their connection is closed. Must be
     * smaller than {@code quarkus.http.limits.max-body-size}, which closes connections without a word.
     */
    @WithDefault("1M")
    MemorySize maximumSize();

    /**
     * The largest body of a batch, in bytes: of addresses that end in {@code /batch}. Such a body takes several times its size in
     * memory while it is read, on a worker thread. The same bound by {@code quarkus.http.limits.max-body-size} holds.
     */
    @WithDefault("10M")
    MemorySize maximumBatchSize();
}
