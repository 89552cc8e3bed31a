package dev.carillon.common.bulk;

/** What became of a {@link NewBulkOperation}. */
public sealed interface BulkRequest {

    /** It is durable, and the workers will do it. */
    record Created(BulkOperation operation) implements BulkRequest {}

    /** The idempotency key was used before for the same request: the operation of that time, as it is now. */
    record Replayed(BulkOperation operation) implements BulkRequest {}

    /** The idempotency key was used before for another request: nothing was stored. */
    record KeyReused() implements BulkRequest {}

    /** The organization has as many operations under way as it may: nothing was stored. */
    record TooMany() implements BulkRequest {}
}
