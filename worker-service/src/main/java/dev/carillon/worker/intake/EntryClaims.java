package dev.carillon.worker.intake;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobId;
import dev.carillon.common.pace.BulkPace;
import dev.carillon.common.store.Claim;
import dev.carillon.common.store.JobStore;
import dev.carillon.common.store.WorkerId;
import dev.carillon.worker.lease.WorkerLease;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Claims the jobs of entries that were read, until PostgreSQL has answered: the entries are nobody else's for now. */
@Singleton
class EntryClaims {

    private final JobStore store;
    private final EntrySharing sharing;
    private final Claims claims;
    private final WorkerLease lease;
    private final Dispatcher dispatcher;
    private final BulkPace pace;

    EntryClaims(
            JobStore store,
            EntrySharing sharing,
            Claims claims,
            WorkerLease lease,
            Dispatcher dispatcher,
            BulkPace pace) {
        this.pace = pace;
        this.store = store;
        this.sharing = sharing;
        this.claims = claims;
        this.lease = lease;
        this.dispatcher = dispatcher;
    }

    /**
     * Claims what the entries' organizations have places for. Room was kept for each entry, and is freed by each.
     *
     * @param pulse of the loop that read them: it lives while it tries again
     */
    void claim(List<StreamEntry> entries, Pulse pulse) {
        Map<JobId, StreamEntry> wanted = byJob(sharing.share(entries));
        while (!wanted.isEmpty()) {
            if (!pulse.beat()) {
                dispatcher.handBack(List.copyOf(wanted.values()));
                return;
            }
            if (isAnswered(wanted)) {
                // Those of them that are still queued are paused.
                sharing.defer(wanted.values());
                wanted.values().forEach(dispatcher::dismiss);
                return;
            }
            pulse.rest();
        }
    }

    /** A job may have been published twice. */
    private Map<JobId, StreamEntry> byJob(List<StreamEntry> entries) {
        Map<JobId, StreamEntry> wanted = HashMap.newHashMap(entries.size());
        for (StreamEntry entry : entries) {
            StreamEntry twin = wanted.put(entry.job(), entry);
            if (twin != null) {
                dispatcher.dismiss(twin);
            }
        }
        return wanted;
    }

    /** Whether PostgreSQL has said which of the jobs this worker has. Those are under way then, and no longer wanted. */
    private boolean isAnswered(Map<JobId, StreamEntry> wanted) {
        WorkerId worker = lease.current();
        if (worker == null) {
            return false;
        }
        try {
            claims.make(worker, claim(worker, wanted.values()), job -> wanted.remove(job.id()));
        } catch (RuntimeException e) {
            Log.warnf("%d jobs could not be claimed, trying again: %s", wanted.size(), e.getMessage());
            return false;
        }
        // A claim under a lease that ran out meanwhile may have been refused for that reason alone.
        return lease.holds(worker);
    }

    private Uni<Claim> claim(WorkerId worker, Collection<StreamEntry> wanted) {
        Set<OrganizationId> organizations =
                wanted.stream().map(StreamEntry::organization).collect(Collectors.toUnmodifiableSet());
        List<JobId> jobs = wanted.stream().map(StreamEntry::job).toList();
        return Uni.createFrom().deferred(() -> {
            long asked = System.nanoTime();
            return store.claim(worker, jobs).invoke(() -> pace.others(organizations, System.nanoTime() - asked));
        });
    }
}
