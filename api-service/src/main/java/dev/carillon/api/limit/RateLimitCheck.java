package dev.carillon.api.limit;

import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.TextReader;
import dev.carillon.common.limit.Quota;

/** What a client asks about a policy: whether something of its own is within it. */
final class RateLimitCheck {

    private static final int LONGEST_KEY = 256;

    private final Field<String> key;
    private final Field<Integer> cost;

    RateLimitCheck(Fields fields) {
        this.key = fields.required("key", TextReader.line(1, LONGEST_KEY));
        this.cost = fields.wholeNumber("cost", 0, (int) Quota.LARGEST);
        fields.refuseUnknown();
    }

    String key() {
        return key.get();
    }

    long cost() {
        return cost.orElse(1);
    }
}
