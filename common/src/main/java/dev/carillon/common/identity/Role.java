package dev.carillon.common.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What somebody is to an organization, from most to least. {@code docs/accounts.md} says what each may do. */
@RegisterForReflection
public enum Role {
    /** Answers for it. Every organization has one at least. People only. */
    OWNER,
    /** Runs it. */
    ADMIN,
    /** Works with it. */
    CONTRIBUTOR,
    /** Looks at it. */
    READER,
    /** Submits jobs, and sees nothing. API keys only. */
    SENDER;

    /** Those that people may have. */
    public static final Set<Role> OF_PEOPLE = Set.of(OWNER, ADMIN, CONTRIBUTOR, READER);

    /** Those that API keys may have: a key that leaks must not cost an organization its owners. */
    public static final Set<Role> OF_KEYS = Set.of(ADMIN, CONTRIBUTOR, READER, SENDER);

    /** Whether who has this role may give {@code other} to somebody, or take it from them. */
    public boolean mayGrant(Role other) {
        return ordinal() <= other.ordinal();
    }

    /** The name in PostgreSQL and in JSON. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that name; empty when there is none. */
    public static Optional<Role> parse(String wireName) {
        for (Role role : values()) {
            if (role.wireName().equals(wireName)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** The role of that name. Throws {@link IllegalArgumentException} when there is none. */
    @JsonCreator
    public static Role of(String wireName) {
        return parse(wireName).orElseThrow(() -> new IllegalArgumentException("No role is named " + wireName));
    }
}
