package dev.carillon.worker.intake;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.Priority;
import dev.carillon.common.redis.RedisCommands;
import dev.carillon.common.redis.RedisReads;
import dev.carillon.common.redis.RedisScript;
import dev.carillon.common.stream.JobStream;
import dev.carillon.common.stream.JobStreamKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the three streams of a shard as one consumer of the workers' group. */
final class ShardReader {

    /** How many streams a shard has: one for each priority. */
    static final int STREAMS = Priority.values().length;

    /**
     * Reads new entries without waiting, the more urgent first. Each less urgent stream may always have a tenth of what is
     * taken, so that urgent work cannot starve it; what it does not use goes to the others.
     */
    private static final RedisScript READ = RedisScript.of("""
            local group, consumer, count = ARGV[1], ARGV[2], tonumber(ARGV[3])
            local taken, total = {}, 0
            local function read(index, most)
              if most <= 0 then return end
              local answer = redis.call('XREADGROUP', 'GROUP', group, consumer, 'COUNT', most, 'STREAMS', KEYS[index], '>')
              if not answer then return end
              for _, entry in ipairs(answer[1][2]) do
                taken[#taken + 1] = {index, entry[1], entry[2][2], entry[2][4]}
                total = total + 1
              end
            end
            local share = math.floor(count / 10)
            for index = 1, #KEYS do
              read(index, count - total - share * (#KEYS - index))
            end
            for index = 1, #KEYS do
              read(index, count - total)
            end
            return taken
            """);

    /**
     * Removes consumers that hold nothing and have not read for long. Streams that are empty hold nothing of anybody: then what
     * was counted in their window begins anew, so that no count stays wrong for long.
     */
    private static final RedisScript TIDY = RedisScript.of("""
            local window = table.remove(KEYS)
            local entries = 0
            for _, key in ipairs(KEYS) do
              entries = entries + redis.call('XLEN', key)
              for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', key, ARGV[1])) do
                local fields = {}
                for i = 1, #consumer, 2 do fields[consumer[i]] = consumer[i + 1] end
                if fields['pending'] == 0 and fields['idle'] > tonumber(ARGV[2]) then
                  redis.call('XGROUP', 'DELCONSUMER', key, ARGV[1], fields['name'])
                end
              end
            end
            if entries == 0 then redis.call('DEL', window) end
            return redis.status_reply('OK')
            """);

    private final RedisCommands redis;
    private final RedisReads reads;
    private final String consumer;
    private final List<JobStreamKey> streams;
    private final String window;

    /**
     * @param consumer the name of this instance within the group
     */
    ShardReader(RedisCommands redis, RedisReads reads, int shard, String consumer) {
        this.redis = redis;
        this.reads = reads;
        this.consumer = consumer;
        this.streams = Stream.of(Priority.values())
                .map(priority -> new JobStreamKey(shard, priority))
                .toList();
        this.window = JobStream.windowOf(shard);
    }

    /** Up to {@code most} new entries, without waiting. */
    Uni<List<StreamEntry>> read(int most) {
        return withGroup(READ.run(redis, streams, List.of(JobStreamKey.GROUP, consumer, most))
                .map(answer -> {
                    List<StreamEntry> entries = new ArrayList<>();
                    if (answer != null) {
                        answer.forEach(each -> entry(
                                        streams.get(each.get(0).toInteger() - 1),
                                        each.get(1).toString(),
                                        each.get(2).toString(),
                                        each.get(3).toString())
                                .ifPresent(entries::add));
                    }
                    return entries;
                }));
    }

    /** New entries as soon as there are any, up to {@code most} of each stream; none when {@code patience} is over. */
    Uni<List<StreamEntry>> await(int most, Duration patience) {
        List<Object> arguments = new ArrayList<>(
                List.of("GROUP", JobStreamKey.GROUP, consumer, "COUNT", most, "BLOCK", patience.toMillis(), "STREAMS"));
        arguments.addAll(streams);
        streams.forEach(_ -> arguments.add(">"));
        return withGroup(
                reads.send(patience, Command.XREADGROUP, arguments.toArray()).map(this::fromRead));
    }

