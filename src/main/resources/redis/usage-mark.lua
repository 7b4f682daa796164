-- Sets how far a node has told its usage, unless its mark is another one than it found. See RedisUsage.
-- KEYS: marks of nodes. ARGV: node, the mark that it found ('' for none), its new one. Answers 1, or 0 if it is another one.
if (redis.call('HGET', KEYS[1], ARGV[1]) or '') ~= ARGV[2] then
  return 0
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1
