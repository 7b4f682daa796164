-- Sets a limit. See RedisLimits.
-- KEYS: changes, changed, limits of the scope. ARGV: scope, name, the limit as JSON, channel, limits of a scope at most, scopes at
-- most. Answers 'created', 'changed', or the bound: 'limits', 'scopes'.
local changes, changed, limits, scope = KEYS[1], KEYS[2], KEYS[3], ARGV[1]
local is_new = redis.call('HEXISTS', limits, ARGV[2]) == 0
if is_new and redis.call('HLEN', limits) >= tonumber(ARGV[5]) then
  return 'limits'
end
if not redis.call('ZSCORE', changed, scope) and redis.call('ZCARD', changed) >= tonumber(ARGV[6]) then
  return 'scopes'
end
redis.call('HSET', limits, ARGV[2], ARGV[3])
redis.call('ZADD', changed, redis.call('INCR', changes), scope)
redis.call('PUBLISH', ARGV[4], scope)
return is_new and 'created' or 'changed'