    /** Entries, up to {@code most} of each stream, that a consumer has held for longer than {@code idle}. */
    Uni<List<StreamEntry>> takeOver(int most, Duration idle) {
        List<Request> requests = streams.stream()
                .map(stream -> RedisCommands.request(
                        Command.XAUTOCLAIM, stream, JobStreamKey.GROUP, consumer, idle.toMillis(), "0", "COUNT", most))
                .toList();
        return withGroup(redis.pipeline(requests).map(answers -> {
            List<StreamEntry> entries = new ArrayList<>();
            for (int i = 0; i < answers.size(); i++) {
                addAll(entries, streams.get(i), answers.get(i).get(1));
            }
            return entries;
        }));
    }

    /** Counts the idle time of those of the entries that are this shard's from now on, so that nobody takes them over. */
    Uni<Void> refresh(List<StreamEntry> held) {
        List<Request> requests = new ArrayList<>();
        for (JobStreamKey stream : streams) {
            List<StreamEntry> own =
                    held.stream().filter(entry -> entry.stream().equals(stream)).toList();
            if (!own.isEmpty()) {
                Request claim = RedisCommands.request(Command.XCLAIM, stream, JobStreamKey.GROUP, consumer, 0);
                own.forEach(entry -> claim.arg(entry.id()));
                requests.add(claim.arg("JUSTID"));
            }
        }
        return withGroup(redis.pipeline(requests)).replaceWithVoid();
    }

    /** Forgets consumers that hold no entry and have not read for longer than {@code idle}, and old counts of empty streams. */
    Uni<Void> tidy(Duration idle) {
        List<Object> keys = new ArrayList<>(streams);
        keys.add(window);
        return withGroup(TIDY.run(redis, keys, List.of(JobStreamKey.GROUP, idle.toMillis())))
                .replaceWithVoid();
    }

    private List<StreamEntry> fromRead(@Nullable Response answer) {
        List<StreamEntry> entries = new ArrayList<>();
        if (answer == null) {
            return entries;
        }
        for (JobStreamKey stream : streams) {
            // A list of pairs in RESP2, a map in RESP3.
            if (answer.isMap() && answer.containsKey(stream.toString())) {
                addAll(entries, stream, answer.get(stream.toString()));
            } else if (!answer.isMap()) {
                for (Response pair : answer) {
                    if (pair.get(0).toString().equals(stream.toString())) {
                        addAll(entries, stream, pair.get(1));
                    }
                }
            }
        }
        return entries;
    }

    private static void addAll(List<StreamEntry> entries, JobStreamKey stream, Response listed) {
        for (Response entry : listed) {
            // What was deleted while it was pending is listed without fields.
            if (entry != null
                    && entry.size() == 2
                    && entry.get(1) != null
                    && entry.get(1).size() >= 4) {
                entry(
                                stream,
                                entry.get(0).toString(),
                                entry.get(1).get(1).toString(),
                                entry.get(1).get(3).toString())
                        .ifPresent(entries::add);
            }
        }
    }

    private static Optional<StreamEntry> entry(JobStreamKey stream, String id, String job, String organization) {
        return JobId.parse(job)
                .map(known -> new StreamEntry(stream, id, known, new OrganizationId(UUID.fromString(organization))));
    }

    /** Makes the group where Redis is new, or was emptied, and asks again. */
    private <T> Uni<T> withGroup(Uni<T> command) {
        return command.onFailure(failure -> String.valueOf(failure.getMessage()).contains("NOGROUP"))
                .recoverWithUni(() -> createGroup().chain(() -> command));
    }

    private Uni<Void> createGroup() {
        List<Uni<Void>> created = streams.stream()
                .map(stream -> redis.send(Command.XGROUP, "CREATE", stream, JobStreamKey.GROUP, "0", "MKSTREAM")
                        .onFailure(
                                failure -> String.valueOf(failure.getMessage()).startsWith("BUSYGROUP"))
                        .recoverWithNull()
                        .replaceWithVoid())
                .toList();
        return Uni.join().all(created).andFailFast().replaceWithVoid();
    }

    @Override
    public String toString() {
        return Objects.toString(streams.getFirst());
    }
}
