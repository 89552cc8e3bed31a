package dev.carillon.api.pause;

import dev.carillon.api.audit.Act;
import dev.carillon.api.audit.AuditLog;
import dev.carillon.api.audit.Author;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.pause.MadePause;
import dev.carillon.common.pause.PauseId;
import dev.carillon.common.pause.PauseOrder;
import dev.carillon.common.pause.PauseStore;
import dev.carillon.common.pause.Resumption;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/** Pauses and resumes, each in one transaction with its entry in the audit log. */
@Singleton
class AuditedPauses {

    private final Pool database;
    private final PauseStore pauses;
    private final AuditLog audit;

    AuditedPauses(Pool database, PauseStore pauses, AuditLog audit) {
        this.database = database;
        this.pauses = pauses;
        this.audit = audit;
    }

    /** As {@link PauseStore#pause}. */
    Uni<Optional<MadePause>> pause(OrganizationId organization, PauseOrder order, Author by) {
        return database.withTransaction(transaction -> pauses.pause(transaction, order, by.actor())
                .call(made -> made.map(one -> audit.write(
                                transaction,
                                organization,
                                Act.JOBS_PAUSED,
                                by,
                                one.pause().scope().words(),
                                Map.of("pause_id", one.pause().id().toString())))
                        .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    /** As {@link PauseStore#resume}. */
    Uni<Resumption> resume(OrganizationId organization, PauseId id, Author by) {
        return database.withTransaction(transaction -> pauses.resume(transaction, organization, id)
                .call(resumption -> resumption instanceof Resumption.Resumed(String jobs)
                        ? audit.write(
                                transaction,
                                organization,
                                Act.JOBS_RESUMED,
                                by,
                                jobs,
                                Map.of("pause_id", id.toString()))
                        : Uni.createFrom().voidItem()));
    }
}
