--- Write a bot for Robodrome's game Beacons in Lua 5.4.
--
--     local robodrome = require "robodrome"
--
--     robodrome.run(function(turn)                                -- once a tick
--       for _, unit in ipairs(turn.units) do turn:harvest(unit) end -- mine, carry home, deliver, go again
--       turn:spawn()
--     end)
--
-- `turn` is what the bot knows in a tick, and where its orders go. The bot always is team 0, and the board is turned so that it
-- plays from the same corner in every match on a map. A cell is a number, row by row from 0: `board:cell(x, y)`. A direction is
-- "n", "e", "s" or "w"; north is up, towards row 0. Colours are white red orange yellow green blue purple. Lists by team begin at
-- 0, as the teams do; other lists begin at 1.
--
-- A unit has team, id (its number within its team), at (its cell), hp, cargo, and guarded: whether it guarded in the last tick,
-- and so cannot in this one.
--
-- Everything is in a fixed order, so the same match gives the same orders again; a bot that walks a table with `pairs` gives
-- that up.
--
-- This file is part of Robodrome; licence: MIT OR Apache-2.0.

local robodrome = {}

--- The four directions, in the order in which everything is tried.
robodrome.dirs = { "n", "e", "s", "w" }

local huge, floor, max, min, abs = math.huge, math.floor, math.max, math.min, math.abs

