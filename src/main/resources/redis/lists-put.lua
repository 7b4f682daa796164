-- Puts values on a list, all or none. See RedisLists.
-- KEYS: changes, log, lists, scopes, total, list. ARGV: list's id, scope, the change for the log, channel, now in
-- milliseconds, then at most so many: entries of a list, entries, lists of a scope, scopes, changes in the log; how many
-- values there are with those of later calls; then the expiry of each value and the value. Answers 'stored' and how many were
-- new, or the limit: 'list', 'total', 'lists', 'scopes'; or 'whole' if there may be no room for those of later calls.
local changes, log, lists, scopes, total, list = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local id, scope, now = ARGV[1], ARGV[2], ARGV[5]
local list_max, total_max, lists_max = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local scopes_max, log_max = tonumber(ARGV[9]), tonumber(ARGV[10])
local FIRST = 12
-- What one call can take as arguments, and what one put drops of expired entries while there is room.
local BATCH = 2000
local DROP = 1000

local is_new = redis.call('SISMEMBER', lists, id) == 0
if is_new then
  local of_scope = redis.call('HGET', scopes, scope)
  if not of_scope and redis.call('HLEN', scopes) >= scopes_max then
    return {'scopes', 0}
  end
  if of_scope and tonumber(of_scope) >= lists_max then
    return {'lists', 0}
  end
end

local function has_room(added)
  return redis.call('ZCARD', list) + added <= list_max
    and tonumber(redis.call('GET', total) or '0') + added <= total_max
end

local expired = redis.call('ZRANGEBYSCORE', list, '-inf', now, 'LIMIT', 0, DROP)
if #expired > 0 then
  redis.call('DECRBY', total, redis.call('ZREM', list, unpack(expired)))
end
local values, announced = (#ARGV - FIRST + 1) / 2, tonumber(ARGV[11])
if not has_room(announced) then
  if announced > values then
    return {'whole', 0}
  end
  redis.call('DECRBY', total, redis.call('ZREMRANGEBYSCORE', list, '-inf', now))
  local added = 0
  for i = FIRST + 1, #ARGV, 2 do
    if not redis.call('ZSCORE', list, ARGV[i]) then
      added = added + 1
    end
  end
  if not has_room(added) then
    return {redis.call('ZCARD', list) + added > list_max and 'list' or 'total', 0}
  end
end

local added = 0
for first = FIRST, #ARGV, BATCH do
  added = added + redis.call('ZADD', list, unpack(ARGV, first, math.min(first + BATCH - 1, #ARGV)))
end
redis.call('INCRBY', total, added)
if is_new then
  redis.call('SADD', lists, id)
  redis.call('HINCRBY', scopes, scope, 1)
end
redis.call('INCR', changes)
redis.call('RPUSH', log, ARGV[3])
redis.call('LTRIM', log, -log_max, -1)
redis.call('PUBLISH', ARGV[4], id)
return {'stored', added}
