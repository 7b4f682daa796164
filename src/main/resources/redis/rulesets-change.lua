-- Changes the mode of a version. See RedisRulesetStore.
-- KEYS: changes, changed, active, history, tried, modes. ARGV: scope, number, mode, change as JSON, versions in that mode at most
-- (0 for as many as there are), changes at most, channel. Answers 1, 0 if there is no such version, or -1 if there is no room.
local tried, modes = KEYS[5], KEYS[6]
local number, mode, most = ARGV[2], ARGV[3], tonumber(ARGV[5])

local version = redis.call('ZRANGEBYSCORE', KEYS[4], number, number)[1]
if not version then
  return 0
end
if most > 0 then
  local others = redis.call('HGETALL', tried)
  local alike = 0
  for i = 1, #others, 2 do
    if others[i] ~= number and cjson.decode(others[i + 1]).mode == mode then
      alike = alike + 1
    end
  end
  if alike >= most then
    return -1
  end
  redis.call('HSET', tried, number, ARGV[4])
else
  redis.call('HDEL', tried, number)
end
if mode == 'ACTIVE' then
  redis.call('HSET', KEYS[3], ARGV[1], version)
end
redis.call('RPUSH', modes, ARGV[4])
redis.call('LTRIM', modes, -tonumber(ARGV[6]), -1)

redis.call('ZADD', KEYS[2], redis.call('INCR', KEYS[1]), ARGV[1])
redis.call('PUBLISH', ARGV[7], ARGV[1])
return 1
