-- Says which versions a node serves. See RedisRulesetStore.
-- KEYS: nodes, those of this node. ARGV: node, how long it holds in milliseconds, 1 if it is all that the node serves or 0
-- if it is only what changed, then each scope and its version. Answers 1, or 0 if all is asked for.
local nodes, own, whole = KEYS[1], KEYS[2], ARGV[3] == '1'
if whole then
  redis.call('DEL', own)
  for _, node in ipairs(redis.call('SMEMBERS', nodes)) do
    if redis.call('EXISTS', nodes .. ':' .. node) == 0 then
      redis.call('SREM', nodes, node)
    end
  end
elseif redis.call('EXISTS', own) == 0 then
  return 0
end
for i = 4, #ARGV, 2 do
  redis.call('HSET', own, ARGV[i], ARGV[i + 1])
end
redis.call('PEXPIRE', own, ARGV[2])
redis.call('SADD', nodes, ARGV[1])
return 1
