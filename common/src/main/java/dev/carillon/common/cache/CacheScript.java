package dev.carillon.common.cache;

import dev.carillon.common.redis.RedisScript;

/**
 * The one script by which caches use Redis, so that every step is atomic and one round trip.
 *
 * <p>A count grows by one with every invalidation, and names its entry in the stream: so a reader sees that one is missing, and an
 * entry is outdated when what it depends on was invalidated at a higher count than its own. The count begins with the time in
 * microseconds, so that it is higher than before when Redis has lost it.
 *
 * <p>An epoch begins when Redis has lost the count, and when it does not know the script: Redis never writes scripts to its disk
 * nor to its replicas, so whoever does not know it was started again or was a replica, and its data may be older than
 * invalidations that were acknowledged. Entries of another epoch are no entries. The script is one alone, so that only the first
 * command after a restart finds it unknown.
 */
final class CacheScript {

    /** One hash tag: the script touches several keys, and a cluster wants them in one place. */
    static final String PREFIX = "carillon:{cache}:";

    /** A hash: the epoch, since which count, the count, and the prefixes that were invalidated, by cache. */
    static final String CLOCK = PREFIX + "clock";

    /** The stream of invalidations. */
    static final String INVALIDATIONS = PREFIX + "invalidations";

    /** Of a key that holds an entry: a hash. Followed by the cache, a colon and the key. */
    static final String VALUE = PREFIX + "value:";

    /** Of a key that holds who loads the entry, since which count and which time. */
    static final String LEASE = PREFIX + "lease:";

    /** Of a key that holds the count at which a tag was invalidated last. It lives as long as the entries that carry the tag. */
    static final String TAG = PREFIX + "tag:";

    /** Prefixes of a cache that are kept apart. More at once invalidate the whole cache. */
    static final int PREFIXES = 32;

    private static final String BEGINNING = """
            -- KEYS: clock, stream, and for one entry: value, lease
            -- ARGV: operation, the epoch that the caller believes in, an epoch to begin with, whether the script was unknown,
            --       the length of the stream; for one entry: cache, key, token
            local VALUE, LEASE, TAG = '%s', '%s', '%s'
            local operation, believed, clock, stream = ARGV[1], ARGV[2], KEYS[1], KEYS[2]
            local cache, key, token = ARGV[6], ARGV[7], ARGV[8]
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local known = redis.call('HMGET', clock, 'epoch', 'since', 'count', 'prefixes:' .. (cache or ''))
            local epoch, since, count, prefixes = known[1], known[2], tonumber(known[3]), known[4]

            local function text(number)
                return string.format('%%.0f', number)
            end

            local function tell(...)
                count = count + 1
                redis.call('HSET', clock, 'count', text(count))
                local id = text(count) .. '-0'
                local told = redis.pcall('XADD', stream, 'MAXLEN', '~', ARGV[5], id, ...)
                if type(told) == 'table' and told.err then
                    redis.call('DEL', stream)
                    redis.call('XADD', stream, id, ...)
                end
            end

            if not epoch or not since or not count or ARGV[4] == '1' then
                count = math.max(count or 0, time[1] * 1000000 + time[2])
                epoch, since, prefixes = ARGV[3], text(count + 1), false
                redis.call('DEL', clock)
                redis.call('HSET', clock, 'epoch', epoch, 'since', since)
                tell('kind', 'epoch', 'cache', '', 'subject', epoch, 'origin', '')
            end
            if epoch ~= believed then
                return {'epoch', epoch, since, text(count)}
            end
            if operation == 'position' then
                return {'position', text(count)}
            end
            """.formatted(VALUE, LEASE, TAG);

    private static final String INVALIDATE = """
            -- ARGV from 6: origin, then kind, cache, subject of each, and how long to remember it
            local function starts(name, beginning)
                return string.sub(name, 1, #beginning) == beginning
            end

            if operation == 'invalidate' then
                for place = 7, #ARGV, 4 do
                    local kind, cache, subject = ARGV[place], ARGV[place + 1], ARGV[place + 2]
                    tell('kind', kind, 'cache', cache, 'subject', subject, 'origin', ARGV[6])
                    if kind == 'key' then
                        redis.call('UNLINK', VALUE .. cache .. ':' .. subject, LEASE .. cache .. ':' .. subject)
                    elseif kind == 'tag' then
                        redis.call('SET', TAG .. subject, text(count), 'XX', 'KEEPTTL')
                    elseif kind == 'prefix' then
                        local kept = {}
                        local before = redis.call('HGET', clock, 'prefixes:' .. cache)
                        for _, one in ipairs(before and cjson.decode(before) or {}) do
                            if tonumber(one[2]) > now and not starts(one[3], subject) then
                                kept[#kept + 1] = one
                            end
                        end
                        if #kept >= %d then
                            kept, subject = {}, ''
                        end
                        kept[#kept + 1] = {text(count), text(now + ARGV[place + 3]), subject}
                        redis.call('HSET', clock, 'prefixes:' .. cache, cjson.encode(kept))
                    end
                end
                return {'invalidated', text(count)}
            end
            """.formatted(PREFIXES);

