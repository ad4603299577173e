-- nomad: its soldiers wander as one herd from beacon to beacon, stay where the enemy is strong only as long as they are stronger, and
-- are in the middle before the storm is. The others mine.

local robodrome = require "robodrome"

local HERD = 4 -- fewer wait at home
local NEAR = 5

local goal -- where the herd goes; kept from tick to tick
local since = 0 -- the tick in which it chose that

--- Every second unit after the first five; when the ore runs out, everyone.
local function herd(turn)
  local left, found = 0, {}
  for _, cell in ipairs(turn.board.ores) do left = left + turn:ore_at(cell) end
  for _, unit in ipairs(turn.units) do
    if left == 0 or unit.id >= 5 and unit.id % 2 == 1 then found[#found + 1] = unit end
  end
  return found
end

--- Who is nearest to the goal leads.
local function leader(turn, units)
  local steps = turn:distances(goal)
  local best = units[1]
  for _, unit in ipairs(units) do
    if steps[unit.at] < steps[best.at] then best = unit end
  end
  return best
end

--- The beacon with most to win: near, open for long, and not full of enemies.
local function choose(turn, from)
  local best, least = turn.home, math.huge
  for _, beacon in ipairs(turn:beacons()) do
    local closes = turn:in_storm(beacon, turn.tick + 25) and 20 or 0
    local cost = turn:distances(beacon)[from] + closes - math.min(0, turn:odds(beacon, NEAR))
    if beacon ~= goal and cost < least then best, least = beacon, cost end
  end
  return best
end

--- Together, towards the goal, and at whom they outnumber.
local function wander(turn, unit, head)
  local way = turn:distances(goal)
  local odds = turn:odds(unit.at, NEAR)
  local enemy = turn:closest(turn.enemies, unit.at)
  local chase = enemy and odds > 0 and turn.board:walk(enemy.at, unit.at) <= NEAR
  if chase then way = turn:distances(turn:predict(enemy)) end
  turn:mark_line(unit.at, goal, chase and "red" or "yellow")
  turn:step(unit, function(cell)
    local danger = 0
    for _, other in ipairs(turn.enemies) do
      if turn.board:walk(turn:predict(other), cell) == 1 then danger = danger + 1 end
    end
    local apart = math.max(0, turn.board:walk(cell, head.at) - 3)
    return 2 * math.max(way[cell], chase and 0 or 1) + apart + (odds > 0 and 1 or 5) * danger
  end)
end

robodrome.run(function(turn)
  for _, unit in ipairs(turn.units) do turn:fight(unit) end
  local soldiers = herd(turn)
  goal = goal or turn.home
  if #soldiers > 0 then
    local head = leader(turn, soldiers)
    local there = turn.board:walk(head.at, goal) <= 2 and turn.tick - since > 40
    if goal == turn.home and #soldiers >= HERD or there or turn:in_storm(goal, turn.tick + 5) or turn:odds(goal, NEAR) < -15 then
      goal, since = choose(turn, head.at), turn.tick
    end
    for _, unit in ipairs(soldiers) do
      if turn:is_free(unit) and goal ~= turn.home then wander(turn, unit, head) end
    end
  end
  for _, unit in ipairs(turn.units) do
    local beacon = not turn:harvest(unit) and turn:nearest(unit.at, turn:beacons())
    if beacon then turn:go(unit, beacon) end
  end
  turn:spawn()
  turn:watch("herd", #soldiers)
end)
