-- Makes a version the active one of its scope. See RedisRulesetStore.
-- KEYS: changes, changed, active, history. ARGV: scope, number, channel. Answers 1, or 0 if there is no such version.
local version = redis.call('ZRANGEBYSCORE', KEYS[4], ARGV[2], ARGV[2])[1]
if not version then
  return 0
end
redis.call('HSET', KEYS[3], ARGV[1], version)
redis.call('ZADD', KEYS[2], redis.call('INCR', KEYS[1]), ARGV[1])
redis.call('PUBLISH', ARGV[3], ARGV[1])
return 1
