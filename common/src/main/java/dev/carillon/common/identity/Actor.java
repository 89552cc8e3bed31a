package dev.carillon.common.identity;

import java.util.UUID;

/**
 * Who does something for an organization.
 *
 * @param id of the API key, or of the person's account
 */
public record Actor(Kind kind, UUID id) {

    /** What kind of actor it is. */
    public enum Kind {
        /** A machine, by its key. */
        API_KEY("api_key"),
        /** Somebody who is signed in. */
        PERSON("person");

        private final String stored;

        Kind(String stored) {
            this.stored = stored;
        }

        /** The name in PostgreSQL and in JSON. */
        public String stored() {
            return stored;
        }

        /** The kind of that name. Throws {@link IllegalArgumentException} when there is none. */
        public static Kind of(String stored) {
            for (Kind kind : values()) {
                if (kind.stored.equals(stored)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("No kind of actor is named " + stored);
        }
    }

    /** A machine. */
    public static Actor key(ApiKeyId id) {
        return new Actor(Kind.API_KEY, id.value());
    }

    /** A person. */
    public static Actor person(AccountId id) {
        return new Actor(Kind.PERSON, id.value());
    }
}
