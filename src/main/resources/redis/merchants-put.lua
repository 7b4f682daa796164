-- Puts, or removes, what is kept of a merchant. See RedisMerchants.
-- KEYS: changes, changed, current. ARGV: merchant, version that the caller knows, JSON or nothing to remove, merchants at
-- most, channel. Answers the new version, or 0 if the merchant has another version than the caller knows.
local changes, changed, current = KEYS[1], KEYS[2], KEYS[3]
local merchant, json = ARGV[1], ARGV[3]

local known = redis.call('HGET', current, merchant)
if (known and string.match(known, '^%d+') or '0') ~= ARGV[2] then
  return 0
end
if not redis.call('ZSCORE', changed, merchant) and redis.call('ZCARD', changed) >= tonumber(ARGV[4]) then
  return redis.error_reply('FULL there are already ' .. ARGV[4] .. ' merchants')
end

local version = redis.call('INCR', changes)
if json == '' then
  redis.call('HDEL', current, merchant)
else
  redis.call('HSET', current, merchant, version .. ':' .. json)
end
redis.call('ZADD', changed, version, merchant)
redis.call('PUBLISH', ARGV[5], merchant)
return version