--- The entries of a list that pass a test.
local function filter(list, test)
  local found = {}
  for _, item in ipairs(list) do
    if test(item) then found[#found + 1] = item end
  end
  return found
end

--- The first entry of a list that passes a test.
local function find(list, test)
  for _, item in ipairs(list) do
    if test(item) then return item end
  end
end

--- A list from 0, as teams are counted.
local function by_team(list)
  return table.move(list, 1, #list, 0, {})
end

-- The board ------------------------------------------------------------------------------------------------------------

--- What never changes in a match: width, height, tiles (by cell: "floor", "wall", "ore", "beacon", "core"), ores and beacons
-- (cells in reading order), cores (cells by team).
local Board = {}
Board.__index = Board

local TILES = { ["."] = "floor", o = "ore", b = "beacon" }

function Board.new(rows)
  local board = setmetatable({ width = 0, height = #rows, tiles = {}, ores = {}, beacons = {}, cores = {}, ways = {} }, Board)
  for _, row in ipairs(rows) do board.width = max(board.width, #row) end
  for y, row in ipairs(rows) do
    for x = 1, board.width do board:read((y - 1) * board.width + x - 1, row:sub(x, x)) end
  end
  for cell = 0, board.width * board.height - 1 do
    local beside = {}
    for _, dir in ipairs(robodrome.dirs) do
      local to = board:next(cell, dir)
      if board:is_open(to) then beside[#beside + 1] = to end
    end
    board.ways[cell] = beside
  end
  return board
end

function Board:read(cell, letter)
  local team = letter:match("[0-7]")
  local tile = TILES[letter] or (team and "core" or "wall")
  self.tiles[cell] = tile
  if tile == "ore" then self.ores[#self.ores + 1] = cell end
  if tile == "beacon" then self.beacons[#self.beacons + 1] = cell end
  if team then self.cores[math.tointeger(team)] = cell end
end

--- The cell in a column and row, nil off the board.
function Board:cell(x, y)
  if x >= 0 and y >= 0 and x < self.width and y < self.height then return y * self.width + x end
end

--- The column and the row of a cell.
function Board:xy(cell)
  return cell % self.width, cell // self.width
end

--- The cell one step away, nil off the board.
function Board:next(cell, dir)
  local x, y = self:xy(cell)
  if dir == "n" then return self:cell(x, y - 1) end
  if dir == "e" then return self:cell(x + 1, y) end
  if dir == "s" then return self:cell(x, y + 1) end
  return self:cell(x - 1, y)
end

--- The direction of a neighbouring cell, nil if it is not one.
function Board:dir(from, to)
  return find(robodrome.dirs, function(dir) return self:next(from, dir) == to end)
end

--- Whether a unit can stand on a cell, whoever stands there now.
function Board:is_open(cell)
  local tile = self.tiles[cell or -1] or "wall"
  return tile ~= "wall" and tile ~= "core"
end

--- The cells beside a cell on which a unit can stand.
function Board:around(cell)
  return self.ways[cell]
end

--- Steps from one cell to another with nothing in the way.
function Board:walk(a, b)
  local ax, ay = self:xy(a)
  local bx, by = self:xy(b)
  return abs(ax - bx) + abs(ay - by)
end

--- The larger coordinate difference: what sight and beacons use.
function Board:chebyshev(a, b)
  local ax, ay = self:xy(a)
  local bx, by = self:xy(b)
  return max(abs(ax - bx), abs(ay - by))
end

--- How far a cell is from the edge of the board; the edge is 0.
function Board:depth(cell)
  local x, y = self:xy(cell)
  return min(x, y, self.width - 1 - x, self.height - 1 - y)
end

--- Walking distances to the nearest of some goals, by cell; math.huge where none can be reached. Units in the way are not
-- looked at.
function Board:distances(...)
  local steps, queue = {}, { ... }
  for cell = 0, self.width * self.height - 1 do steps[cell] = huge end
  for _, goal in ipairs(queue) do steps[goal] = 0 end
  for _, from in ipairs(queue) do -- grows as it is walked
    for _, to in ipairs(self.ways[from]) do
      if steps[to] == huge then
        steps[to] = steps[from] + 1
        queue[#queue + 1] = to
      end
    end
  end
  return steps
end

robodrome.Board = Board

-- Traffic --------------------------------------------------------------------------------------------------------------

-- Settles where all own units go in a tick, so that none of them bumps into another. The method is priority inheritance with
-- backtracking (Okumura and others, 2022): units choose in the order of their distance to their goal; whoever wants a cell where
-- a unit stands that has not chosen yet makes that unit choose first, and takes the next best cell if it cannot get away.
local Traffic = {}
Traffic.__index = Traffic

-- An agent has at, goes (whether it has a goal), choices ({at, cost}, the first is to stay) and the end that is found for it.
function Traffic.new(agents)
  local traffic = setmetatable({ agents = agents, standing = {}, taken = {} }, Traffic)
  for _, agent in ipairs(agents) do
    traffic.standing[agent.at] = agent
    if agent.stop then traffic.taken[agent.stop] = true end
  end
  return traffic
end

function Traffic:settle()
  for agent in function() return self:next() end do self:choose(agent) end
end

--- Who chooses next: of those with a goal the one that is nearest to it.
function Traffic:next()
  local best
  for _, agent in ipairs(self.agents) do
    if not agent.stop then
      local leads = not best or agent.goes and (not best.goes or agent.choices[1].cost < best.choices[1].cost)
      if leads then best = agent end
    end
  end
  return best
end

function Traffic:take(agent, cell)
  self.taken[cell] = true
  agent.stop = cell
end

--- Finds a cell for an agent, making others choose if need be. False if it could only stay.
function Traffic:choose(agent)
  local tried = {}
  for cell in function() return self:cheapest(agent, tried) end do
    tried[cell] = true
    if cell == agent.at and not self.taken[cell] then break end
    local other = self.standing[cell]
    if not self.taken[cell] and not (other and other.stop == agent.at) then
      self:take(agent, cell)
      if not other or other.stop or self:choose(other) then return true end
    end
  end
  -- Its own cell may be promised to whoever pushed it; then staying takes it back.
  self:take(agent, agent.at)
  return false
end

--- The best choice that was not tried; among equals to stay, then empty cells, then n, e, s, w.
function Traffic:cheapest(agent, tried)
  local best, least = nil, huge
  for i, choice in ipairs(agent.choices) do
    local full = 4 * choice.cost + (i == 1 and 0 or self.standing[choice.at] and 3 or 2)
    if not tried[choice.at] and full < least then best, least = choice.at, full end
  end
  return best
end

-- The turn -------------------------------------------------------------------------------------------------------------

--- One tick. From the start line: name, teams, rules (every number, named as on the wire), board, home (the own core's cell).
-- From the tick line: tick, bank, points, damage, cores (hit points; all three by team), rings, units, enemies, loose (a list of
-- at and amount), failed (a list of unit, nil for the core, and why). And missed: ticks that passed while the bot was still
-- thinking.
--
-- Orders return whether the unit was still without one; the first one stands.
local Turn = {}
Turn.__index = Turn
robodrome.Turn = Turn

function Turn.new(start)
  local turn = setmetatable({
    name = start.name, teams = start.teams, rules = start.rules, board = Board.new(start.map),
    tick = 0, enemies = {}, floods = {}, ore_index = {},
  }, Turn)
  turn.home = turn.board.cores[0]
  for i, cell in ipairs(turn.board.ores) do turn.ore_index[cell] = i end
  -- Before the first tick there is fuel enough, and these are needed again and again.
  turn:distances(turn.home)
  for _, goals in ipairs { turn.board.beacons, turn.board.ores } do
    for _, goal in ipairs(goals) do turn:distances(goal) end
  end
  return turn
end

--- Takes in the next tick line and forgets the orders of the last one.
function Turn:begin(now)
  local passed = now.tick - self.tick
  self.before = passed == 1 and self.enemies or {}
  self.missed = max(0, passed - 1)
  for _, key in ipairs { "tick", "bank", "rings", "ore", "units", "enemies", "loose" } do self[key] = now[key] end
  for _, key in ipairs { "points", "damage", "cores" } do self[key] = by_team(now[key]) end
  self.failed = {}
  for i, failure in ipairs(now.failed) do
    self.failed[i] = { unit = math.type(failure.unit) and failure.unit or nil, why = failure.why }
  end
  self.own_at, self.enemy_on = {}, {}
  for _, loose in ipairs(self.loose) do loose.at = self.board:cell(table.unpack(loose.at)) end
  for _, unit in ipairs(self.units) do
    unit.team, unit.at = 0, self.board:cell(table.unpack(unit.at))
    self.own_at[unit.at] = unit
  end
  for _, unit in ipairs(self.enemies) do
    unit.at = self.board:cell(table.unpack(unit.at))
    self.enemy_on[unit.at] = unit
  end
  self.plans, self.claimed, self.planned, self.gifts, self.spawns = {}, {}, {}, 0, false
  self.reply = { orders = json.array {}, marks = json.array {}, watch = {} }
end

--- The own unit on a cell, or nil.
function Turn:unit_at(cell)
  return self.own_at[cell]
end

--- The enemy in sight on a cell, or nil.
function Turn:enemy_at(cell)
  return self.enemy_on[cell]
end

--- The unit of a list that is fewest steps away as the crow flies, the first of several.
function Turn:closest(units, cell)
  local best, least = nil, huge
  for _, unit in ipairs(units) do
    local steps = self.board:walk(unit.at, cell)
    if steps < least then best, least = unit, steps end
  end
  return best
end

local function strength(turn, units, cell, steps)
  local sum = 0
  for _, unit in ipairs(units) do
    if turn.board:walk(unit.at, cell) <= steps then sum = sum + unit.hp end
  end
  return sum
end

--- Own hit points less those of enemies in sight within so many steps.
function Turn:odds(cell, steps)
  return strength(self, self.units, cell, steps) - strength(self, self.enemies, cell, steps)
end

--- Ore left on a cell.
function Turn:ore_at(cell)
  return self.ore[self.ore_index[cell]] or 0
end

--- What the next unit costs.
function Turn:spawn_cost()
  return self.rules.spawn_cost + #self.units // max(1, self.rules.spawn_cost_step)
end

--- Beacons outside the storm, in reading order.
function Turn:beacons()
  return filter(self.board.beacons, function(cell) return not self:in_storm(cell) end)
end

--- Whether a unit that ends a tick, this one if none is given, on a cell is inside the storm.
function Turn:in_storm(cell, tick)
  local rules = self.rules
  tick = tick or self.tick
  if tick < rules.storm_start then return false end
  local most = max(0, (min(self.board.width, self.board.height) - rules.storm_rest) // 2)
  return self.board:depth(cell) < min(most, 1 + (tick - rules.storm_start) // max(1, rules.storm_period))
end

--- Walking distances to a cell, by cell. Worked out once a match for each cell.
function Turn:distances(goal)
  local steps = self.floods[goal]
  if not steps then
    steps = self.board:distances(goal)
    self.floods[goal] = steps
  end
  return steps
end

--- The cell that is fewest steps away, the first of several; nil if none can be reached.
function Turn:nearest(from, goals)
  local best, least = nil, huge
  for _, goal in ipairs(goals) do
    local steps = self:distances(goal)[from]
    if steps < least then best, least = goal, steps end
  end
  return best
end

-- Orders.

--- Whether a unit has no order yet.
function Turn:is_free(unit)
  return unit.team == 0 and self.plans[unit.id] == nil
end

local function plan(turn, unit, wanted)
  local first = turn:is_free(unit)
  if first then turn.plans[unit.id] = wanted end
  return first
end

local function order(turn, unit, verb, to, amount)
  local first = plan(turn, unit, "stay")
  if first then table.insert(turn.reply.orders, { unit = unit.id, ["do"] = verb, to = to, amount = amount }) end
  return first
end

function Turn:mine(unit)
  return order(self, unit, "mine")
end

function Turn:guard(unit)
  return order(self, unit, "guard")
end

function Turn:strike(unit, to)
  return order(self, unit, "strike", to)
end

function Turn:lance(unit, to)
  return order(self, unit, "lance", to)
end

function Turn:repair(unit, to)
  return order(self, unit, "repair", to)
end

function Turn:give(unit, to, amount)
  if not order(self, unit, "give", to, max(1, amount)) then return false end
  if self.board:next(unit.at, to) == self.home then self.gifts = self.gifts + min(amount, unit.cargo) end
  return true
end

--- Stay, and do not make way for own units. Units without any order stay too, but step aside when pushed, and out of the storm
-- where that takes one step.
function Turn:hold(unit)
  return plan(self, unit, "stay")
end

--- The next step to a cell, round own units: all steps of a tick are settled together, and nobody bumps into another.
function Turn:go(unit, goal)
  local steps = self:distances(goal)
  return self:step(unit, function(cell) return steps[cell] end)
end

--- Step to the neighbouring cell for which cost(cell) is least, or stay if it is the own one. Cells inside the storm cost 8 more.
function Turn:step(unit, cost)
  return plan(self, unit, cost)
end

--- A new unit beside the core, where a cell is free after the moves; nothing is sent while the bank does not cover it.
function Turn:spawn()
  self.spawns = true
end

--- Takes a cell for a miner; false if another one has it.
function Turn:claim(cell)
  local first = not self.claimed[cell]
  self.claimed[cell] = true
  return first
end

--- The cell from which a load is home soonest.
local function best_load(turn, unit, room)
  local home = turn:distances(turn.home)
  local best, least = nil, huge
  local function weigh(cell, work)
    local cost = 2 * turn:distances(cell)[unit.at] + home[cell] + work
    if cost >= least or turn.claimed[cell] or turn:in_storm(cell) or turn:enemy_at(cell) then return end
    local there = turn:unit_at(cell)
    if not there or there.id == unit.id or work == 0 then best, least = cell, cost end
  end
  for _, loose in ipairs(turn.loose) do
    if loose.amount >= 2 then weigh(loose.at, 0) end
  end
  for i, cell in ipairs(turn.board.ores) do
    if turn.ore[i] > 0 then weigh(cell, room) end
  end
  return best
end

--- A miner's next step: deliver a full load, mine, or walk to ore, loose cargo or home. False if there is nothing to do.
function Turn:harvest(unit)
  if not self:is_free(unit) then return false end
  local room = self.rules.unit_cargo - unit.cargo
  if room <= 0 then return self:deliver(unit) end
  if self:ore_at(unit.at) > 0 and not self:in_storm(unit.at) and self:claim(unit.at) then return self:mine(unit) end
  local load = best_load(self, unit, room)
  if not load then return unit.cargo > 0 and self:deliver(unit) end
  self:claim(load)
  return self:go(unit, load)
end

--- Carries home what a unit has.
function Turn:deliver(unit)
  if self.cores[0] <= 0 then return false end
  local dir = self.board:dir(unit.at, self.home)
  if not dir then return self:go(unit, self.home) end
  return unit.cargo > 0 and self:give(unit, dir, unit.cargo)
end

local function worth(turn, cell)
  local sum = 0
  if not cell then return sum end
  for _, enemy in ipairs(turn.enemies) do
    local planned = turn.planned[enemy] or 0
    if planned < enemy.hp and turn.board:walk(enemy.at, cell) <= 1 and turn:predict(enemy) == cell then
      sum = sum + 20 + max(0, 10 - enemy.hp) + (planned > 0 and 5 or 0)
    end
  end
  for team = 1, turn.teams - 1 do
    if turn.board.cores[team] == cell and turn.cores[team] > 0 then sum = sum + 8 end
  end
  return sum
end

--- Strikes the cell with the most expected damage, preferring enemies that others strike too. False if nobody is in reach.
function Turn:fight(unit)
  if not self:is_free(unit) then return false end
  local best, most = nil, 0
  for _, dir in ipairs(robodrome.dirs) do
    local damage = worth(self, self.board:next(unit.at, dir))
    if damage > most then best, most = dir, damage end
  end
  if not best then return false end
  local at = self.board:next(unit.at, best)
  for _, enemy in ipairs(self.enemies) do
    if self:predict(enemy) == at then self.planned[enemy] = (self.planned[enemy] or 0) + self.rules.strike_damage end
  end
  return self:strike(unit, best)
end

--- Where an enemy most likely is after this tick's moves: a miner stays on its ore, a loaded one walks home, one that is near
-- comes nearer, others go on as they went. Attacks fall on cells after the moves, so strike there.
function Turn:predict(enemy)
  local board, at = self.board, enemy.at
  local full = enemy.cargo >= self.rules.unit_cargo
  local near = self:closest(self.units, at)
  local steps = near and board:walk(near.at, at) or huge
  if steps <= 1 or not full and self:ore_at(at) > 0 then return at end
  if full then
    local way = self:distances(board.cores[enemy.team])
    return find(board:around(at), function(to) return way[to] < way[at] end) or at
  end
  if steps <= 3 then
    return find(board:around(at), function(to) return board:walk(to, near.at) < steps end) or at
  end
  local was = find(self.before, function(unit) return unit.team == enemy.team and unit.id == enemy.id end)
  local dir = was and board:dir(was.at, at)
  local to = dir and board:next(at, dir)
  return board:is_open(to) and to or at
end

-- Debug output: recorded and drawn, never simulated. `print` writes to the bot's log.

local function mark(turn, fields)
  for _, key in ipairs { "from", "to", "at" } do
    if fields[key] then fields[key] = json.array { turn.board:xy(fields[key]) } end
  end
  fields.color = fields.color or "white"
  table.insert(turn.reply.marks, fields)
end

function Turn:mark_line(from, to, color)
  mark(self, { kind = "line", from = from, to = to, color = color })
end

function Turn:mark_circle(at, radius, color)
  mark(self, { kind = "circle", at = at, radius = radius, color = color })
end

function Turn:mark_text(at, text, color)
  mark(self, { kind = "text", at = at, text = tostring(text), color = color })
end

--- Shows a value beside the board: a text, a number or a boolean; beside a unit, if `key` is its number and `value` a table of
-- values.
function Turn:watch(key, value)
  self.reply.watch[tostring(key)] = value
end

-- Where a unit may end, with what that costs; the first is to stay.
local function choices(turn, unit, price)
  local all = {}
  local function add(cell)
    local cost = price(cell) + (turn:in_storm(cell) and 8 or 0)
    all[#all + 1] = { at = cell, cost = cost }
  end
  add(unit.at)
  for _, cell in ipairs(turn.board:around(unit.at)) do
    if not turn:enemy_at(cell) then add(cell) end
  end
  return all
end

local function agent(turn, unit)
  local wanted = turn.plans[unit.id]
  if wanted == "stay" then return { at = unit.at, stop = unit.at } end
  local price = wanted or function(cell) return cell == unit.at and 0 or 1 end
  return { at = unit.at, goes = wanted ~= nil, choices = choices(turn, unit, price) }
end

local function spawn_dir(turn, taken)
  local full = #turn.units >= turn.rules.max_units
  if not turn.spawns or full or turn.cores[0] <= 0 or turn.bank + turn.gifts < turn:spawn_cost() then return nil end
  return find(robodrome.dirs, function(dir)
    local cell = turn.board:next(turn.home, dir)
    return turn.board:is_open(cell) and not turn:enemy_at(cell) and not taken[cell]
  end)
end

--- Settles all moves and the spawn, and gives the answer to be sent.
function Turn:finish()
  local agents, orders = {}, self.reply.orders
  for i, unit in ipairs(self.units) do agents[i] = agent(self, unit) end
  local traffic = Traffic.new(agents)
  traffic:settle()
  for i, unit in ipairs(self.units) do
    local to = self.board:dir(unit.at, agents[i].stop)
    if to then table.insert(orders, { unit = unit.id, ["do"] = "move", to = to }) end
  end
  local to = spawn_dir(self, traffic.taken)
  if to then table.insert(orders, { ["do"] = "spawn", to = to }) end
  if next(self.reply.watch) == nil then self.reply.watch = nil end
  return self.reply
end

-- The match ------------------------------------------------------------------------------------------------------------

--- Plays a match: calls `bot` once a tick and sends what was ordered, until the match is over. Returns the end line, if told.
function robodrome.run(bot)
  local turn
  for line in function() return io.read() end do
    local read, message = pcall(json.decode, line)
    local kind = read and type(message) == "table" and message.type
    if kind == "start" then
      turn = Turn.new(message)
    elseif kind == "end" then
      return message
    elseif kind == "tick" and turn then
      turn:begin(message)
      -- What was ordered before an error still counts, and the match goes on.
      local played, problem = xpcall(bot, debug and debug.traceback or tostring, turn)
      if not played then print("error: " .. problem) end
      io.write(json.encode(turn:finish()), "\n")
    elseif not read and line:find "%S" then
      print("a line is not a message; passed over: " .. tostring(message))
    end
  end
end

return robodrome
