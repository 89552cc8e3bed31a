package dev.carillon.api.key;

import dev.carillon.common.body.Durations;
import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.RequestBody;
import java.time.Duration;

/**
 * How a key is to be rotated.
 *
 * @param overlap time for which the former key goes on to work
 */
record RotationRequest(Duration overlap) {

    /** Reads a request. Throws a problem (422) that names every mistake. */
    static RotationRequest read(RequestBody body, KeyConfig config) {
        Mistakes mistakes = body.mistakes();
        Fields fields = Fields.of(body.json(), mistakes);
        Field<Duration> overlap = fields.optional("overlap", Durations.between(Duration.ZERO, config.longestOverlap()));
        fields.refuseUnknown();
        mistakes.throwIfAny();
        return new RotationRequest(overlap.orElse(config.rotationOverlap()));
    }
}
