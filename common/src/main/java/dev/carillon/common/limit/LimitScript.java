package dev.carillon.common.limit;

import dev.carillon.common.redis.RedisScript;

/**
 * Decides on many requests, each of which has one or more checks, in one atomic step.
 *
 * <p>Every key is read once and written at most once, however many requests share it: what is in between is arithmetic. Requests that
 * are alike come as one group with a number of times, so that a flood of equal requests costs as much as one.
 *
 * <p>Windows are lists, {@code [stamp, cost, stamp, cost, …, sum]}: a run of requests has the moment up to which it was made, rounded up
 * to the resolution, and has left the window when the window has passed since. Buckets are strings, {@code level moment}.
 *
 * <p>Times are microseconds of Redis' own clock. When that was set back, what lies in the future counts as made now: at worst a
 * window too long, never for the hours that the clock lost.
 */
public final class LimitScript {

    private static final String CLOCK = """
            local call, ceil, floor, max, min = redis.call, math.ceil, math.floor, math.max, math.min
            local now = tonumber(ARGV[1])
            if now == 0 then
                local time = call('TIME')
                now = time[1] * 1000000 + time[2]
            end
            """;

    /** What a window is before the requests: {@code used}, and the stamps of its {@code first} and {@code last} run. */
    private static final String WINDOW = """
            local function rewind(key, window)
                local sum = call('RPOP', key)
                local merged = 0
                while window.last and window.last >= window.stamp do
                    merged = merged + call('RPOP', key)
                    call('RPOP', key)
                    window.last = tonumber(call('LINDEX', key, -2) or nil)
                end
                call('RPUSH', key, window.stamp, merged, sum)
                call('PEXPIRE', key, ceil((window.stamp + window.length - now) / 1000) + 1)
                window.last, window.last_cost = window.stamp, merged
            end

            local function leave(key, window)
                local horizon = now - window.length
                if window.last <= horizon then
                    call('DEL', key)
                    window.used, window.first, window.last = 0, nil, nil
                    return
                end
                while window.first <= horizon do
                    local runs = call('LRANGE', key, 0, 127)
                    local gone = 0
                    while gone + 2 < #runs + 1 and tonumber(runs[gone + 1]) <= horizon do
                        window.used = window.used - runs[gone + 2]
                        gone = gone + 2
                    end
                    call('LPOP', key, gone)
                    window.first = tonumber(call('LINDEX', key, 0))
                    window.dirty = true
                end
            end

            local function open_window(key, window)
                local over = math.fmod(now, window.resolution)
                window.stamp = over == 0 and now or now - over + window.resolution
                window.used, window.added = 0, 0
                local tail = call('LRANGE', key, -3, -1)
                if #tail == 3 then
                    window.last, window.last_cost, window.used =
                        tonumber(tail[1]), tonumber(tail[2]), tonumber(tail[3])
                    if window.last > window.stamp then
                        rewind(key, window)
                    end
                    window.first = tonumber(call('LINDEX', key, 0))
                    leave(key, window)
                end
            end

            local function close_window(key, window)
                if window.added == 0 then
                    if window.dirty then
                        call('LSET', key, -1, window.used)
                    end
                elseif window.last == window.stamp then
                    call('LSET', key, -2, window.last_cost + window.added)
                    call('LSET', key, -1, window.used)
                else
                    if window.last then
                        call('LSET', key, -1, window.stamp)
                        call('RPUSH', key, window.added, window.used)
                    else
                        call('RPUSH', key, window.stamp, window.added, window.used)
                    end
                    call('PEXPIRE', key, ceil((window.stamp + window.length - now) / 1000) + 1)
                end
            end

            local function wait_for_window(key, window, cost)
                local over = window.used + cost - window.limit
                local until_then = window.first or window.stamp
                for chunk = 0, 7 do
                    local runs = call('LRANGE', key, chunk * 128, chunk * 128 + 127)
                    for place = 1, #runs - 1, 2 do
                        until_then = tonumber(runs[place])
                        over = over - runs[place + 1]
                        if over <= 0 then
                            return until_then + window.length - now
                        end
                    end
                    if #runs < 128 then
                        return window.stamp + window.length - now
                    end
                end
                return until_then + window.length - now
            end
            """;

    private static final String BUCKET = """
            local function open_bucket(key, bucket)
                local stored = call('GET', key)
                bucket.used, bucket.added = 0, 0
                if stored then
                    local level, moment = string.match(stored, '(%S+) (%S+)')
                    local leaked = max(0, now - moment) * bucket.limit / bucket.length
                    bucket.used = max(0, level - leaked)
                    bucket.dirty = tonumber(moment) > now
                end
            end

            local function close_bucket(key, bucket)
                if bucket.added > 0 or bucket.dirty and bucket.used > 0 then
                    call('SET', key, string.format('%.17g %.0f', bucket.used, now),
                        'PX', ceil(bucket.used * bucket.length / bucket.limit / 1000) + 1)
                end
            end
            """;

    private static final String DECIDE = """
            local function fitting(state, cost, times)
                if cost == 0 then
                    return times
                end
                return max(0, min(times, floor((state.limit - state.used) / cost)))
            end

            local function wait_for(key, state, cost)
                if cost > state.limit then
                    return -1
                elseif state.resolution > 0 then
                    return wait_for_window(key, state, cost)
                end
                return ceil((state.used + cost - state.limit) * state.length / state.limit) + 1
            end

            local function reset_of(state, remaining)
                if state.used <= 0 then
                    return 0
                elseif state.resolution > 0 then
                    return (state.first or state.stamp) + state.length - now
                end
                return ceil((state.used - state.limit + remaining + 1) * state.length / state.limit) + 1
            end

            local states, place = {}, 2
            for index, key in ipairs(KEYS) do
                local state = { limit = tonumber(ARGV[place]), length = tonumber(ARGV[place + 1]),
                    resolution = tonumber(ARGV[place + 2]) }
                states[index] = state
                place = place + 3
                if state.resolution > 0 then
                    open_window(key, state)
                else
                    open_bucket(key, state)
                end
            end

            local answer = {}
            while ARGV[place] do
                local times, last = tonumber(ARGV[place]), place + 2 + (ARGV[place + 1] - 1) * 3
                local granted = times
                for at = place + 2, last, 3 do
                    if ARGV[at + 2] == '1' then
                        granted = min(granted, fitting(states[tonumber(ARGV[at])], tonumber(ARGV[at + 1]), times))
                    end
                end
                answer[#answer + 1] = granted
                for at = place + 2, last, 3 do
                    local index, cost = tonumber(ARGV[at]), tonumber(ARGV[at + 1])
                    local state = states[index]
                    local fits = fitting(state, cost, granted)
                    state.used = state.used + fits * cost
                    state.added = state.added + fits * cost
                    local remaining = max(0, floor(state.limit - state.used))
                    local wait = 0
                    if fits < times and remaining < cost then
                        wait = wait_for(KEYS[index], state, cost)
                    end
                    local size = #answer
                    answer[size + 1], answer[size + 2] = fits, remaining
                    answer[size + 3], answer[size + 4] = wait, reset_of(state, remaining)
                end
                place = last + 3
            end

            for index, key in ipairs(KEYS) do
                if states[index].resolution > 0 then
                    close_window(key, states[index])
                else
                    close_bucket(key, states[index])
                end
            end
            return answer
            """;

    /** The whole of it. */
    public static final RedisScript SCRIPT = RedisScript.of(CLOCK + WINDOW + BUCKET + DECIDE);

    private LimitScript() {}
}
