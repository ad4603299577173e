use std::rc::Rc;

use protocol::{
    Dir, Note, Pos, UnitId,
    beacons::{EnemyUnit, Loose, Observation, OwnUnit, Params, Start},
};

use crate::{Board, Flood, Tile, book::Book};

/// One tick as a bot sees it, and the place where its orders go.
///
/// Always from the bot's own view: it is team 0, and the board is turned so that it plays from the same corner in every
/// match on a map. Lists are handed out as copies, so that orders can be given while walking through them.
///
/// Whatever is ordered first for a unit stands; later orders for it in the same tick are refused and return `false`.
#[derive(Debug)]
pub struct Turn {
    name: String,
    teams: u8,
    rules: Params,
    board: Rc<Board>,
    /// By cell; made when first asked for.
    floods: Vec<Option<Rc<Flood>>>,
    now: Observation,
    missed: u32,
    pub(crate) book: Book,
}

impl Turn {
    /// The state before the first tick. [`run`](crate::run) does this; tests may too.
    pub fn new(start: Start) -> Turn {
        let board = Board::from_rows(&start.map);
        let cells = usize::from(board.width()) * usize::from(board.height());
        let teams = usize::from(start.teams);
        let now = Observation {
            tick: 0,
            bank: start.rules.start_bank,
            points: vec![0; teams],
            damage: vec![0; teams],
            cores: vec![start.rules.core_hp; teams],
            rings: 0,
            units: vec![],
            enemies: vec![],
            ore: vec![start.rules.ore_amount; board.ores().len()],
            loose: vec![],
            failed: vec![],
        };
        Turn {
            name: start.name,
            teams: start.teams,
            rules: start.rules,
            board: Rc::new(board),
            floods: vec![None; cells],
            now,
            missed: 0,
            book: Book::default(),
        }
    }

    /// Takes in the next tick line and forgets the orders of the last one.
    pub fn begin(&mut self, now: Observation) {
        self.missed = now.tick.saturating_sub(self.now.tick + 1);
        self.now = now;
        self.book = Book::default();
    }

    /// The bot's name in this match.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Number of teams; the bot is team 0.
    pub fn teams(&self) -> u8 {
        self.teams
    }

    /// Every number of the rules.
    pub fn rules(&self) -> &Params {
        &self.rules
    }

    /// The terrain.
    pub fn board(&self) -> Rc<Board> {
        Rc::clone(&self.board)
    }

    /// The tick that the orders will be for; the first is 1.
    pub fn tick(&self) -> u32 {
        self.now.tick
    }

    /// How many ticks passed without the bot since its last one, because it was still thinking.
    pub fn missed(&self) -> u32 {
        self.missed
    }

    /// Everything that the tick line says, as it came.
    pub fn observation(&self) -> &Observation {
        &self.now
    }

    /// Own units, by rising number.
    pub fn units(&self) -> Vec<OwnUnit> {
        self.now.units.clone()
    }

    /// An own unit by its number.
    pub fn unit(&self, id: UnitId) -> Option<OwnUnit> {
        let at = self.now.units.binary_search_by_key(&id, |u| u.id).ok()?;
        Some(self.now.units[at])
    }

    /// The own unit on a cell.
    pub fn unit_at(&self, at: Pos) -> Option<OwnUnit> {
        self.now.units.iter().find(|u| u.at == at).copied()
    }

    /// Enemy units in sight, by team and number.
    pub fn enemies(&self) -> Vec<EnemyUnit> {
        self.now.enemies.clone()
    }

    /// The enemy in sight on a cell.
    pub fn enemy_at(&self, at: Pos) -> Option<EnemyUnit> {
        self.now.enemies.iter().find(|u| u.at == at).copied()
    }

    /// The enemy in sight that is fewest steps away as the crow flies over walls, the first of several.
    pub fn nearest_enemy(&self, at: Pos) -> Option<EnemyUnit> {
        self.now.enemies.iter().min_by_key(|e| e.at.walk(at)).copied()
    }

    /// Ore in the bank.
    pub fn bank(&self) -> u32 {
        self.now.bank
    }

    /// Points of a team.
    pub fn points(&self, team: u8) -> u32 {
        self.now.points.get(usize::from(team)).copied().unwrap_or(0)
    }

    /// The cell of the own core, also after it is lost.
    pub fn home(&self) -> Pos {
        self.board.core(0)
    }

    /// Hit points of a team's core; 0 is lost.
    pub fn core_hp(&self, team: u8) -> u16 {
        self.now.cores.get(usize::from(team)).copied().unwrap_or(0)
    }

    /// Cells of the enemy cores that still live, by team.
    pub fn enemy_cores(&self) -> Vec<Pos> {
        (1..self.teams).filter(|&team| self.core_hp(team) > 0).map(|team| self.board.core(team)).collect()
    }

