//! The match as one JSON object, as `--raw` prints it.

use std::collections::BTreeMap;

use protocol::rumble::{ObjId, ProgramError};
use serde::Serialize;

use crate::game::{ActionTold, Played, Team, Turn, walls};

/// A match in the making: turns are written as they are played, and the result is put in front of them.
#[derive(Default)]
pub(crate) struct Raw {
    turns: Vec<String>,
}

#[derive(Serialize)]
struct RawTurn<'a> {
    state: State,
    robot_actions: &'a BTreeMap<ObjId, ActionTold>,
    logs: &'a BTreeMap<Team, Vec<String>>,
    debug_inspect_tables: &'a BTreeMap<ObjId, BTreeMap<String, String>>,
    debug_locate_queries: &'a BTreeMap<Team, Vec<ObjId>>,
}

#[derive(Serialize)]
struct State {
    objs: BTreeMap<ObjId, Obj>,
    turn: u32,
}

#[derive(Serialize)]
struct Obj {
    id: ObjId,
    coords: [u8; 2],
    obj_type: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    team: Option<Team>,
    #[serde(skip_serializing_if = "Option::is_none")]
    health: Option<u16>,
}

impl Raw {
    /// Adds a turn.
    pub(crate) fn add(&mut self, turn: &Turn) {
        let raw = RawTurn {
            state: State { objs: objs(turn), turn: turn.number },
            robot_actions: &turn.actions,
            logs: &turn.logs,
            debug_inspect_tables: &turn.inspected,
            debug_locate_queries: &turn.located,
        };
        self.turns.push(json(&raw));
    }

    /// All of it.
    pub(crate) fn finish(self, played: &Played) -> String {
        let errors: BTreeMap<Team, &ProgramError> =
            played.errors.iter().map(|(&team, crash)| (team, &crash.error)).collect();
        let (winner, errors) = (json(&played.winner), json(&errors));
        format!(r#"{{"winner":{winner},"errors":{errors},"turns":[{}]}}"#, self.turns.join(","))
    }
}

fn objs(turn: &Turn) -> BTreeMap<ObjId, Obj> {
    let walls = walls(&turn.frame).map(|(id, at)| Obj {
        id,
        coords: [at.x, at.y],
        obj_type: "Terrain",
        kind: "Wall",
        team: None,
        health: None,
    });
    let units = turn.frame.pieces.iter().map(|piece| Obj {
        id: ObjId(piece.unit.0.into()),
        coords: [piece.at.x, piece.at.y],
        obj_type: "Unit",
        kind: "Soldier",
        team: Some(Team::of(piece.seat)),
        health: Some(piece.hp),
    });
    walls.chain(units).map(|obj| (obj.id, obj)).collect()
}

/// JSON of something that has only text keys.
pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("maps have text keys, and nothing else can fail")
}
