package dev.carillon.worker.intake;

import dev.carillon.common.store.Backlog;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Lets no organization have more of this worker through its entries than its share: what is beyond goes to the backlog. */
@Singleton
class EntrySharing {

    private final OrganizationShares shares;
    private final Backlog backlog;
    private final Dispatcher dispatcher;

    EntrySharing(OrganizationShares shares, Backlog backlog, Dispatcher dispatcher) {
        this.shares = shares;
        this.backlog = backlog;
        this.dispatcher = dispatcher;
    }

    /** Those entries for which their organizations have a place; the jobs of the others go to the backlog. */
    List<StreamEntry> share(List<StreamEntry> entries) {
        List<StreamEntry> shared = new ArrayList<>(entries.size());
        List<StreamEntry> beyond = new ArrayList<>();
        for (StreamEntry entry : entries) {
            (shares.take(entry.organization(), 1) == 1 ? shared : beyond).add(entry);
        }
        defer(beyond);
        beyond.forEach(dispatcher::dismissUnshared);
        return shared;
    }

    /** Moves the entries' jobs to the backlog. What cannot be moved now keeps its row as it is, and is adopted as an orphan. */
    void defer(Collection<StreamEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        try {
            backlog.defer(entries.stream().map(StreamEntry::job).toList())
                    .await()
                    .atMost(IntakeLoop.DEADLINE);
        } catch (RuntimeException e) {
            Log.warnf("%d jobs could not be moved to the backlog: %s", entries.size(), e.getMessage());
        }
    }
}
