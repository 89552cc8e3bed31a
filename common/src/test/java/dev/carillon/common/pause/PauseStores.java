package dev.carillon.common.pause;

import io.vertx.mutiny.sqlclient.Pool;

/** Pauses for tests of other rooms. */
public final class PauseStores {

    private PauseStores() {}

    /** A store on that database. */
    public static PauseStore on(Pool pool) {
        return new PauseStore(pool);
    }
}
