package dev.carillon.common.stream;

import dev.carillon.common.configuration.Range;
import dev.carillon.common.store.Shard;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.spi.Converter;

/** How many parts the streams have. */
@RegisterForReflection
public final class ShardNumber implements Converter<Integer> {

    private static final Range<Integer> RANGE = new Range<>("a whole number", Integer::valueOf, 1, Shard.COUNT);

    @Override
    public Integer convert(String value) {
        return RANGE.read(value);
    }
}
