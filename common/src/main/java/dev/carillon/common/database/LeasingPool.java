package dev.carillon.common.database;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.pgclient.PgPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;

/**
 * A pool that takes a connection for every statement as for a transaction, and refuses at once while PostgreSQL is silent.
 *
 * <p>The pool beneath can run a statement by itself, but when it finds no connection it tells the caller and leaves its timer
 * running, which then finds the result complete and logs an uncaught exception, one for every statement of an outage. Taking a
 * connection goes another way, which ends its timer.
 */
@SuppressWarnings("deprecation") // Quarkus still offers the pool as a PgPool
final class LeasingPool implements PgPool {

    private final Pool pool;
    private final Listening listening;

    LeasingPool(Pool pool, Listening listening) {
        this.pool = pool;
        this.listening = listening;
    }

    /** Runs statements on a connection of their own. */
    <T> Future<T> run(Function<SqlConnection, Future<T>> statements) {
        // Whoever was given up while no connection was free must not have an effect afterwards.
        return listening.hear(place -> pool.withConnection(connection ->
                place.isGivenUp() ? Future.failedFuture("Nobody waits any more") : statements.apply(connection)));
    }

    @Override
    public Future<SqlConnection> getConnection() {
        return listening.borrow(pool::getConnection, SqlConnection::close);
    }

    @Override
    public void getConnection(Handler<AsyncResult<SqlConnection>> handler) {
        getConnection().onComplete(handler);
    }

    @Override
    public Query<RowSet<Row>> query(String sql) {
        return new LeasedSimpleQuery<>(this, connection -> connection.query(sql));
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        return new LeasedQuery<>(this, connection -> connection.preparedQuery(sql));
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
        return new LeasedQuery<>(this, connection -> connection.preparedQuery(sql, options));
    }

    @Override
    public PgPool connectHandler(Handler<SqlConnection> handler) {
        pool.connectHandler(handler);
        return this;
    }

    @Override
    public PgPool connectionProvider(Function<Context, Future<SqlConnection>> provider) {
        pool.connectionProvider(provider);
        return this;
    }

    @Override
    public int size() {
        return pool.size();
    }

    @Override
    public Future<Void> close() {
        return pool.close();
    }

    @Override
    public void close(Handler<AsyncResult<Void>> handler) {
        pool.close(handler);
    }
}
