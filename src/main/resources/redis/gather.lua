-- Counts a checkout into the windows of its merchant and reads them, once a checkout id and in one round trip.
--
-- KEYS[1]   the mark of the checkout id: absent = not counted, '' = counted and not answered yet, else the answer
-- KEYS[2..] one timeline or set of different values each, as ARGV describes them
-- ARGV[1]   when, in milliseconds       ARGV[2] the amount, in units of 1/10,000
-- ARGV[3]   how long the mark is kept   ARGV[4] how many different values a set keeps at most
-- ARGV[5]   'count', or 'peek', which changes nothing
-- ARGV[6]   the answer to leave in the mark, or ''
-- then for each key: 't' and '', or 'd' and the value; how long the key is kept; how many windows; the windows' lengths
--
-- Returns 'counted' or 'known' and one number a window (two for a timeline: checkouts, units), or 'answered' and the
-- answer. All is read, and so all keys are of their type, before anything is written: a script that fails has done nothing.
--
-- A timeline is that of the embedded windows (see Timeline.java, which says why its error is bounded): cells of
-- neighbouring checkouts, 32 bytes each: first and last time, then checkouts and units of this cell and all before it.
-- With those sums a window takes a binary search instead of a walk. Numbers are doubles: whole up to 2^53.

local CELL = 32
local FORMAT = '>dddd'
local REACH = 30 * 24 * 3600 * 1000
local SPAN_FLOOR = 1000
local SPAN_PER_AGE = 32
local COMPACT_EVERY = 128
-- Up to so many cells a timeline is read whole, beyond it cell by cell.
local WHOLE_MAX = 64
local EXACT_MAX = 2 ^ 53
local WHOLE_MAX_BYTES = WHOLE_MAX * CELL

local at = tonumber(ARGV[1])
local units = tonumber(ARGV[2])
local peeking = ARGV[5] == 'peek'

