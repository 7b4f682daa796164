-- Removes a limit. See RedisLimits.
-- KEYS: changes, changed, limits of the scope. ARGV: scope, name, channel. Answers 1, or 0 if there was none.
if redis.call('HDEL', KEYS[3], ARGV[2]) == 0 then
  return 0
end
redis.call('ZADD', KEYS[2], redis.call('INCR', KEYS[1]), ARGV[1])
redis.call('PUBLISH', ARGV[3], ARGV[1])
return 1
