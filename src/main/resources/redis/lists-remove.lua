-- Takes a value off a list. See RedisLists.
-- KEYS: changes, log, total, list. ARGV: list's id, value, the change for the log, channel, now in milliseconds, changes in the
-- log at most. Answers 1, or 0 if it was not on the list.
local expires = redis.call('ZSCORE', KEYS[4], ARGV[2])
if not expires or tonumber(expires) <= tonumber(ARGV[5]) then
  return 0
end
redis.call('ZREM', KEYS[4], ARGV[2])
redis.call('DECR', KEYS[3])
redis.call('INCR', KEYS[1])
redis.call('RPUSH', KEYS[2], ARGV[3])
redis.call('LTRIM', KEYS[2], -tonumber(ARGV[6]), -1)
redis.call('PUBLISH', ARGV[4], ARGV[1])
return 1
