-- Sets what a node has of merchants' hours. See RedisUsage.
-- KEYS: for each row the month's merchants and the merchant's hours. ARGV: how long they are kept in seconds, then for each row
-- merchant, field and value.
for row = 0, #KEYS / 2 - 1 do
  local merchants, hours = KEYS[2 * row + 1], KEYS[2 * row + 2]
  redis.call('SADD', merchants, ARGV[3 * row + 2])
  redis.call('EXPIRE', merchants, ARGV[1])
  redis.call('HSET', hours, ARGV[3 * row + 3], ARGV[3 * row + 4])
  redis.call('EXPIRE', hours, ARGV[1])
end
