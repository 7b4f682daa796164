-- Which nodes serve a scope, and at which version. See RedisRulesetStore.
-- KEYS: nodes. ARGV: scope. Answers each node and its version.
local answer = {}
for _, node in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  local version = redis.call('HGET', KEYS[1] .. ':' .. node, ARGV[1])
  if version then
    answer[#answer + 1] = node
    answer[#answer + 1] = version
  end
end
return answer