    /// Ore left on a cell; 0 where none is mined.
    pub fn ore_at(&self, at: Pos) -> u16 {
        let index = self.board.ores().binary_search(&at).ok();
        index.and_then(|i| self.now.ore.get(i)).copied().unwrap_or(0)
    }

    /// Cells that still have ore and are not inside the storm, in reading order.
    pub fn ores(&self) -> Vec<Pos> {
        let left = |&at: &Pos| self.ore_at(at) > 0 && !self.in_storm(at);
        self.board.ores().iter().copied().filter(left).collect()
    }

    /// Beacons that give points: those outside the storm, in reading order.
    pub fn beacons(&self) -> Vec<Pos> {
        self.board.beacons().iter().copied().filter(|&at| !self.in_storm(at)).collect()
    }

    /// Loose cargo in sight, in reading order.
    pub fn loose(&self) -> Vec<Loose> {
        self.now.loose.clone()
    }

    /// Orders of the last tick that came to nothing, with the reason.
    pub fn failed(&self) -> &[Note] {
        &self.now.failed
    }

    /// What the next unit costs.
    pub fn spawn_cost(&self) -> u32 {
        let units = u32::try_from(self.now.units.len()).unwrap_or(u32::MAX);
        self.rules.spawn_cost + units / self.rules.spawn_cost_step.max(1)
    }

    /// Rings of the storm at the end of a tick: cells nearer to the edge than this are inside.
    ///
    /// ```
    /// # let start = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/start.json"));
    /// # let turn = robodrome::Turn::new(serde_json::from_str(start).unwrap());
    /// assert_eq!([0, 249, 250, 9999].map(|tick| turn.rings(tick)), [0, 0, 1, 1], "11 cells less the 9 that stay");
    /// ```
    pub fn rings(&self, tick: u32) -> u8 {
        let rules = &self.rules;
        let width = self.board.width().min(self.board.height());
        let most = width.saturating_sub(rules.storm_rest) / 2;
        match tick.checked_sub(rules.storm_start) {
            None => 0,
            Some(since) => u8::try_from(1 + since / rules.storm_period.max(1)).unwrap_or(u8::MAX).min(most),
        }
    }

    /// Whether a unit that ends this tick on a cell is inside the storm.
    pub fn in_storm(&self, at: Pos) -> bool {
        self.in_storm_at(at, self.now.tick)
    }

    /// Whether a cell is inside the storm at the end of a tick.
    pub fn in_storm_at(&self, at: Pos, tick: u32) -> bool {
        self.board.depth(at) < self.rings(tick)
    }

    /// Walking distances to a cell. Worked out once a match for each cell, so it is cheap to ask for again.
    pub fn flood_to(&mut self, goal: Pos) -> Rc<Flood> {
        if !self.board.contains(goal) {
            return Rc::new(self.board.flood([goal]));
        }
        let slot = &mut self.floods[self.board.index(goal)];
        Rc::clone(slot.get_or_insert_with(|| Rc::new(self.board.flood([goal]))))
    }

    /// The steps that a unit needs from one cell to another, or [`Flood::UNREACHABLE`].
    pub fn steps(&mut self, from: Pos, to: Pos) -> u16 {
        self.flood_to(to).at(from)
    }

    /// The beacon, not inside the storm, that is fewest steps from a cell.
    pub fn nearest_beacon(&mut self, from: Pos) -> Option<Pos> {
        self.nearest(from, self.beacons())
    }

    /// The cell with ore, not inside the storm, that is fewest steps from a cell.
    pub fn nearest_ore(&mut self, from: Pos) -> Option<Pos> {
        self.nearest(from, self.ores())
    }

    /// The goal that is fewest steps from a cell, the first of several; `None` if none can be reached.
    pub fn nearest(&mut self, from: Pos, goals: Vec<Pos>) -> Option<Pos> {
        goals
            .into_iter()
            .map(|goal| (self.steps(from, goal), goal))
            .filter(|&(steps, _)| steps != Flood::UNREACHABLE)
            .min_by_key(|&(steps, _)| steps)
            .map(|(_, goal)| goal)
    }

    /// The direction of the own core, if a cell is beside it and it lives.
    pub fn beside_home(&self, at: Pos) -> Option<Dir> {
        Board::dir(at, self.home()).filter(|_| self.core_hp(0) > 0)
    }

    /// Whether a lance from a cell in a direction would not be stopped on its way: neither a wall nor a core between.
    pub fn lance_path(&self, from: Pos, to: Dir) -> Option<Pos> {
        self.board.step(from, to)?;
        from.step(to, 2).filter(|&at| self.board.is_open(at) || matches!(self.board.tile(at), Tile::Core(_)))
    }
}
