-- Adds a version to a scope's history. See RedisRulesetStore.
-- KEYS: changes, changed, active, history, texts, files, tried. ARGV: scope, number, version as JSON, text, versions at most, scopes
-- at most, channel, 1 if it came from files or 0. Answers 1, or 0 if the number is not the next one.
local changes, changed, active, history, texts = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local scope, number, versions_max = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[5])

local last = redis.call('ZRANGE', history, -1, -1, 'WITHSCORES')
if number ~= (tonumber(last[2]) or 0) + 1 then
  return 0
end
if number == 1 and redis.call('ZCARD', changed) >= tonumber(ARGV[6]) then
  return redis.error_reply('FULL there are already ' .. ARGV[6] .. ' scopes with rulesets')
end

redis.call('ZADD', history, number, ARGV[3])
redis.call('HSET', texts, ARGV[2], ARGV[4])
if ARGV[8] == '1' then
  redis.call('HSET', KEYS[6], scope, ARGV[3])
end

local over = redis.call('ZCARD', history) - versions_max
if over > 0 then
  local serving = redis.call('HGET', active, scope)
  local kept = serving and redis.call('ZSCORE', history, serving)
  local tried = redis.call('HLEN', KEYS[7])
  local oldest = redis.call('ZRANGE', history, 0, over + tried, 'WITHSCORES')
  for i = 1, #oldest, 2 do
    if over > 0 and oldest[i + 1] ~= kept and redis.call('HEXISTS', KEYS[7], oldest[i + 1]) == 0 then
      redis.call('ZREM', history, oldest[i])
      redis.call('HDEL', texts, oldest[i + 1])
      over = over - 1
    end
  end
end

redis.call('ZADD', changed, redis.call('INCR', changes), scope)
redis.call('PUBLISH', ARGV[7], scope)
return 1
