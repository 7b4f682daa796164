-- What has changed since a number. See RedisLimits.
-- KEYS: changes, changed. ARGV: number, scopes at most, what the keys of scopes begin with. Answers the number up to which it
-- tells, then each scope and its limits as a list of JSON.
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
  answer[#answer + 1] = redis.call('HVALS', ARGV[3] .. found[i])
end
return answer
