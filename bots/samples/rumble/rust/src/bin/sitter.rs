//! Every unit walks to the hill and passes there, unless an enemy stands beside it. It answers as bots of other games do.

use std::io::{self, Write};

use board::{Turn, Unit};
use protocol::Pos;
use serde_json::{Value, json};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lines() {
        let turn: Turn = serde_json::from_str(&line?)?;
        let orders: Vec<Value> = turn.own().map(|unit| order(&turn, unit)).collect();
        writeln!(out, "{}", json!({ "orders": orders }))?;
        out.flush()?;
    }
    Ok(())
}

fn order(turn: &Turn, unit: Unit) -> Value {
    let on_hill = |at: Pos| (8..=10).contains(&at.x) && (8..=10).contains(&at.y);
    let step = |verb, dir| json!({ "unit": unit.id, "do": verb, "to": dir });
    if let Some(dir) = turn.enemy_beside(unit.at) {
        return step("attack", dir);
    }
    match turn.step_to(unit.at, Pos::new(9, 9)) {
        Some(dir) if !on_hill(unit.at) => step("move", dir),
        _ => json!({ "unit": unit.id, "do": "pass" }),
    }
}
