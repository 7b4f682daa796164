-- What counts against limits: reserves an amount where it fits, settles it, and brings back what the journal has.
--
-- KEYS[1]   the reservation of a checkout id: a hash of s, its state (open, confirmed, released); e, when it expires; u, its
--           units of 1/10,000; l, its lines; t, when it was settled. A settlement that came before its reservation has s and t.
-- KEYS[2..] accounts: sorted sets of '<id>:<units>' by when they have had their time, in milliseconds, and of '', whose score
--           is minus the sum of all units, so that no account is ever added up
-- ARGV[1]   what to do          ARGV[2] now, in milliseconds   ARGV[3] what stands for the checkout id
-- ARGV[4]   how long after its expiry a reservation is known
-- Then, of:
--   reserve, peek   units; for each account its limit, how long it holds, 'd' if it declines, its line.
--                   Returns 'reserved', 'known' or 'exceeded' and what counts in each account, without this checkout
--   settle, settled the state, when; 'settled' is of the journal, and leaves the state where there is no reservation yet.
--                   Returns 'unknown', or 'first' or 'again', the state and the lines
--   undo            Takes an open reservation back. Returns 1
--   restore         units, when it expires; for each account its line. Returns 1
--
-- A line is '<p or m> <name> <by> <window> <account>'. Settling finds the accounts there: they have the hash tag of KEYS[1].
-- Of more than END_MAX amounts that have had their time at once, the rest counts until the account is looked at again.

local END_MAX = 2000
local SLACK = 3600 * 1000

local mode, now, id, kept = ARGV[1], tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[4])
local reservation = KEYS[1]

local function add(account, units)
  if units ~= 0 then
    redis.call('ZINCRBY', account, string.format('%.0f', -units), '')
  end
end

local function total(account)
  local past = redis.call('ZRANGEBYSCORE', account, '(0', now, 'LIMIT', 0, END_MAX)
  if #past > 0 then
    local units = 0
    for _, member in ipairs(past) do
      units = units + tonumber(string.match(member, ':(%d+)$'))
    end
    redis.call('ZREM', account, unpack(past))
    add(account, -units)
  end
  return -tonumber(redis.call('ZSCORE', account, '') or '0')
end

-- Has an amount count until then, or no longer.
local function count(account, units, ends)
  local member = id .. ':' .. units
  local counts = redis.call('ZSCORE', account, member)
  if ends and ends > now then
    redis.call('ZADD', account, string.format('%.0f', ends), member)
    if not counts then
      add(account, tonumber(units))
    end
    local keep = ends - now + SLACK
    if redis.call('PTTL', account) < keep then
      redis.call('PEXPIRE', account, string.format('%.0f', keep))
    end
  elseif counts then
    redis.call('ZREM', account, member)
    add(account, -tonumber(units))
  end
end

local function keep_reservation(expires)
  redis.call('PEXPIRE', reservation, string.format('%.0f', math.max(SLACK, expires - now + kept)))
end

local function each_line(lines, work)
  for line in string.gmatch(lines, '[^\n]+') do
    local window, account = string.match(line, '^%S+ %S+ %S+ (%d+) (%S+)$')
    work(account, tonumber(window))
  end
end

if mode == 'reserve' or mode == 'peek' then
  local units = ARGV[5]
  local known = redis.call('HMGET', reservation, 's', 'u')
  local reply, holds = {'reserved'}, {}
  local declined, hold = false, nil
  for index = 2, #KEYS do
    local account = KEYS[index]
    local first = 6 + 4 * (index - 2)
    local used = total(account)
    if known[2] and redis.call('ZSCORE', account, id .. ':' .. known[2]) then
      used = used - tonumber(known[2])
    end
    reply[index] = used
    if tonumber(units) <= tonumber(ARGV[first]) - used then
      holds[#holds + 1] = {account, ARGV[first + 3]}
      hold = math.min(hold or math.huge, tonumber(ARGV[first + 1]))
    elseif ARGV[first + 2] == 'd' then
      declined = true
    end
  end
  if known[1] or mode == 'peek' then
    reply[1] = 'known'
  elseif declined or #holds == 0 or tonumber(units) == 0 then
    reply[1] = 'exceeded'
  else
    local lines = {}
    for index, one in ipairs(holds) do
      count(one[1], units, now + hold)
      lines[index] = one[2] .. ' ' .. one[1]
    end
    redis.call(
      'HSET', reservation, 's', 'open', 'u', units, 'e', string.format('%.0f', now + hold), 'l', table.concat(lines, '\n'))
    keep_reservation(now + hold)
  end
  return reply
end

if mode == 'restore' then
  local units, expires = ARGV[5], tonumber(ARGV[6])
  local known = redis.call('HMGET', reservation, 's', 'e', 't')
  if known[2] then
    return 1
  end
  local state, lines = known[1] or 'open', {}
  for index = 2, #KEYS do
    lines[index - 1] = ARGV[5 + index] .. ' ' .. KEYS[index]
  end
  redis.call('HSET', reservation, 's', state, 'u', units, 'e', ARGV[6], 'l', table.concat(lines, '\n'))
  keep_reservation(expires)
  each_line(table.concat(lines, '\n'), function(account, window)
    if state == 'open' then
      count(account, units, expires)
    elseif state == 'confirmed' then
      count(account, units, tonumber(known[3]) + window)
    end
  end)
  return 1
end

local known = redis.call('HMGET', reservation, 's', 'u', 'e', 'l')
local state, units, expires, lines = known[1], known[2], known[3], known[4]

if mode == 'undo' then
  if state == 'open' and lines then
    each_line(lines, function(account)
      count(account, units, nil)
    end)
    redis.call('DEL', reservation)
  end
  return 1
end

local wanted, at = ARGV[5], tonumber(ARGV[6])
if not state then
  if mode == 'settled' then
    redis.call('HSET', reservation, 's', wanted, 't', ARGV[6])
    redis.call('PEXPIRE', reservation, string.format('%.0f', kept))
  end
  return {'unknown'}
end
if state ~= 'open' then
  return {'again', state, lines or ''}
end
if tonumber(expires) <= at then
  return {'again', 'expired', lines}
end
redis.call('HSET', reservation, 's', wanted, 't', ARGV[6])
each_line(lines, function(account, window)
  count(account, units, wanted == 'confirmed' and at + window or nil)
end)
return {'first', wanted, lines}
