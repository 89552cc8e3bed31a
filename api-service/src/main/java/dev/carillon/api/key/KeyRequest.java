package dev.carillon.api.key;

import dev.carillon.api.access.GrantedRole;
import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.RequestBody;
import dev.carillon.common.body.TextReader;
import dev.carillon.common.identity.Role;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key to be made.
 *
 * @param expiresAt null for never
 */
record KeyRequest(String name, Role role, @Nullable Instant expiresAt) {

    private static final TextReader<String> NAME = TextReader.line(1, 100);
    private static final Duration FARTHEST = Duration.ofDays(3_650);

    /** Reads a request of somebody of {@code role}. Throws a problem (422) that names every mistake. */
    static KeyRequest read(RequestBody body, Role role, Instant now) {
        Mistakes mistakes = body.mistakes();
        Fields fields = Fields.of(body.json(), mistakes);
        Field<String> name = fields.required("name", NAME);
        Field<Role> wanted = fields.required("role", GrantedRole.upTo(role, Role.OF_KEYS));
        Field<Instant> expiresAt = fields.time("expires_at");
        fields.refuseUnknown();
        Instant end = expiresAt.orNull();
        if (end != null && (!end.isAfter(now) || end.isAfter(now.plus(FARTHEST)))) {
            fields.mistake("expires_at", "must be in the future, and within ten years");
        }
        mistakes.throwIfAny();
        return new KeyRequest(name.get(), wanted.get(), end);
    }
}
