-- A bot for Beacons. Most of its units mine, and every load pays for another unit. Every third unit holds a beacon: each beacon
-- gives a point a tick to the team with the most units near it, and points win.
--
-- Everything that it can see and order is described in robodrome.lua, which is a copy of what the engine brings.

local robodrome = require "robodrome"

local function play(turn, unit)
  -- 1. Fight what is in reach.
  if turn:fight(unit) then return end

  -- 2. Every third unit holds a beacon; they share the beacons out by their numbers. Two steps away is near enough.
  local beacons = turn:beacons()
  if unit.id % 3 == 2 and #beacons > 0 then
    local beacon = beacons[unit.id // 3 % #beacons + 1]
    turn:mark_line(unit.at, beacon, "yellow")
    if turn:go(unit, beacon) then return end
  end

  -- 3. All others mine, carry home and deliver. When no ore is left, they come to the nearest beacon too.
  if turn:harvest(unit) then return end
  local beacon = turn:nearest(unit.at, beacons)
  if beacon then turn:go(unit, beacon) end
end

robodrome.run(function(turn) -- once a tick; sends what was ordered when it returns
  for _, unit in ipairs(turn.units) do play(turn, unit) end
  turn:spawn() -- another unit, whenever the bank covers it
  turn:watch("units", #turn.units)
end)
