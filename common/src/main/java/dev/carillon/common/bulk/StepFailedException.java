package dev.carillon.common.bulk;

/** A step of an operation failed, and did nothing. */
class StepFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient BulkOperationId operation;

    StepFailedException(BulkOperationId operation, Throwable cause) {
        super("A step of bulk operation " + operation + " failed: " + cause.getMessage(), cause);
        this.operation = operation;
    }

    BulkOperationId operation() {
        return operation;
    }
}
