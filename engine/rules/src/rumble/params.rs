use alloc::{
    format,
    string::{String, ToString},
};
use protocol::rumble::Params;

use crate::SetupError;

/// Turns that a match may have. The upper end is far beyond any sensible game; with it, the number of a unit fits a `u16`.
const MOST_TURNS: u32 = 50_000;

/// Checks that a match can be played with these parameters.
///
/// # Errors
/// Names the first parameter out of its range, and the range.
pub fn check_params(params: &Params) -> Result<(), SetupError> {
    let turns = params.turns;
    if !(1..=MOST_TURNS).contains(&turns) {
        return Err(bad_param("turns", format!("is {turns}; it must be from 1 to {MOST_TURNS}")));
    }
    Ok(())
}

/// Reads the parameters from JSON. Their ranges are not checked.
pub(super) fn read(json: &str) -> Result<Params, SetupError> {
    serde_json::from_str(json).map_err(|error| {
        let problem = error.to_string();
        let name = problem.split('`').nth(1).filter(|_| problem.contains("field `")).unwrap_or("rules");
        bad_param(name, problem.clone())
    })
}

fn bad_param(name: &str, problem: String) -> SetupError {
    SetupError::Param { name: name.into(), problem }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rumble::Rumble;

    #[track_caller]
    fn check(json: &str, says: &str) {
        let said = Rumble::from_text(json, "", "1").map_or_else(|error| error.to_string(), |_| "fine".into());
        assert!(said.contains(says), "{json}: {said}");
    }

    #[test]
    fn parameters_are_checked() {
        check(r#"{"mode":"Normal","turns":1}"#, "fine");
        check(r#"{"mode":"NormalHeal","turns":50000}"#, "fine");
        check(r#"{"mode":"Hill","turns":0}"#, "parameter `turns`: is 0; it must be from 1 to 50000");
        check(r#"{"mode":"Hill","turns":50001}"#, "parameter `turns`: is 50001");
        check(
            r#"{"mode":"hill","turns":1}"#,
            "unknown variant `hill`, expected one of `Normal`, `NormalHeal`, `Hill`",
        );
        check(r#"{"mode":"Hill"}"#, "parameter `turns`: missing field");
        check(r#"{"mode":"Hill","turns":1,"fog":true}"#, "parameter `fog`: unknown field");
        check("[]", "parameter `rules`");
    }

    #[test]
    fn a_map_is_refused() {
        let error = Rumble::from_text(r#"{"mode":"Normal","turns":1}"#, "...", "1").unwrap_err();
        assert!(error.to_string().contains("leave the map out"), "{error}");
    }
}
