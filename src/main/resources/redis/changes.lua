-- What has changed since a number. See RedisRulesetStore, RedisMerchants and RedisLimits.
-- KEYS: changes, changed and, where one hash has what is current of all names, that. ARGV: number, names at most and, where each
-- name has a hash of its own, what the keys of those begin with. Answers the number up to which it tells, then each name and what
-- is current of it: the value, or nothing if it has none; or all values of its hash.
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
  if KEYS[3] then
    answer[#answer + 1] = redis.call('HGET', KEYS[3], found[i])
  else
    answer[#answer + 1] = redis.call('HVALS', ARGV[3] .. found[i])
  end
end
return answer
