package dev.carillon.worker.intake;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobId;
import dev.carillon.common.store.Backlog.Share;
import dev.carillon.common.store.BacklogLane;
import dev.carillon.common.store.ClaimedJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;

/**
 * Whose turn it is in the backlog: every organization that has something there gets a part of each claim by its weight, and its
 * more urgent lanes the larger part of that.
 */
final class BacklogTurns {

    private final Map<OrganizationId, List<BacklogLane>> lanes = new LinkedHashMap<>();
    private final Map<BacklogLane, JobId> claimedUpTo = new HashMap<>();

    /** Begins anew with these lanes, from their oldest jobs. */
    void begin(List<BacklogLane> found) {
        lanes.clear();
        claimedUpTo.clear();
        found.forEach(lane -> lanes.computeIfAbsent(lane.organizationId(), _ -> new ArrayList<>())
                .add(lane));
    }

    boolean isEmpty() {
        return lanes.isEmpty();
    }

    /**
     * What to claim next.
     *
     * @param places how many jobs in all
     * @param weight of an organization
     * @param take grants an organization up to so many places, and answers how many
     */
    List<Share> next(int places, ToIntFunction<OrganizationId> weight, ToIntBiFunction<OrganizationId, Integer> take) {
        List<Share> shares = new ArrayList<>();
        List<Map.Entry<OrganizationId, List<BacklogLane>>> waiting =
                lanes.entrySet().stream().map(Map.Entry::copyOf).toList();
        long weights = lanes.keySet().stream().mapToLong(weight::applyAsInt).sum();
        int left = places;
        for (Map.Entry<OrganizationId, List<BacklogLane>> turn : waiting) {
            if (left == 0) {
                break;
            }
            OrganizationId organization = turn.getKey();
            int own = weight.applyAsInt(organization);
            // What those before did not take is there for those behind.
            int due = (int) Math.max(1, (long) left * own / weights);
            weights -= own;
            int granted = take.applyAsInt(organization, Math.min(left, due));
            left -= granted;
            split(turn.getValue(), granted, shares);
            // Next time it is the others' turn first.
            lanes.remove(organization);
            lanes.put(organization, turn.getValue());
        }
        return shares;
    }

    private void split(List<BacklogLane> own, int granted, List<Share> shares) {
        int left = granted;
        int urgencies = own.stream().mapToInt(BacklogTurns::urgency).sum();
        for (BacklogLane lane : own) {
            if (left == 0) {
                break;
            }
            int urgency = urgency(lane);
            int part = Math.min(left, Math.max(1, left * urgency / urgencies));
            urgencies -= urgency;
            left -= part;
            shares.add(new Share(lane, claimedUpTo.get(lane), part));
        }
    }

    /** As in the streams, the less urgent never has nothing. */
    private static int urgency(BacklogLane lane) {
        return switch (lane.priority()) {
            case HIGH -> 8;
            case NORMAL -> 3;
            case LOW -> 1;
        };
    }

    /** A claim of {@code shares} gave these jobs: a lane that gave fewer than it was asked for has no more for now. */
    void claimed(List<Share> shares, List<ClaimedJob> jobs) {
        Map<BacklogLane, Integer> got = new HashMap<>();
        for (ClaimedJob job : jobs) {
            BacklogLane lane = new BacklogLane(job.organizationId(), job.channel(), job.priority());
            got.merge(lane, 1, Integer::sum);
            claimedUpTo.merge(lane, job.id(), (one, other) -> one.compareTo(other) > 0 ? one : other);
        }
        for (Share share : shares) {
            if (got.getOrDefault(share.lane(), 0) < share.most()) {
                drop(share.lane());
            }
        }
    }

    private void drop(BacklogLane lane) {
        List<BacklogLane> own = lanes.get(lane.organizationId());
        if (own != null) {
            own.remove(lane);
            if (own.isEmpty()) {
                lanes.remove(lane.organizationId());
            }
        }
    }
}
