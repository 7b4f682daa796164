-- Adds what a node has let through. See RedisQuotas.
-- KEYS: taken. ARGV: merchants at most, how long it is kept in milliseconds, then each merchant and a number. Answers what all
-- nodes have, in the same order.
if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[1]) then
  redis.call('UNLINK', KEYS[1])
end
local answer = {}
for i = 3, #ARGV, 2 do
  answer[#answer + 1] = redis.call('HINCRBY', KEYS[1], ARGV[i], ARGV[i + 1])
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return answer
