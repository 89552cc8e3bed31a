package dev.carillon.local.testing;

import dev.carillon.local.server.PostgresServer;
import dev.carillon.local.server.RedisServer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The servers that all tests of one JVM share. Each starts when it is first asked for and is gone when the JVM ends.
 *
 * <pre>{@code
 * var database = TestServers.postgres().createDatabase("job_store");  // a fresh one for each test class
 * TestServers.redis().flush();                                        // empty for each test
 * }</pre>
 *
 * <p>A test that stops or kills a server takes one of its own: {@link PostgresServer#temporary()}, {@link RedisServer#temporary()}
 * or {@code new TestMail()}, in a try-with-resources statement.
 */
public final class TestServers {

    private static final Supplier<TestPostgres> POSTGRES = once(() -> new TestPostgres(PostgresServer.temporary()));
    private static final Supplier<RedisServer> REDIS = once(RedisServer::temporary);
    private static final Supplier<TestMail> MAIL = once(TestMail::new);

    private TestServers() {}

    /** The shared PostgreSQL. */
    public static TestPostgres postgres() {
        return POSTGRES.get();
    }

    /** The shared Redis. Tests that use it do not run at the same time, or use keys of their own. */
    public static RedisServer redis() {
        return REDIS.get();
    }

    /** The shared SMTP server. */
    public static TestMail mail() {
        return MAIL.get();
    }

    private static <T> Supplier<T> once(Supplier<T> start) {
        return new Supplier<>() {
            private @Nullable T started;

            @Override
            public synchronized T get() {
                var server = started;
                if (server == null) {
                    server = start.get();
                    started = server;
                }
                return server;
            }
        };
    }
}
