use protocol::Pos;

use crate::Turn;

/// What is near a cell.
impl Turn {
    /// Own hit points less those of enemies in sight, within so many steps over walls of a cell. Positive: we are
    /// stronger there.
    pub fn odds(&self, at: Pos, radius: u16) -> i32 {
        let near = |p: Pos| p.walk(at) <= radius;
        let now = self.observation();
        let own: i32 = now.units.iter().filter(|u| near(u.at)).map(|u| i32::from(u.hp)).sum();
        let foe: i32 = now.enemies.iter().filter(|u| near(u.at)).map(|u| i32::from(u.hp)).sum();
        own - foe
    }

    /// Enemies in sight that could hit a cell in this tick without moving: by a strike, or by a lance for which they
    /// carry enough.
    pub fn attackers(&self, at: Pos) -> usize {
        let lance_cost = self.rules().lance_cost;
        let lances = |from: Pos| {
            let straight = from.x == at.x || from.y == at.y;
            let between = Pos::new(from.x.midpoint(at.x), from.y.midpoint(at.y));
            straight && from.walk(at) == 2 && self.board().is_open(between)
        };
        let reaches = |from: Pos, cargo: u16| from.walk(at) == 1 || (cargo >= lance_cost && lances(from));
        self.observation().enemies.iter().filter(|e| reaches(e.at, e.cargo)).count()
    }

    /// Enemies in sight within so many steps over walls of a cell.
    pub fn enemies_near(&self, at: Pos, radius: u16) -> usize {
        self.observation().enemies.iter().filter(|e| e.at.walk(at) <= radius).count()
    }
}
