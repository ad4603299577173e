//! Every unit walks to the nearest enemy and strikes whoever stands beside it. It speaks the lines of the original engine.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use board::Turn;
use protocol::rumble::{Action, ActionKind, ObjId, Output};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, r#"__rr_init:{{"Ok":null}}"#)?;
    for line in io::stdin().lines() {
        let turn: Turn = serde_json::from_str(&line?)?;
        let mut output = Output::default();
        for unit in turn.own() {
            let step = |kind, direction| Some(Action { kind, direction });
            let target = turn.nearest_enemy(unit.at);
            let action = match (turn.enemy_beside(unit.at), target) {
                (Some(dir), _) => step(ActionKind::Attack, dir),
                (None, Some(enemy)) => {
                    turn.step_to(unit.at, enemy.at).and_then(|dir| step(ActionKind::Move, dir))
                }
                (None, None) => None,
            };
            let id = ObjId(unit.id.into());
            output.robot_actions.insert(id, Ok(action));
            if let Some(enemy) = target {
                let table = BTreeMap::from([("target".to_owned(), enemy.id.to_string())]);
                output.debug_inspect_tables.insert(id, table);
            }
        }
        let json = serde_json::to_string(&output)?;
        writeln!(out, r#"__rr_output:{{"Ok":{json}}}"#)?;
        out.flush()?;
    }
    Ok(())
}
