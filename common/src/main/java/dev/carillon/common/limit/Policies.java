package dev.carillon.common.limit;

import dev.carillon.common.configuration.ConfigurationProblem;
import dev.carillon.common.configuration.InvalidConfigurationException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The policies of this installation, by name. */
@Singleton
public class Policies {

    private final SortedMap<String, Policy> policies = new TreeMap<>();

    /** Throws {@link InvalidConfigurationException} that names every wrong setting. */
    Policies(LimitConfig config) {
        List<ConfigurationProblem> problems = new ArrayList<>();
        for (Map.Entry<String, LimitConfig.PolicyConfig> entry :
                config.policies().entrySet()) {
            try {
                policies.put(entry.getKey(), policy(entry.getKey(), entry.getValue()));
            } catch (IllegalArgumentException wrong) {
                problems.add(new ConfigurationProblem(
                        "carillon.limit.policies." + entry.getKey(), "cannot be: " + wrong.getMessage() + ".", null));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }

    private static Policy policy(String name, LimitConfig.PolicyConfig config) {
        return new Policy(
                name,
                new Quota(config.quota(), config.window()),
                config.subject(),
                config.algorithm(),
                config.fallback(),
                config.shadow());
    }

    /** The policy of that name; empty when there is none. */
    public Optional<Policy> find(String name) {
        return Optional.ofNullable(policies.get(name));
    }

    /** All, by name. */
    public Collection<Policy> all() {
        return policies.values();
    }
}
