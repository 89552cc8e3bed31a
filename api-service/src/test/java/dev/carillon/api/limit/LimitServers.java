package dev.carillon.api.limit;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.local.server.RedisServer;
import dev.carillon.local.testing.TestServers;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Small limits, a trusted proxy that is not ours, and a Redis that a test may end. */
public final class LimitServers extends ApiServers {

    private static @Nullable RedisServer redis;

    static RedisServer redis() {
        return Objects.requireNonNull(redis);
    }

    @Override
    public Map<String, String> start() {
        redis = RedisServer.temporary();
        Map<String, String> settings = settings(TestServers.postgres().createDatabase("limits"));
        settings.put("quarkus.redis.hosts", redis().url());
        settings.put("quarkus.redis.consumer.hosts", redis().url());
        settings.put("carillon.http.trusted-proxies", "127.0.0.1,10.0.0.0/8");
        settings.put("carillon.limit.override-lifetime", "PT10M");
        settings.put("carillon.limit.policies.api-key.quota", "6");
        settings.put("carillon.limit.policies.api-key.window", "PT1H");
        settings.put("carillon.limit.policies.submit.quota", "10");
        settings.put("carillon.limit.policies.submit.window", "PT1H");
        settings.put("carillon.limit.policies.anonymous.quota", "3");
        settings.put("carillon.limit.policies.anonymous.window", "PT1H");
        settings.put("carillon.limit.policies.api.quota", "100");
        settings.put("carillon.limit.policies.auth.quota", "4");
        settings.put("carillon.limit.policies.form.quota", "12");
        settings.put("carillon.limit.policies.sign-in.quota", "5");
        settings.put("carillon.limit.policies.strict.quota", "3");
        settings.put("carillon.limit.policies.invite.quota", "3");
        settings.put("carillon.limit.policies.shaded.quota", "1");
        settings.put("carillon.limit.policies.shaded.window", "PT1H");
        settings.put("carillon.limit.policies.shaded.subject", "user");
        settings.put("carillon.limit.policies.shaded.shadow", "true");
        return settings;
    }

    @Override
    public void stop() {
        redis().close();
    }
}
