package dev.carillon.benchmark;

import java.util.Collections;

/** What is sent. */
final class Requests {

    /** A mail of about 500 bytes. */
    static final String EMAIL = """
            {"to":["someone.longish@example-customer.test"],"subject":"Your invoice 2026-00042 is ready to be viewed",\
            "text":"Dear Alexandra, your invoice 2026-00042 over 1,249.00 EUR is due on 2026-12-15. See it at \
            https://app.example.test/invoices/2026-00042?ref=email and write to us whenever something about it seems wrong to \
            you; we answer within one working day.","from":"no-reply@notifications.example.test",\
            "tags":{"tenant":"tenant-0042","template":"invoice-ready-v3"}}""";

    /** A notification that goes nowhere. */
    static final String NOOP = """
            {"channel":"noop","to":"nobody","title":"Your invoice 2026-00042 is ready to be viewed","body":"Nothing is sent."}""";

    private Requests() {}

    /** Many of those at once. */
    static String noopBatch(int jobs) {
        return "{\"items\":[" + String.join(",", Collections.nCopies(jobs, NOOP)) + "]}";
    }
}