local function load(key)
  local bytes = redis.call('GETRANGE', key, 0, WHOLE_MAX_BYTES - 1)
  local length = #bytes
  if length == WHOLE_MAX_BYTES then
    length = redis.call('STRLEN', key)
  end
  if length % CELL ~= 0 then
    return nil
  end
  return {key = key, bytes = bytes, whole = length == #bytes, size = length / CELL, known = {}}
end

local function cell(line, index)
  local known = line.known[index]
  if known then
    return known
  end
  local first, last, count, sum
  if line.whole then
    first, last, count, sum = struct.unpack(FORMAT, line.bytes, index * CELL + 1)
  else
    local from = index * CELL
    first, last, count, sum = struct.unpack(FORMAT, redis.call('GETRANGE', line.key, from, from + CELL - 1))
  end
  known = {first, last, count, sum}
  line.known[index] = known
  return known
end

-- The first cell whose last (field 2) or first (field 1) time is later than that.
local function later(line, field, time)
  local low, high = 0, line.size
  while low < high do
    local middle = math.floor((low + high) / 2)
    if cell(line, middle)[field] > time then
      high = middle
    else
      low = middle + 1
    end
  end
  return low
end

local function total(line, field, window)
  local from = later(line, 2, at - window)
  local to = line.size
  if to > 0 and cell(line, to - 1)[1] > at then
    to = later(line, 1, at)
  end
  if from >= to then
    return 0
  end
  local sum = cell(line, to - 1)[field] - (from > 0 and cell(line, from - 1)[field] or 0)
  return math.min(sum, EXACT_MAX)
end

local function all(line)
  if not line.whole then
    line.bytes = redis.call('GETRANGE', line.key, 0, -1)
    line.whole = true
    line.known = {}
  end
  local cells = {}
  for index = 0, line.size - 1 do
    local one = cell(line, index)
    cells[index + 1] = {one[1], one[2], one[3], one[4]}
  end
  return cells
end

local function pack(cells)
  local packed = {}
  for index, one in ipairs(cells) do
    packed[index] = struct.pack(FORMAT, one[1], one[2], one[3], one[4])
  end
  return table.concat(packed)
end

local function replace(line, cells)
  line.write = {'SET', line.key, pack(cells)}
  line.size = #cells
  line.whole = true
  line.known = {}
  for index, one in ipairs(cells) do
    line.known[index - 1] = one
  end
end

local function compact(cells)
  local newest = cells[#cells][2]
  local kept = {}
  local gone_count, gone_sum = 0, 0
  for _, one in ipairs(cells) do
    if one[2] <= newest - REACH then
      gone_count, gone_sum = one[3], one[4]
    else
      local before = kept[#kept]
      local span = math.max(SPAN_FLOOR, (newest - one[2]) / SPAN_PER_AGE)
      if before and one[2] - before[1] <= span then
        before[2], before[3], before[4] = one[2], one[3] - gone_count, one[4] - gone_sum
      else
        kept[#kept + 1] = {one[1], one[2], one[3] - gone_count, one[4] - gone_sum}
      end
    end
  end
  return kept
end

-- A checkout later than the newest cell began: the cell grows, or another follows.
local function append(line)
  local newest = line.size > 0 and cell(line, line.size - 1)
  if newest and (at <= newest[2] or at - newest[1] <= SPAN_FLOOR) then
    local grown = {newest[1], math.max(newest[2], at), newest[3] + 1, newest[4] + units}
    line.known[line.size - 1] = grown
    line.write = {'SETRANGE', line.key, (line.size - 1) * CELL, pack({grown})}
    return
  end
  local one = {at, at, (newest and newest[3] or 0) + 1, (newest and newest[4] or 0) + units}
  if (line.size + 1) % COMPACT_EVERY == 0 then
    local cells = all(line)
    cells[#cells + 1] = one
    replace(line, compact(cells))
    return
  end
  line.known[line.size] = one
  line.write = {'APPEND', line.key, pack({one})}
  line.size = line.size + 1
end

-- A late checkout goes to its place, and into the sums of all cells after it.
local function insert(line)
  local cells = all(line)
  local place = later(line, 1, at)
  local before = cells[place]
  local changed = place + 1
  if before and (at <= before[2] or at - before[1] <= SPAN_FLOOR) then
    before[2] = math.max(before[2], at)
    changed = place
  else
    table.insert(cells, place + 1, {at, at, before and before[3] or 0, before and before[4] or 0})
  end
  for index = changed, #cells do
    cells[index][3] = cells[index][3] + 1
    cells[index][4] = cells[index][4] + units
  end
  if #cells % COMPACT_EVERY == 0 then
    cells = compact(cells)
  end
  replace(line, cells)
end

local function add(line)
  local newest = line.size > 0 and cell(line, line.size - 1)
  if newest and at <= newest[2] - REACH then
    return
  end
  if newest and newest[1] > at then
    insert(line)
  else
    append(line)
  end
end

local mark = redis.call('GET', KEYS[1])
if mark and mark ~= '' and not peeking then
  return {'answered', mark}
end

local tracked = {}
local argument = 7
for index = 2, #KEYS do
  local one = {key = KEYS[index], kind = ARGV[argument], value = ARGV[argument + 1], keep = ARGV[argument + 2]}
  one.windows = tonumber(ARGV[argument + 3])
  one.first_window = argument + 4
  argument = argument + 4 + one.windows
  if one.kind == 't' then
    one.line = load(one.key)
    if not one.line then
      return redis.error_reply('CORRUPT ' .. one.key .. ' is no timeline')
    end
  elseif one.value == '' then
    redis.call('ZCARD', one.key)
  else
    one.score = redis.call('ZSCORE', one.key, one.value)
  end
  tracked[index - 1] = one
end

local counting = not mark
if counting then
  for _, one in ipairs(tracked) do
    if one.kind == 't' then
      add(one.line)
    end
  end
end

if counting and not peeking then
  redis.call('SET', KEYS[1], ARGV[6], 'PX', ARGV[3])
  for _, one in ipairs(tracked) do
    local written = false
    if one.kind == 't' then
      if one.line.write then
        redis.call(unpack(one.line.write))
        written = true
      end
    elseif one.value ~= '' then
      if not one.score or tonumber(one.score) < at then
        redis.call('ZADD', one.key, ARGV[1], one.value)
      end
      redis.call('ZREMRANGEBYSCORE', one.key, '-inf', at - tonumber(one.keep))
      redis.call('ZREMRANGEBYRANK', one.key, 0, -tonumber(ARGV[4]) - 1)
      written = true
    end
    if written then
      redis.call('PEXPIRE', one.key, one.keep)
    end
  end
elseif mark == '' and ARGV[6] ~= '' then
  redis.call('SET', KEYS[1], ARGV[6], 'PX', ARGV[3])
end

local reply = {counting and 'counted' or 'known'}
for _, one in ipairs(tracked) do
  for index = one.first_window, one.first_window + one.windows - 1 do
    local window = tonumber(ARGV[index])
    if one.kind == 't' then
      reply[#reply + 1] = total(one.line, 3, window)
      reply[#reply + 1] = total(one.line, 4, window)
    else
      local count = redis.call('ZCOUNT', one.key, '(' .. (at - window), '+inf')
      local seen = one.score and tonumber(one.score) > at - window
      if peeking and counting and one.value ~= '' and not seen then
        count = count + 1
      end
      reply[#reply + 1] = count
    end
  end
end
return reply
