//! The interpreters that come with the engine, for bots written as scripts: known by their BLAKE3, and therefore allowed
//! more than modules that anybody may upload.

use std::sync::OnceLock;

use protocol::ModuleHash;

use crate::Limits;

/// Name, BLAKE3 and size of each, as `bots/interpreters/build.sh` wrote them down.
const LOCK: &str = include_str!("../../../bots/interpreters/modules/interpreters.lock");

/// What an interpreter may use beyond the limits of uploaded modules. It runs programs of strangers, but its own code is
/// ours, and stops a recursion itself, long before the count of the sandbox does. How large its frames on the native stack
/// are was not measured.
struct Allowance {
    name: &'static str,
    /// Its heap holds the script's values, each several times as large as in a compiled bot.
    memory_pages: u64,
    /// Its C code recurses where the script does, and has checks of its own, which have to come first: `tests/scripts.rs` in
    /// `battle` tries every way to recurse.
    stack_units: u64,
}

const ALLOWANCES: [Allowance; 3] = [
    Allowance { name: "javascript", memory_pages: 1024, stack_units: 1 << 21 },
    Allowance { name: "lua", memory_pages: 1024, stack_units: 1 << 18 },
    Allowance { name: "python", memory_pages: 2048, stack_units: 1 << 22 },
];

/// An interpreter that comes with the engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interpreter {
    /// Its name: a folder of `bots/interpreters`.
    pub name: &'static str,
    /// BLAKE3 of its module.
    pub hash: ModuleHash,
    /// Size of its module, in bytes.
    pub bytes: usize,
}

impl Interpreter {
    /// Every interpreter, by name.
    pub fn all() -> &'static [Interpreter] {
        static ALL: OnceLock<Vec<Interpreter>> = OnceLock::new();
        ALL.get_or_init(|| LOCK.lines().filter_map(read_line).collect())
    }

    /// The interpreter with this name.
    pub fn named(name: &str) -> Option<&'static Interpreter> {
        Interpreter::all().iter().find(|interpreter| interpreter.name == name)
    }

    /// The interpreter with this module.
    pub fn with_hash(hash: ModuleHash) -> Option<&'static Interpreter> {
        Interpreter::all().iter().find(|interpreter| interpreter.hash == hash)
    }
}

/// A line of the lock file; `None` for its heading.
fn read_line(line: &'static str) -> Option<Interpreter> {
    let mut words = line.split_whitespace();
    let (name, sum, bytes) = (words.next()?, words.next()?, words.next()?);
    let hash = blake3::Hash::from_hex(sum).ok()?;
    Some(Interpreter { name, hash: ModuleHash(hash.into()), bytes: bytes.parse().ok()? })
}

/// The limits for a module: those given, with the allowance of an interpreter where it is one of ours.
pub(crate) fn limits_for(module: ModuleHash, limits: &Limits) -> Limits {
    let ours = Interpreter::with_hash(module).map(|interpreter| interpreter.name);
    match ALLOWANCES.iter().find(|allowance| Some(allowance.name) == ours) {
        Some(allowance) => Limits {
            memory_pages: limits.memory_pages.max(allowance.memory_pages),
            stack_units: limits.stack_units.max(allowance.stack_units),
            ..limits.clone()
        },
        None => limits.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_of_the_lock_file_is_an_interpreter_with_an_allowance() {
        let lines = LOCK.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(Interpreter::all().len(), lines);
        for interpreter in Interpreter::all() {
            assert!(ALLOWANCES.iter().any(|allowance| allowance.name == interpreter.name), "{interpreter:?}");
        }
    }

    #[test]
    fn only_the_very_bytes_have_the_allowance() {
        let usual = Limits::default();
        let interpreter = &Interpreter::all()[0];
        assert!(limits_for(interpreter.hash, &usual).memory_pages > usual.memory_pages);
        let mut other = interpreter.hash;
        other.0[31] ^= 1;
        assert_eq!(limits_for(other, &usual), usual);
    }
}
