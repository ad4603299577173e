-- Says what it read, and gives every order; bots/sdk/probe/check.py compares that with what every SDK must say.

local robodrome = require "robodrome"

local RULES = {
  "ticks", "fog", "sight", "core_hp", "start_bank", "max_units", "unit_hp", "unit_cargo", "ore_amount", "mine_amount",
  "strike_damage", "lance_damage", "lance_cost", "guard_amount", "flank_damage", "repair_amount", "repair_cost",
  "spawn_cost", "spawn_cost_step", "beacon_radius", "beacon_points", "storm_start", "storm_period", "storm_rest",
  "storm_damage",
}

--- Puts the texts of several things together.
local function list(items, between, text)
  local texts = {}
  for i, item in ipairs(items) do texts[i] = text(item) end
  return table.concat(texts, between)
end

local function number(value)
  return value == true and "1" or value == false and "0" or ("%d"):format(value)
end

local function cell(turn)
  return function(at) return ("%d,%d"):format(turn.board:xy(at)) end
end

local function tell_start(turn)
  local board, walls = turn.board, 0
  for at = 0, board.width * board.height - 1 do
    if board.tiles[at] == "wall" then walls = walls + 1 end
  end
  local beacons = list(board.beacons, " ", cell(turn))
  turn:watch("start", ("%s %d teams %dx%d"):format(turn.name, turn.teams, board.width, board.height))
  turn:watch("rules", list(RULES, " ", function(name) return number(turn.rules[name]) end))
  turn:watch("map", ("%d walls, %d ores, beacons %s"):format(walls, #board.ores, beacons))
  turn:watch("cores", list({ turn.home, board.cores[1] }, " ", cell(turn)))
end

local function unit_text(turn, unit)
  local guarded = unit.guarded and " guarded" or ""
  return ("%d@%s %d %d%s"):format(unit.id, cell(turn)(unit.at), unit.hp, unit.cargo, guarded)
end

local function tell_tick(turn)
  local edge, ore, loose = turn.board:cell(0, 5), 0, 0
  for _, at in ipairs(turn.board.ores) do ore = ore + turn:ore_at(at) end
  for _, lies in ipairs(turn.loose) do
    if lies.at == turn.board:cell(5, 5) then loose = loose + lies.amount end
  end
  local teams = {}
  for _, numbers in ipairs { turn.points, turn.damage, turn.cores } do
    for team = 0, 1 do teams[#teams + 1] = numbers[team] end
  end
  turn:watch("tick", ("%d missed %d"):format(turn.tick, turn.missed))
  turn:watch("teams", list(teams, " ", number))
  turn:watch("storm", list({ turn.rings, turn:in_storm(edge, 249), turn:in_storm(edge, 250) }, " ", number))
  turn:watch("bank", ("%d of %d"):format(turn.bank, turn:spawn_cost()))
  turn:watch("units", list(turn.units, "; ", function(unit) return unit_text(turn, unit) end))
  turn:watch("enemies", list(turn.enemies, "; ", function(unit) return unit.team .. "." .. unit_text(turn, unit) end))
  turn:watch("ore", ("%d loose %d"):format(ore, loose))
  turn:watch("failed", list(turn.failed, "; ", function(failure) return (failure.unit or "-") .. " " .. failure.why end))
end

local turns = 0

local over = robodrome.run(function(turn)
  local board, units = turn.board, turn.units
  turns = turns + 1
  if turns == 1 then
    tell_start(turn)
    turn:mine(units[1])
    turn:strike(units[2], "n")
    turn:lance(units[3], "e")
    turn:mark_line(board:cell(7, 4), board:cell(8, 4), "red")
    turn:mark_circle(board:cell(7, 5), 2, "yellow")
    turn:mark_text(board:cell(7, 1), ('%d of "10"'):format(units[1].cargo))
  elseif turns == 2 then
    tell_tick(turn)
    turn:guard(units[1])
    turn:mine(units[1]) -- the first one stands
    turn:give(units[2], "w", 10)
    turn:repair(units[3], "s")
  else
    turn:watch("missed", turn.missed)
    turn:go(units[3], board:cell(7, 5))
    turn:hold(units[2])
    turn:spawn()
    print("logged " .. turn.tick)
    error("caught")
  end
end)
print("end " .. over.result)
