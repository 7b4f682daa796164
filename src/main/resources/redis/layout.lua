-- Leaves a node's mark, unless it cannot read what is here, or a newer one is here. See SharedLayout.
-- KEYS: the mark. ARGV: the newest layout that the node writes, the oldest that it reads, the one that others must know to read its own.
-- Answers the mark that was here; 0 and 0 if there was none.
local written = tonumber(redis.call('HGET', KEYS[1], 'written')) or 0
local readable = tonumber(redis.call('HGET', KEYS[1], 'readable-from')) or 0
local newest = tonumber(ARGV[1])
if written < newest and (written == 0 or written >= tonumber(ARGV[2])) then
  redis.call('HSET', KEYS[1], 'written', ARGV[1], 'readable-from', ARGV[3])
end
return {written, readable}
