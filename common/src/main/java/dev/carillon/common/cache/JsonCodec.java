package dev.carillon.common.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Values as JSON. Their classes need {@code @RegisterForReflection}, as whatever Jackson reads in a native executable.
 *
 * @param <V> the values
 */
public final class JsonCodec<V> implements CacheCodec<V> {

    private final ObjectReader reader;
    private final ObjectWriter writer;

    /** A codec of that class' values. */
    public JsonCodec(ObjectMapper mapper, Class<V> type) {
        this(mapper, mapper.constructType(type));
    }

    /** A codec of values whose class has parameters. */
    public JsonCodec(ObjectMapper mapper, JavaType type) {
        this.reader = mapper.readerFor(type);
        this.writer = mapper.writerFor(type);
    }

    @Override
    public byte[] encode(V value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public V decode(byte[] bytes) {
        try {
            V value = reader.readValue(bytes);
            if (value == null) {
                throw new IllegalArgumentException("The JSON is null");
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
