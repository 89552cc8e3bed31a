package dev.carillon.api.access;

import dev.carillon.common.body.Reading;
import dev.carillon.common.body.TextReader;
import dev.carillon.common.identity.Role;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads roles that somebody wants to give: nobody gives more than they have. */
public final class GrantedRole {

    private GrantedRole() {}

    /** Takes the names of {@code possible} roles up to {@code own}. */
    public static TextReader<Role> upTo(Role own, Set<Role> possible) {
        return text -> {
            Optional<Role> role = Role.parse(text).filter(possible::contains);
            if (role.isEmpty()) {
                return Reading.wrong("must be one of " + names(possible));
            }
            return own.mayGrant(role.get())
                    ? Reading.right(role.get())
                    : Reading.wrong("must not be higher than your own, which is " + own.wireName());
        };
    }

    private static String names(Set<Role> roles) {
        return Arrays.stream(Role.values())
                .filter(roles::contains)
                .map(Role::wireName)
                .collect(Collectors.joining(", "));
    }
}
