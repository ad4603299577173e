//! Who won and why, in a sentence.

use rules::{EndReason, Frame, Outcome};

use crate::amount::count;

/// Who won and why. `names` are by seat, `frame` is the last picture, `last_tick` the rules' last tick.
pub(crate) fn sentence(outcome: &Outcome, names: &[String], frame: &Frame, last_tick: Option<u32>) -> String {
    let tick = frame.tick;
    let when = match last_tick {
        Some(last) if last > tick.0 => format!("at tick {tick} of {last}"),
        _ => format!("at tick {tick}"),
    };
    let Some(winner) = outcome.winner else {
        return format!("A draw {when}, {}: {}.", points(outcome), drawn(outcome, frame));
    };
    let name = &names[winner.index()];
    let why = match outcome.reason {
        EndReason::Elimination => eliminated(outcome, frame),
        EndReason::UncatchableLead => "nobody could catch up any more".to_owned(),
        EndReason::LastTick => by_points(outcome, frame),
        EndReason::ProgramError => "the other's program failed".to_owned(),
    };
    format!("{name} wins {when}, {}: {why}.", points(outcome))
}

/// The points by seat, the winner's first: `143 to 87`, `143 points to 87, 60 and 12`.
fn points(outcome: &Outcome) -> String {
    let winner = outcome.winner.map_or(0, |seat| seat.index());
    let first = outcome.scores[winner];
    let others: Vec<String> = outcome
        .scores
        .iter()
        .enumerate()
        .filter(|&(seat, _)| seat != winner)
        .map(|(_, score)| score.to_string())
        .collect();
    match others.split_last() {
        Some((last, [])) => format!("{first} points to {last}"),
        Some((last, rest)) => format!("{first} points to {} and {last}", rest.join(", ")),
        None => count(u64::from(first), "point"),
    }
}

fn eliminated(outcome: &Outcome, frame: &Frame) -> String {
    let alive = frame.teams.iter().filter(|team| team.core_hp > 0 || team.units > 0).count();
    match (alive, outcome.scores.len()) {
        (0, _) => "nobody is left, so the points decide".to_owned(),
        (_, 2) => "the other has no unit and no core left".to_owned(),
        _ => "no other has a unit or a core left".to_owned(),
    }
}

/// Why somebody won who was neither alone nor out of reach.
fn by_points(outcome: &Outcome, frame: &Frame) -> String {
    let mut scores = outcome.scores.clone();
    scores.sort_unstable_by(|a, b| b.cmp(a));
    if scores.first() != scores.get(1) {
        return "time ran out, and the points decide".to_owned();
    }
    let damage: Vec<String> = frame.teams.iter().map(|team| team.damage.to_string()).collect();
    format!("time ran out with equal points, and damage dealt decides ({})", damage.join(" to "))
}

/// Why nobody won. In a game without cores, damage dealt decides nothing.
fn drawn(outcome: &Outcome, frame: &Frame) -> &'static str {
    match outcome.reason {
        EndReason::Elimination => "nobody is left, and points and damage dealt are equal",
        EndReason::LastTick if !frame.has_cores() => "points are equal",
        EndReason::UncatchableLead | EndReason::LastTick => "points and damage dealt are equal",
        EndReason::ProgramError => "the programs of both failed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::{Seat, Tick};
    use rules::TeamStanding;

    fn say(
        winner: Option<u8>,
        reason: EndReason,
        scores: [u32; 2],
        damage: [u32; 2],
        core: [u16; 2],
    ) -> String {
        let teams = (0..2).map(|i| TeamStanding {
            score: scores[i],
            damage: damage[i],
            bank: 0,
            units: 0,
            core_hp: core[i],
            core_hp_max: 60,
        });
        let teams = teams.collect();
        let frame =
            Frame { tick: Tick(300), width: 0, height: 0, rings: 0, tiles: vec![], pieces: vec![], teams };
        let scores = scores.to_vec();
        let outcome = Outcome { winner: winner.map(Seat), reason, scores, places: vec![1, 2] };
        sentence(&outcome, &["greedy".to_owned(), "wall".to_owned()], &frame, Some(450))
    }

    #[test]
    fn every_way_to_end_has_its_sentence() {
        use EndReason::{Elimination, LastTick, UncatchableLead};
        let both = [60, 60];
        assert_eq!(
            say(Some(1), UncatchableLead, [10, 300], [0, 0], both),
            "wall wins at tick 300 of 450, 300 points to 10: nobody could catch up any more."
        );
        assert_eq!(
            say(Some(0), Elimination, [10, 30], [0, 0], [60, 0]),
            "greedy wins at tick 300 of 450, 10 points to 30: the other has no unit and no core left."
        );
        assert_eq!(
            say(Some(0), LastTick, [7, 7], [9, 4], both),
            "greedy wins at tick 300 of 450, 7 points to 7: time ran out with equal points, and damage dealt decides (9 to 4)."
        );
        assert_eq!(
            say(None, LastTick, [7, 7], [4, 4], both),
            "A draw at tick 300 of 450, 7 points to 7: points and damage dealt are equal."
        );
    }
}
