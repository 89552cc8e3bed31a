package dev.carillon.api.audit;

import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.Actor;

/**
 * Who acts, and from where.
 *
 * @param address of the client
 */
public record Author(Actor actor, String address) {

    /** A person who turned out to be behind a request. */
    public static Author person(AccountId account, String address) {
        return new Author(Actor.person(account), address);
    }

    /**
     * The SQL of an actor's name, as it is now: the key's, or the person's address.
     *
     * @param kind number of the parameter with the actor's kind
     * @param id number of the parameter with its id
     */
    public static String name(int kind, int id) {
        return """
                coalesce(CASE $%d WHEN 'api_key' THEN (SELECT 'API key ' || name FROM api_key WHERE id = $%d)
                                  ELSE (SELECT email FROM account WHERE id = $%d) END, 'unknown')
                """.formatted(kind, id, id);
    }
}
