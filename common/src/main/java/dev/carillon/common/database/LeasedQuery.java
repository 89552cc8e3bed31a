package dev.carillon.common.database;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collector;

/**
 * A statement that is run on a connection taken for it and given back afterwards.
 *
 * @param pool where connections are from
 * @param statement makes the statement of a connection
 */
record LeasedQuery<T>(LeasingPool pool, Function<SqlConnection, PreparedQuery<T>> statement)
        implements PreparedQuery<T> {

    @Override
    public Future<T> execute() {
        return pool.run(connection -> statement.apply(connection).execute());
    }

    @Override
    public Future<T> execute(Tuple tuple) {
        return pool.run(connection -> statement.apply(connection).execute(tuple));
    }

    @Override
    public Future<T> executeBatch(List<Tuple> batch) {
        return pool.run(connection -> statement.apply(connection).executeBatch(batch));
    }

    @Override
    public <R> PreparedQuery<SqlResult<R>> collecting(Collector<Row, ?, R> collector) {
        return new LeasedQuery<>(pool, connection -> statement.apply(connection).collecting(collector));
    }

    @Override
    public <U> PreparedQuery<RowSet<U>> mapping(Function<Row, U> mapper) {
        return new LeasedQuery<>(pool, connection -> statement.apply(connection).mapping(mapper));
    }

    @Override
    public void execute(Handler<AsyncResult<T>> handler) {
        execute().onComplete(handler);
    }

    @Override
    public void execute(Tuple tuple, Handler<AsyncResult<T>> handler) {
        execute(tuple).onComplete(handler);
    }

    @Override
    public void executeBatch(List<Tuple> batch, Handler<AsyncResult<T>> handler) {
        executeBatch(batch).onComplete(handler);
    }
}
