//! Every limit of the sandbox, with its unit, its default and the reason for it.

use serde::{Deserialize, Serialize};

use crate::RejectCode;

/// What the documentation says about a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitInfo {
    /// Name of the field in [`Limits`], and in [`Usage`] for those of modules.
    pub name: &'static str,
    /// What is counted.
    pub unit: &'static str,
    /// The value in [`Limits::default`].
    pub default: u64,
    /// Why it is there, and why it is that large.
    pub reason: &'static str,
    /// How a module that exceeds it is refused; `None` for limits that hold while a player runs.
    pub code: Option<RejectCode>,
}

/// How much of one limit a module uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Used {
    /// What the module has, in the unit of the limit.
    pub used: u64,
    /// What it may have.
    pub limit: u64,
}

macro_rules! limits {
    (
        module { $( $(#[doc = $m_doc:literal])+ $m:ident: $m_unit:literal = $m_default:expr, $code:ident; )+ }
        player { $( $(#[doc = $p_doc:literal])+ $p:ident: $p_ty:ty, $p_unit:literal = $p_default:expr; )+ }
    ) => {
        /// What modules and players may use. [`Limits::ALL`] has units and reasons as data.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct Limits {
            $( $(#[doc = $m_doc])+ #[doc = concat!("\n\nUnit: ", $m_unit, ".")] pub $m: u64, )+
            $( $(#[doc = $p_doc])+ #[doc = concat!("\n\nUnit: ", $p_unit, ".")] pub $p: $p_ty, )+
        }

        impl Default for Limits {
            fn default() -> Limits {
                Limits { $( $m: $m_default, )+ $( $p: $p_default, )+ }
            }
        }

        impl Limits {
            /// Every limit: first those of modules, then those of players.
            pub const ALL: &[LimitInfo] = &[
                $( LimitInfo {
                    name: stringify!($m), unit: $m_unit, default: $m_default,
                    reason: concat!($($m_doc),+), code: Some(RejectCode::$code),
                }, )+
                $( LimitInfo {
                    name: stringify!($p), unit: $p_unit, default: { let value: $p_ty = $p_default; value as u64 },
                    reason: concat!($($p_doc),+), code: None,
                }, )+
            ];

            /// The name and value of every limit, in the order of [`Limits::ALL`].
            pub fn values(&self) -> Vec<(&'static str, u64)> {
                vec![ $( (stringify!($m), self.$m), )+ $( (stringify!($p), self.$p as u64), )+ ]
            }
        }

        /// How much of each limit a module uses.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        pub struct Usage {
            $( #[doc = concat!("See [`Limits::", stringify!($m), "`].")] pub $m: Used, )+
        }

        impl Usage {
            /// Nothing used yet of these limits.
            pub(crate) fn new(limits: &Limits) -> Usage {
                Usage { $( $m: Used { used: 0, limit: limits.$m }, )+ }
            }

            /// The name of each limit and how much of it is used.
            pub fn entries(&self) -> Vec<(&'static str, Used)> {
                vec![ $( (stringify!($m), self.$m), )+ ]
            }
        }
    };
}

limits! {
    module {
        /// A full Python interpreter has 23 MB; everything that is read before the other limits apply is bounded by this.
        module_bytes: "bytes" = 32 << 20, TooLarge;
        /// Compilers merge equal types: the largest modules known have some hundreds.
        types: "types" = 10_000, TooManyTypes;
        /// Every call and branch is checked against its type, so long types make validation quadratic.
        params: "parameters of one type" = 128, TooManyParams;
        /// As for parameters. Compilers in use return one value, or some.
        results: "results of one type" = 32, TooManyResults;
        /// Functions cost the compiler some kilobytes each, however short they are. Large interpreters have 30,000.
        functions: "functions" = 65_536, TooManyFunctions;
        /// Preview1 has 46 functions; Go imports some twice.
        imports: "imports" = 256, TooManyImports;
        /// Each is an entry with a name in every instance.
        exports: "exports" = 4_096, TooManyExports;
        /// Each is memory in every instance. Compilers in use make a handful.
        globals: "globals" = 4_096, TooManyGlobals;
        /// Compilers in use make one, AssemblyScript and hand-written modules some.
        tables: "tables" = 16, TooManyTables;
        /// A table entry takes 16 bytes of the host. `table.grow` cannot pass this either.
        table_entries: "entries of one table" = 65_536, TableTooLarge;
        /// Each is cleared when an instance is made, which no fuel pays for. As many as one table may have.
        table_entries_total: "entries of all tables" = 65_536, TooManyTableEntries;
        /// 16 MiB. A larger or absent maximum is lowered to this, and `memory.grow` answers -1 beyond it.
        memory_pages: "pages of 64 KiB" = 256, MemoryTooLarge;
        /// Each is copied when an instance is made. Most linkers merge them; Go's makes one for each run of bytes that are not
        /// zero, 20,000 to 45,000 in a bot.
        data_segments: "segments" = 65_536, TooManyDataSegments;
        /// As for data segments.
        element_segments: "segments" = 1_024, TooManyElementSegments;
        /// Function references over all element segments; instances keep 16 bytes for each.
        elements: "entries in all" = 262_144, TooManyElements;
        /// Debug information is dropped at admission, but it is uploaded, stored and hashed.
        custom_bytes: "bytes in all" = 24 << 20, CustomTooLarge;
        /// Names of imports, exports and custom sections. Mangled C++ names come near a thousand.
        name_bytes: "bytes of one name" = 4_096, NameTooLong;
        /// Compilers take a function at a time, and longer than linear in its size.
        body_bytes: "bytes of one function" = 1 << 20, BodyTooLarge;
        /// Bounds the time and memory of compiling; the full Python interpreter has about half.
        operators: "instructions in all" = 16 << 20, TooManyOperators;
        /// Each costs the compiler a register or a stack slot, though a thousand of them take three bytes of the module.
        locals: "parameters and locals of one function" = 4_096, TooManyLocals;
        /// So that many functions with many locals each do not pass either.
        locals_total: "parameters and locals in all" = 2 << 20, TooManyLocalsInAll;
        /// Go nests one block for each point at which a function can be resumed.
        nesting: "blocks within one another" = 8_192, NestedTooDeeply;
        /// Values on the operand stack are live registers or stack slots.
        operands: "values on the operand stack" = 4_096, OperandStackTooHigh;
        /// Targets of one `br_table`: a switch with this many cases.
        br_table_targets: "targets of one br_table" = 32_768, BranchTableTooLarge;
        /// 1.2 million of them took a compiler 700 MB.
        branch_targets: "br_table targets in all" = 262_144, TooManyBranchTargets;
        /// Branches times locals of a function: compilers may pass every local along every branch, which is quadratic.
        branch_weight: "branches x locals of one function" = 32 << 20, BranchesTooHeavy;
        /// 2^18 units of 8 bytes are 2 MiB, four times what a C program usually gets on wasm. A call takes the larger of
        /// (parameters + locals + operand stack + 8) and (instructions / 64), so that both compilers stop at the same
        /// depth, long before the native stack ends.
        stack_units: "stack units" = 1 << 18, FrameTooLarge;
    }
    player {
        /// The stack that guest code runs on, in virtual memory. A stack unit is 8 bytes for the values that wasm shows, and up to
        /// 221 for those that a compiler may keep besides, with 16 bytes for each; it emits no probes, so the end of
        /// the stack must never be reached.
        native_stack_bytes: usize, "bytes" = 64 << 20;
        /// Unread input of a player, the script of an interpreted bot included; more is a mistake of the host.
        stdin_bytes: u64, "bytes" = 16 << 20;
        /// A script that an interpreter plays: ten times the largest one known.
        script_bytes: u64, "bytes" = 1 << 20;
        /// What a bot may write to stdout in a turn; what comes after is dropped with a note.
        stdout_bytes: u64, "bytes a turn" = 256 << 10;
        /// The longest line of an answer; longer ones are dropped with a note.
        line_bytes: u64, "bytes" = protocol::limits::LINE_BYTES as u64;
        /// What is kept of stderr; the rest is only counted.
        log_bytes: u64, "bytes a turn" = 16 << 10;
        /// How much fuel guest code may spend before it looks whether its player was dropped: some milliseconds.
        fuel_slice: u64, "fuel" = 4_000_000;
        /// Compiled modules kept on disk, the least recently used going first.
        cache_bytes: u64, "bytes" = 2 << 30;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_and_default_agree() {
        let values = Limits::default().values();
        let infos: Vec<_> = Limits::ALL.iter().map(|info| (info.name, info.default)).collect();
        assert_eq!(values, infos);
        assert!(Limits::ALL.iter().all(|info| info.reason.len() > 20 && info.default > 0));
    }

    #[test]
    fn no_frame_can_leave_the_native_stack() {
        let limits = Limits::default();
        assert!(limits.stack_units * 221 <= limits.native_stack_bytes as u64);
    }
}
