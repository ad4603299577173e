use alloc::{
    collections::BTreeMap,
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;

use super::ProgramError;
use crate::Dir;

const INIT: &[u8] = b"__rr_init:";
const OUTPUT: &[u8] = b"__rr_output:";

/// A line of a robot, told apart by how it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RobotLine<'a> {
    /// `__rr_init:`, once, after the robot was loaded: whether that worked.
    Init(Result<(), ProgramError>),
    /// `__rr_output:`, the answer of a turn.
    Output(Result<Output, ProgramError>),
    /// `{`: a [`Reply`](crate::Reply), yet to be read.
    Reply(&'a [u8]),
    /// Anything else is for the log.
    Log(&'a [u8]),
}

/// Takes a robot's line apart, without its `\n`. Never fails: what cannot be read is a program error.
///
/// ```
/// use protocol::rumble::{RobotLine, read_line};
///
/// let RobotLine::Output(Ok(output)) =
///     read_line(br#"__rr_output:{"Ok":{"robot_actions":{"113":{"Ok":{"type":"Move","direction":"North"}}}}}"#)
/// else { panic!("an answer") };
/// assert_eq!(output.robot_actions.len(), 1);
/// ```
pub fn read_line(line: &[u8]) -> RobotLine<'_> {
    if let Some(json) = line.strip_prefix(INIT) {
        return RobotLine::Init(read_result(json));
    }
    if let Some(json) = line.strip_prefix(OUTPUT) {
        return RobotLine::Output(read_result(json));
    }
    match line.trim_ascii_start().first() {
        Some(b'{') => RobotLine::Reply(line),
        _ => RobotLine::Log(line),
    }
}

fn read_result<T: de::DeserializeOwned>(json: &[u8]) -> Result<T, ProgramError> {
    serde_json::from_slice(json).unwrap_or_else(|error| Err(ProgramError::bad_data(&error)))
}

/// The answer of a turn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// What became of each unit's robot function.
    pub robot_actions: BTreeMap<ObjId, ActionResult>,
    /// What the robot printed.
    #[serde(default)]
    pub logs: Vec<String>,
    /// By unit: names and values to be shown.
    #[serde(default)]
    pub debug_inspect_tables: BTreeMap<ObjId, BTreeMap<String, String>>,
    /// Units to be pointed out on the board.
    #[serde(default)]
    pub debug_locate_queries: Vec<ObjId>,
}

/// What a robot function gave: an action, a pass, or an error.
pub type ActionResult = Result<Option<Action>, RobotError>;

/// What a unit is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// What.
    #[serde(rename = "type")]
    pub kind: ActionKind,
    /// Where to, spelled out on the wire: `North`.
    #[serde(with = "compass")]
    pub direction: Dir,
}

/// The kinds of actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names say it")]
pub enum ActionKind {
    Move,
    Attack,
    Heal,
}

/// What went wrong in a robot's code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RobotError {
    /// One line.
    pub summary: String,
    /// The rest: usually a traceback.
    #[serde(default)]
    pub details: Option<String>,
    /// Where in the code, however the robot's language tells it.
    #[serde(default)]
    pub loc: Option<Value>,
}

impl fmt::Display for RobotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.summary)?;
        match self.details.as_deref().map(str::trim_end) {
            None | Some("") => Ok(()),
            Some(details) => write!(f, "\n{details}"),
        }
    }
}

/// The number of a wall or a unit: decimal digits in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ObjId(pub u64);

impl fmt::Display for ObjId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for ObjId {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ObjId {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<ObjId, D::Error> {
        struct Digits;
        impl de::Visitor<'_> for Digits {
            type Value = ObjId;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number as a text")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<ObjId, E> {
                text.parse().map(ObjId).map_err(|_| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }
        d.deserialize_str(Digits)
    }
}

/// Directions as the original writes them.
mod compass {
    use super::{Deserialize, Deserializer, Dir, Serializer, ToString, de};

    const WORDS: [&str; 4] = ["North", "East", "South", "West"];

