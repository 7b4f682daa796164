-- Removes a list. See RedisLists.
-- KEYS: changes, log, lists, scopes, total, list. ARGV: list's id, scope, the change for the log, channel, changes in the log
-- at most. Answers 1, or 0 if there was none.
if redis.call('SREM', KEYS[3], ARGV[1]) == 0 then
  return 0
end
redis.call('DECRBY', KEYS[5], redis.call('ZCARD', KEYS[6]))
redis.call('UNLINK', KEYS[6])
if redis.call('HINCRBY', KEYS[4], ARGV[2], -1) <= 0 then
  redis.call('HDEL', KEYS[4], ARGV[2])
end
redis.call('INCR', KEYS[1])
redis.call('RPUSH', KEYS[2], ARGV[3])
redis.call('LTRIM', KEYS[2], -tonumber(ARGV[5]), -1)
redis.call('PUBLISH', ARGV[4], ARGV[1])
return 1
