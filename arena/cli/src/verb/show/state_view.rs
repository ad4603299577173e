use std::path::Path;

use protocol::{Seat, Tick};
use replay::{Escaped, Header, Reader};
use rules::{Event, Frame, Game, Outcome, Piece};
use serde_json::{Value, json};

use crate::amount::{Bar, Short};
use crate::board::{Board, LEGEND};
use crate::exit::Failure;
use crate::output::Output;
use crate::palette::{self, FAINT, HEADING, LITERAL, STRONG};
use crate::{events, replays, verdict};

/// A replay's header and result, and the board after one of its turns.
pub(super) struct StateView<'r> {
    header: &'r Header,
    outcome: Option<&'r Outcome>,
    digest: String,
    last: Frame,
    last_rule_tick: Option<u32>,
    turn: Tick,
    game: Box<dyn Game>,
    frame: Frame,
    events: Vec<Event>,
    names: Vec<String>,
}

impl<'r> StateView<'r> {
    pub(super) fn new(reader: &'r Reader, turn: Tick) -> Result<StateView<'r>, Failure> {
        let header = reader.header();
        let (game, events) = match reader.turns() {
            // A file whose writer was killed at once has a header and nothing else.
            0 => (reader.start()?, Vec::new()),
            _ => (reader.game_at(turn)?, reader.report(turn)?.events),
        };
        let last = match reader.turns() {
            0 => game.frame(),
            _ => reader.game_at(reader.last_turn())?.frame(),
        };
        let frame = game.frame();
        Ok(StateView {
            header,
            outcome: reader.outcome(),
            digest: reader.digest().unwrap_or_default().to_string(),
            last,
            last_rule_tick: last_rule_tick(header),
            turn,
            game,
            frame,
            events,
            names: replays::names(header),
        })
    }

    pub(super) fn json(&self) -> Value {
        let Header { epoch, game, params, map, seed, fuel, seats } = self.header;
        json!({
            "epoch": epoch,
            "game": game,
            "rules": serde_json::from_str::<Value>(params).unwrap_or(Value::Null),
            "map": map.lines().collect::<Vec<_>>(),
            "seed": seed,
            "fuel": fuel,
            "seats": seats.iter().map(|info| json!({
                "name": info.name,
                "author": info.author,
                "language": info.language,
                "module": info.module.to_string(),
            })).collect::<Vec<_>>(),
            "outcome": self.outcome,
            "digest": self.digest,
            "last_tick": self.last.tick,
            "tick": self.turn,
            "frame": self.frame,
            "events": self.events,
        })
    }

    /// Prints it, as `seat` sees it where one is given.
    pub(super) fn print(&self, path: &Path, seat: Option<Seat>, output: &mut Output) -> Result<(), Failure> {
        self.print_header(path, output)?;
        let turn = self.turn;
        let (tick, last) = (self.frame.tick, self.last.tick);
        output.line("")?;
        let farewell = if turn > tick { ", farewell: the bots were told the result" } else { "" };
        let seen = seat.map(|seat| format!(", as seat {seat} sees it")).unwrap_or_default();
        output.line(format!("{HEADING}tick {tick} of {last}{seen}{farewell}{HEADING:#}"))?;
        let sees = |at| seat.is_some_and(|seat| !self.game.sees(seat, at));
        let board = Board { wide: true, hidden: Some(&sees) };
        output.text(board.text(&self.frame))?;
        output.line(format!("{FAINT}{LEGEND}{FAINT:#}"))?;
        self.print_teams(output)?;
        self.print_units(output)?;
        self.print_events(output)
    }

    pub(super) fn print_next(&self, path: &Path, output: &mut Output) -> Result<(), Failure> {
        let (tick, path) = (self.turn, path.display());
        output.line("")?;
        output.line(format!("next    {LITERAL}arena show {path} --tick {tick} --seat 0{LITERAL:#}"))
    }

    fn print_header(&self, path: &Path, output: &mut Output) -> Result<(), Failure> {
        let Header { epoch, game, seed, seats, .. } = self.header;
        let (width, height) = (self.frame.width, self.frame.height);
        output.line(format!("{STRONG}{}{STRONG:#}", path.display()))?;
        output.line(format!(
            "{}, epoch {epoch}, seed {}, {width} x {height} cells",
            Escaped(game),
            Escaped(seed)
        ))?;
        for (info, number) in seats.iter().zip(0..) {
            let (seat, style) = (Seat(number), palette::of_team(Seat(number)));
            let letter = palette::letter(seat);
            let module = &info.module.to_string()[..16];
            output.line(format!(
                "  seat {seat} {style}{letter}  {info}{style:#}  {FAINT}{module}..{FAINT:#}"
            ))?;
        }
        let result = match self.outcome {
            Some(outcome) => verdict::sentence(outcome, &self.names, &self.last, self.last_rule_tick),
            None => format!("Unfinished: what was written ends after tick {}.", self.last.tick),
        };
        output.line(format!("{STRONG}{result}{STRONG:#}"))?;
        output.line(format!("{FAINT}digest {}{FAINT:#}", self.digest))
    }

    fn print_teams(&self, output: &mut Output) -> Result<(), Failure> {
        output.line("")?;
        let width = self.names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
        for ((name, team), seat) in self.names.iter().zip(&self.frame.teams).zip(0..) {
            let style = palette::of_team(Seat(seat));
            let letter = palette::letter(Seat(seat));
            let core = Bar { used: team.core_hp.into(), limit: team.core_hp_max.into(), width: 8 };
            let core = match self.frame.has_cores() {
                true => format!("  core {core} {:>3} hp  bank {:>4}", team.core_hp, Short(team.bank.into())),
                false => String::new(),
            };
            output.line(format!(
                "{style}{letter} {name:<width$}{style:#}  {:>5} points  {:>3} units{core}  damage {:>5}",
                team.score, team.units, team.damage
            ))?;
        }
        Ok(())
    }

    /// Four units a line.
    fn print_units(&self, output: &mut Output) -> Result<(), Failure> {
        for (name, number) in self.names.iter().zip(0..) {
            let (seat, style) = (Seat(number), palette::of_team(Seat(number)));
            let units: Vec<&Piece> = self.frame.pieces.iter().filter(|piece| piece.seat == seat).collect();
            if units.is_empty() {
                continue;
            }
            output.line(format!(
                "\n{FAINT}units of{FAINT:#} {style}{name}{style:#} {FAINT}({}){FAINT:#}",
                units.len()
            ))?;
            for four in units.chunks(4) {
                let line: Vec<String> = four.iter().map(|piece| format!("{:<25}", describe(piece))).collect();
                output.line(format!("  {}", line.join(" ").trim_end()))?;
            }
        }
        Ok(())
    }

    fn print_events(&self, output: &mut Output) -> Result<(), Failure> {
        if self.events.is_empty() {
            return Ok(());
        }
        output.line(format!("\n{FAINT}events of tick {}{FAINT:#}", self.frame.tick))?;
        for event in &self.events {
            output.line(format!("  {}", events::in_words(event, |seat| self.names[seat.index()].clone())))?;
        }
        Ok(())
    }
}

/// A unit in few characters: number, cell, hit points, cargo.
fn describe(piece: &Piece) -> String {
    let cargo = match piece.cargo {
        0 => String::new(),
        cargo => format!(", {cargo} ore"),
    };
    let guard = if piece.guarded { ", guards" } else { "" };
    format!("{} {} {} hp{cargo}{guard}", piece.unit, piece.at, piece.hp)
}

/// The last tick that the rules allow, where the parameters have one.
fn last_rule_tick(header: &Header) -> Option<u32> {
    let rules: Value = serde_json::from_str(&header.params).ok()?;
    ["ticks", "turns"].iter().find_map(|key| rules[key].as_u64())?.try_into().ok()
}
