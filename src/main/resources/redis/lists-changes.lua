-- What has changed since a change. See RedisLists.
-- KEYS: changes, log. ARGV: its number, its token, changes at most. Answers {1, change, ...}, or {0, number, token} of the
-- last change if it is not known any more what came after that one.
local TOKEN = 16
local number = tonumber(redis.call('GET', KEYS[1]) or '0')
local length = redis.call('LLEN', KEYS[2])
local known = tonumber(ARGV[1])

-- Where in the log the change is that is known, from 0.
local place = known - (number - length) - 1
local is_same
if known == 0 then
  is_same = number == 0
else
  local change = place >= 0 and place < length and redis.call('LINDEX', KEYS[2], place)
  is_same = change and string.sub(change, 1, TOKEN) == ARGV[2]
end
if not is_same then
  local last = redis.call('LINDEX', KEYS[2], -1)
  return {0, tostring(number), last and string.sub(last, 1, TOKEN) or ''}
end

local answer = {1}
if known > 0 then
  for _, change in ipairs(redis.call('LRANGE', KEYS[2], place + 1, place + tonumber(ARGV[3]))) do
    answer[#answer + 1] = change
  end
end
return answer
