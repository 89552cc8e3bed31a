package dev.carillon.common.database;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.Optional;

/** The only row of statements that answer one or none. */
public final class FirstRow {

    private FirstRow() {}

    /** The row; empty when there is none. */
    public static Optional<Row> of(RowSet<Row> rows) {
        var iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
    }
}