    private static final String LOOK = """
            -- ARGV from 8: token or nothing, length of a lease, time ahead of the end at which it is loaded anew, whether the
            -- entry is to be disregarded
            local function covered(stamp)
                for _, one in ipairs(prefixes and cjson.decode(prefixes) or {}) do
                    if tonumber(one[1]) > stamp and starts(key, one[3]) then
                        return true
                    end
                end
                return false
            end

            local function current(tags)
                if not tags then
                    return true
                end
                local readable, versions = pcall(cjson.decode, tags)
                if not readable or type(versions) ~= 'table' then
                    return false
                end
                for place = 1, #versions, 2 do
                    if redis.call('GET', TAG .. versions[place]) ~= versions[place + 1] then
                        return false
                    end
                end
                return true
            end

            if operation == 'look' then
                local entry = redis.pcall('HMGET', KEYS[3], 'epoch', 'stamp', 'fresh_until', 'tags', 'payload')
                local valid = not entry.err and ARGV[11] ~= '1' and entry[1] == epoch and entry[5]
                        and tonumber(entry[2]) and tonumber(entry[3])
                        and not covered(tonumber(entry[2])) and current(entry[4])
                local left = valid and tonumber(entry[3]) - now
                local granted = '0'
                if token ~= '' and (not valid or left <= tonumber(ARGV[10]))
                        and redis.call('SET', KEYS[4], token .. ' ' .. text(count) .. ' ' .. text(now), 'NX', 'PX', ARGV[9]) then
                    granted = '1'
                end
                if valid then
                    return {'found', granted, text(left), entry[5]}
                end
                return {'missing', granted}
            end
            """;

    private static final String LEND = """
            local owner, leased, leased_at = string.match(redis.call('GET', KEYS[4]) or '', '^(%S+) (%d+) (%d+)$')
            if operation == 'renew' then
                return {owner == token and redis.call('PEXPIRE', KEYS[4], ARGV[9]) == 1 and 'renewed' or 'outdated'}
            end
            if operation == 'release' then
                return {owner == token and redis.call('DEL', KEYS[4]) == 1 and 'released' or 'outdated'}
            end
            """;

    private static final String STORE = """
            -- ARGV from 9: payload, time it is fresh, time it is kept, tags. The time began when it was leased.
            local stamp, elapsed = nil, 0
            if operation == 'put' then
                tell('kind', 'key', 'cache', cache, 'subject', key, 'origin', token)
                redis.call('DEL', KEYS[4])
                stamp = count
            else
                if owner ~= token then
                    return {'outdated'}
                end
                redis.call('DEL', KEYS[4])
                stamp, elapsed = tonumber(leased), math.max(0, now - tonumber(leased_at))
                if covered(stamp) then
                    return {'outdated'}
                end
            end

            -- A tag without a version may have had one when the load began: then it was invalidated or not, nobody knows.
            local versions, outdated = {}, false
            for place = 12, #ARGV do
                local name = TAG .. ARGV[place]
                local version = redis.call('GET', name)
                if not version then
                    version = text(count)
                    redis.call('SET', name, version, 'PX', ARGV[11])
                else
                    redis.call('PEXPIRE', name, ARGV[11], 'GT')
                end
                outdated = outdated or tonumber(version) > stamp
                versions[#versions + 1] = ARGV[place]
                versions[#versions + 1] = version
            end
            if outdated then
                return {'outdated'}
            end
            redis.call('DEL', KEYS[3])
            if ARGV[11] - elapsed <= 0 then
                return {'stored', text(count)}
            end
            redis.call('HSET', KEYS[3], 'epoch', epoch, 'stamp', text(stamp), 'fresh_until', text(now - elapsed + ARGV[10]),
                    'payload', ARGV[9])
            if #versions > 0 then
                redis.call('HSET', KEYS[3], 'tags', cjson.encode(versions))
            end
            redis.call('PEXPIRE', KEYS[3], text(ARGV[11] - elapsed))
            return {'stored', text(count)}
            """;

    /** The script. */
    static final RedisScript SCRIPT = RedisScript.of(BEGINNING + INVALIDATE + LOOK + LEND + STORE);

    private CacheScript() {}
}
