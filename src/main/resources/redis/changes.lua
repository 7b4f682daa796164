-- What has changed since a number. See RedisRulesetStore and RedisMerchants.
-- KEYS: changes, changed, current. ARGV: number, names at most. Answers the number up to which it tells, then each name
-- and what is current of it, or nothing if it has none.
local number = redis.call('GET', KEYS[1]) or '0'
local since = ARGV[1]
if tonumber(since) > tonumber(number) then
  -- Redis has lost something: whatever it has now is news.
  since = '0'
end
local found = redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. since, '+inf', 'WITHSCORES', 'LIMIT', 0, ARGV[2])
if #found == 2 * tonumber(ARGV[2]) then
  number = found[#found]
end
local answer = {number}
for i = 1, #found, 2 do
  answer[#answer + 1] = found[i]
  answer[#answer + 1] = redis.call('HGET', KEYS[3], found[i])
end
return answer
