-- Leaves the answer to a checkout in its mark, unless there is one; a checkout that is not counted has no mark.
-- KEYS[1] the mark   ARGV[1] the answer   ARGV[2] how long it is kept
if redis.call('GET', KEYS[1]) == '' then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
end
