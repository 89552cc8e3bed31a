package dev.carillon.api.endpoint;

import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.RequestBody;
import dev.carillon.common.body.Times;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events are to be told once more.
 *
 * @param until null for now
 * @param missedOnly whether those are left out which the endpoint took, or is about to be sent
 */
record ReplayRequest(Instant since, @Nullable Instant until, boolean missedOnly) {

    /** The request in this body. Throws a problem (422) that names every mistake. */
    static ReplayRequest read(RequestBody body, Instant now) {
        Mistakes mistakes = body.mistakes();
        Fields fields = Fields.of(body.json(), mistakes);
        Field<Instant> since = fields.required("since", Times::read);
        Field<Instant> until = fields.time("until");
        boolean missedOnly = fields.flag("missed_only");
        fields.refuseUnknown();
        if (since.isPresent()) {
            if (since.get().isAfter(now)) {
                fields.mistake("since", "must be in the past");
            } else if (until.isPresent() && !until.get().isAfter(since.get())) {
                fields.mistake("until", "must be later than since");
            }
        }
        mistakes.throwIfAny();
        return new ReplayRequest(since.get(), until.orNull(), missedOnly);
    }
}
