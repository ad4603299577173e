//! A match of a ladder, in words.

use client::{Match, Seat, state};
use replay::Escaped;

/// Who plays: `greedy 2 against wall 1`.
pub(crate) fn pairing(contest: &Match) -> String {
    let names: Vec<String> =
        contest.seats.iter().map(|seat| format!("{} {}", Escaped(&seat.name), seat.version)).collect();
    names.join(" against ")
}

/// How it ended, or how far it is: `greedy wins, 143 to 87`.
pub(crate) fn result(contest: &Match) -> String {
    match contest.state.as_str() {
        state::QUEUED => "waits for a worker".to_owned(),
        state::RUNNING => "is being played".to_owned(),
        state::QUARANTINED => {
            let why = contest.problem.as_deref().unwrap_or("its workers died");
            format!("put aside: {}", Escaped(why))
        }
        _ => over(contest),
    }
}

fn over(contest: &Match) -> String {
    let score = |seat: &Seat| seat.score.unwrap_or_default().to_string();
    let winner = contest.winner.and_then(|winner| contest.seats.get(winner).map(|seat| (winner, seat)));
    let Some((number, winner)) = winner else {
        return format!("a draw, {}", contest.seats.iter().map(score).collect::<Vec<_>>().join(" to "));
    };
    let others = contest.seats.iter().enumerate().filter(|(other, _)| *other != number);
    let scores: Vec<String> =
        std::iter::once(score(winner)).chain(others.map(|(_, seat)| score(seat))).collect();
    format!("{} wins, {}", Escaped(&winner.name), scores.join(" to "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contest(state: &str, winner: Option<usize>) -> Match {
        let seat = |name: &str, score| serde_json::json!({"bot": "1", "name": name, "player": "p", "version": 2, "score": score, "gain": null});
        let match_ = serde_json::json!({
            "id": "ab", "kind": "ladder", "map": "maze", "state": state, "winner": winner, "reason": "last_tick",
            "ticks": 450, "seats": [seat("wall", 87), seat("gree\u{1b}dy", 143)],
        });
        serde_json::from_value(match_).unwrap()
    }

    #[test]
    fn the_winner_stands_first_and_nothing_reaches_the_terminal_as_it_is() {
        assert_eq!(result(&contest("finished", Some(0))), "wall wins, 87 to 143");
        assert!(result(&contest("finished", Some(1))).ends_with("wins, 143 to 87"));
        assert_eq!(result(&contest("finished", None)), "a draw, 87 to 143");
        assert_eq!(result(&contest("finished", Some(9))), "a draw, 87 to 143", "a seat that there is not");
        assert_eq!(result(&contest("running", None)), "is being played");
        assert!(!pairing(&contest("queued", None)).contains('\u{1b}'));
    }
}