    pub(super) fn serialize<S: Serializer>(dir: &Dir, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(WORDS[*dir as usize])
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Dir, D::Error> {
        let word = alloc::borrow::Cow::<str>::deserialize(d)?;
        let found = Dir::ALL.into_iter().zip(WORDS).find(|(_, name)| *name == word);
        found.map(|(dir, _)| dir).ok_or_else(|| de::Error::unknown_variant(&word.to_string(), &WORDS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(json: &str) -> Result<Output, ProgramError> {
        let mut line = OUTPUT.to_vec();
        line.extend_from_slice(json.as_bytes());
        match read_line(&line) {
            RobotLine::Output(output) => output,
            other => panic!("{other:?} is no answer"),
        }
    }

    fn bad(json: &str) -> bool {
        matches!(output(json), Err(ProgramError::DataError(_)))
    }

    #[test]
    fn lines_are_told_apart_by_how_they_begin() {
        assert_eq!(read_line(br#"__rr_init:{"Ok":null}"#), RobotLine::Init(Ok(())));
        assert_eq!(read_line(b"  {\"orders\":[]}"), RobotLine::Reply(b"  {\"orders\":[]}"));
        for text in ["", "hello", "[1]", " __rr_output:{}", "__rr_other:{}"] {
            assert_eq!(read_line(text.as_bytes()), RobotLine::Log(text.as_bytes()));
        }
        assert_eq!(read_line(b"\xff"), RobotLine::Log(b"\xff"));
    }

    #[test]
    fn an_answer_is_read() {
        let all = output(
            r#"{"Ok":{"robot_actions":{"114":{"Ok":{"type":"Heal","direction":"West"}},"9":{"Ok":null},
            "115":{"Err":{"summary":"ZeroDivisionError","details":"line 7","loc":{"start":[7,null],"end":null}}}},
            "logs":["hi"],"debug_inspect_tables":{"114":{"plan":"raid"}},"debug_locate_queries":["115"],"more":1}}"#,
        )
        .unwrap();
        let ids: Vec<u64> = all.robot_actions.keys().map(|id| id.0).collect();
        assert_eq!(ids, [9, 114, 115]);
        let heal = Action { kind: ActionKind::Heal, direction: Dir::W };
        assert_eq!(all.robot_actions[&ObjId(114)], Ok(Some(heal)));
        assert_eq!(all.robot_actions[&ObjId(9)], Ok(None));
        let error = all.robot_actions[&ObjId(115)].as_ref().unwrap_err();
        assert_eq!(error.to_string(), "ZeroDivisionError\nline 7");
        assert_eq!(all.debug_inspect_tables[&ObjId(114)]["plan"], "raid");
        assert_eq!((all.logs.len(), &all.debug_locate_queries[..]), (1, &[ObjId(115)][..]));
        // What is written is read again.
        let json = serde_json::to_string(&Ok::<_, ProgramError>(&all)).unwrap();
        assert_eq!(output(&json).unwrap(), all);
    }

    #[test]
    fn what_is_left_out_is_empty() {
        assert_eq!(output(r#" {"Ok":{"robot_actions":{}}} "#), Ok(Output::default()));
        assert!(bad(r#"{"Ok":{}}"#));
    }

    #[test]
    fn program_errors_are_read_in_both_spellings() {
        for json in [r#"{"Err":"InternalError"}"#, r#"{"Err":{"InternalError":null}}"#] {
            assert_eq!(output(json), Err(ProgramError::InternalError));
        }
        let Err(ProgramError::InitError(error)) =
            output(r#"{"Err":{"InitError":{"summary":"SyntaxError","details":null,"loc":null}}}"#)
        else {
            panic!("an error")
        };
        assert_eq!((error.summary.as_str(), error.details), ("SyntaxError", None));
        assert!(matches!(
            read_line(br#"__rr_init:{"Err":{"InitError":{"summary":"x"}}}"#),
            RobotLine::Init(Err(ProgramError::InitError(_)))
        ));
    }

    #[test]
    fn what_is_no_answer_is_a_program_error() {
        for json in [
            "",
            "{",
            "null",
            "[]",
            r#"{"Ok":{"robot_actions":{"x":{"Ok":null}}}}"#,
            r#"{"Ok":{"robot_actions":{"-1":{"Ok":null}}}}"#,
            r#"{"Ok":{"robot_actions":{"1":{"Ok":{"type":"Fly","direction":"North"}}}}}"#,
            r#"{"Ok":{"robot_actions":{"1":{"Ok":{"type":"Move","direction":"Up"}}}}}"#,
            r#"{"Ok":{"robot_actions":{"1":null}}}"#,
            r#"{"Ok":{"robot_actions":{},"logs":[1]}}"#,
            r#"{"Ok":{"robot_actions":{}}} trailing"#,
        ] {
            assert!(bad(json), "{json}");
        }
        let deep = "[".repeat(50_000);
        assert!(bad(&deep));
    }
}
