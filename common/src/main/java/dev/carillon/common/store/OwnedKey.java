package dev.carillon.common.store;

import io.vertx.mutiny.sqlclient.Row;
import java.util.Comparator;
import java.util.UUID;

/** A key of one kind: it belongs to its organization, and says nothing to another. */
record OwnedKey(UUID organization, String key) implements Comparable<OwnedKey> {

    private static final Comparator<OwnedKey> ORDER =
            Comparator.comparing(OwnedKey::organization).thenComparing(OwnedKey::key);

    /** The idempotency key of a submission that has one. */
    static OwnedKey idempotency(Submission submission) {
        IdempotencyKey key = submission.idempotencyKey();
        if (key == null) {
            throw new IllegalStateException("A submission without an idempotency key was treated as if it had one");
        }
        return new OwnedKey(submission.organizationId().value(), key.key());
    }

    /** The key in the columns of that row. */
    static OwnedKey of(Row row) {
        return new OwnedKey(row.getUUID("organization_id"), row.getString("key"));
    }

    @Override
    public int compareTo(OwnedKey other) {
        return ORDER.compare(this, other);
    }
}
