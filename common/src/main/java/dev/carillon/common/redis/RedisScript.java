package dev.carillon.common.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Lua script. It is called by its hash; a Redis that does not know it, because it is new or was emptied, is given the text.
 *
 * @param text the script
 * @param hash SHA-1 of the text in hexadecimal, as Redis computes it
 */
public record RedisScript(String text, String hash) {

    /** A script of that text. */
    public static RedisScript of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return new RedisScript(text, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }

    /** Runs the script, atomically. The answer is null where it returns nil. */
    public Uni<@Nullable Response> run(RedisCommands redis, List<?> keys, List<?> arguments) {
        return redis.send(Command.EVALSHA, arguments(hash, keys, arguments))
                .onFailure(failure -> String.valueOf(failure.getMessage()).startsWith("NOSCRIPT"))
                .recoverWithUni(() -> redis.send(Command.EVAL, arguments(text, keys, arguments)));
    }

    private static Object[] arguments(String script, List<?> keys, List<?> arguments) {
        List<Object> all = new ArrayList<>();
        all.add(script);
        all.add(keys.size());
        all.addAll(keys);
        all.addAll(arguments);
        return all.toArray();
    }
}
