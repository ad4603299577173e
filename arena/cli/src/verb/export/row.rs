//! The lines of an export.

use std::borrow::Cow;

use protocol::{Mark, Note, Pos, Seat, Tick, Watch};
use replay::{Header, Reader, SeatLog, SeatRecord, Step, TurnRecord};
use rules::{Event, Frame, Piece, TeamStanding, Terrain, Tile};
use serde::Serialize;
use serde_json::{Value, json};

use crate::exit::Failure;
use crate::orders::OrderWords;

/// The first line.
pub(super) fn header(reader: &Reader) -> Value {
    let Header { epoch, game, params, map, seed, fuel, seats } = reader.header();
    let seats: Vec<Value> = seats
        .iter()
        .map(|info| {
            json!({
                "name": info.name,
                "author": info.author,
                "language": info.language,
                "module": info.module.to_string(),
            })
        })
        .collect();
    json!({
        "type": "header",
        "epoch": epoch,
        "game": game,
        "rules": serde_json::from_str::<Value>(params).unwrap_or(Value::Null),
        "map": map.lines().collect::<Vec<_>>(),
        "seed": seed,
        "fuel": fuel,
        "seats": seats,
    })
}

/// The last line.
pub(super) fn result(reader: &Reader) -> Value {
    match reader.outcome() {
        None => json!({ "type": "result", "complete": false }),
        Some(outcome) => json!({
            "type": "result",
            "complete": true,
            "winner": outcome.winner,
            "reason": outcome.reason,
            "scores": outcome.scores,
            "places": outcome.places,
        }),
    }
}

/// The logs of a turn, or none where the replay has none.
pub(super) fn logs(reader: &Reader, turn: Tick) -> Result<Vec<SeatLog>, Failure> {
    match reader.has_logs() {
        true => Ok(reader.logs(turn)?),
        false => Ok(Vec::new()),
    }
}

/// A turn that changed the board, or the start.
pub(super) fn tick<'a>(step: &'a Step<'_>, logs: &'a [SeatLog]) -> TurnRow<'a> {
    let verbs = step.game.verbs();
    let phase = if step.tick.0 == 0 { "start" } else { "tick" };
    TurnRow {
        events: &step.report.events,
        frame: Some(FrameRow::of(&step.game.frame())),
        ..TurnRow::new(step.tick, phase, step.record, &step.report.failed, logs, verbs)
    }
}

/// The turn in which the bots were told the result.
pub(super) fn farewell<'a>(turn: Tick, record: &'a TurnRecord, logs: &'a [SeatLog]) -> TurnRow<'a> {
    TurnRow::new(turn, "end", record, &[], logs, &[])
}

/// A line for a turn.
#[derive(Serialize)]
pub(super) struct TurnRow<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    tick: Tick,
    phase: &'static str,
    seats: Vec<SeatRow<'a>>,
    events: &'a [Event],
    #[serde(skip_serializing_if = "Option::is_none")]
    frame: Option<FrameRow>,
    digest: String,
}

#[derive(Serialize)]
struct SeatRow<'a> {
    orders: Vec<OrderWords>,
    dropped: &'a [Note],
    failed: &'a [Note],
    fuel: u64,
    status: String,
    #[serde(flatten)]
    log: Option<LogRow<'a>>,
}

#[derive(Serialize)]
struct LogRow<'a> {
    log: Cow<'a, str>,
    log_lost: u64,
    marks: &'a [Mark],
    watches: &'a [Watch],
}

/// A picture without what never changes.
#[derive(Serialize)]
struct FrameRow {
    rings: u8,
    units: Vec<Piece>,
    teams: Vec<TeamStanding>,
    cells: Vec<CellRow>,
}

#[derive(Serialize)]
struct CellRow {
    at: Pos,
    terrain: Terrain,
    owner: Option<Seat>,
    amount: u32,
    loose: u32,
}

impl<'a> TurnRow<'a> {
    fn new(
        tick: Tick,
        phase: &'static str,
        record: &'a TurnRecord,
        failed: &'a [Vec<Note>],
        logs: &'a [SeatLog],
        verbs: &'static [&'static str],
    ) -> TurnRow<'a> {
        let seats = record.seats.iter().enumerate().map(|(seat, record)| {
            let failed = failed.get(seat).map_or(&[][..], Vec::as_slice);
            SeatRow::new(record, failed, logs.get(seat), verbs)
        });
        TurnRow {
            kind: "turn",
            tick,
            phase,
            seats: seats.collect(),
            events: &[],
            frame: None,
            digest: record.digest.to_string(),
        }
    }
}

impl<'a> SeatRow<'a> {
    fn new(
        record: &'a SeatRecord,
        failed: &'a [Note],
        log: Option<&'a SeatLog>,
        verbs: &'static [&'static str],
    ) -> SeatRow<'a> {
        SeatRow {
            orders: record.orders.iter().map(|order| OrderWords::on_board(order, verbs)).collect(),
            dropped: &record.drops,
            failed,
            fuel: record.fuel.0,
            status: record.status.to_string(),
            log: log.map(|log| LogRow {
                log: String::from_utf8_lossy(&log.stderr),
                log_lost: log.lost,
                marks: &log.marks,
                watches: &log.watches,
            }),
        }
    }
}

impl FrameRow {
    fn of(frame: &Frame) -> FrameRow {
        let cells = frame.tiles.chunks(usize::from(frame.width.max(1))).zip(0..).flat_map(|(row, y)| {
            row.iter().zip(0..).filter(|(tile, _)| is_kept(tile)).map(move |(tile, x)| {
                let Tile { terrain, owner, amount, loose } = *tile;
                CellRow { at: Pos::new(x, y), terrain, owner, amount, loose }
            })
        });
        FrameRow {
            rings: frame.rings,
            units: frame.pieces.clone(),
            teams: frame.teams.clone(),
            cells: cells.collect(),
        }
    }
}

fn is_kept(tile: &Tile) -> bool {
    tile.loose > 0 || matches!(tile.terrain, Terrain::Ore | Terrain::Beacon | Terrain::Core)
}
