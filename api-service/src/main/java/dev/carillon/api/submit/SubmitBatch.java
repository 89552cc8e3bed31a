package dev.carillon.api.submit;

import dev.carillon.common.body.Fields;
import java.util.List;
import java.util.function.Function;

/** What a batch asks for: several jobs of one kind. */
final class SubmitBatch {

    private static final int MOST_ITEMS = 1_000;

    private SubmitBatch() {}

    /**
     * The items, in order. Each is read like a request of its own, under its index, so that the mistakes of all are told together.
     */
    static List<JobRequest> read(Fields fields, Function<Fields, JobRequest> reader) {
        List<JobRequest> items = fields.objects("items", MOST_ITEMS, reader).orElse(List.of());
        fields.refuseUnknown();
        return items;
    }
}
