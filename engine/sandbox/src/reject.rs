use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A module that admission refuses.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("{code}: {detail}. {}", code.explanation())]
pub struct Reject {
    /// Which rule the module breaks.
    pub code: RejectCode,
    /// Where in the module, and what was found there against what is allowed.
    pub detail: String,
}

impl Reject {
    pub(crate) fn new(code: RejectCode, detail: impl Into<String>) -> Reject {
        Reject { code, detail: detail.into() }
    }
}

macro_rules! codes {
    ($( $(#[doc = $doc:literal])+ $name:ident = $word:literal; )+) => {
        /// Which rule of admission a module breaks. The words are stable.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum RejectCode { $( $(#[doc = $doc])+ #[serde(rename = $word)] $name, )+ }

        impl RejectCode {
            /// Every code, in the order in which admission checks them, roughly.
            pub const ALL: &[RejectCode] = &[$(RejectCode::$name),+];

            /// The stable word.
            pub const fn word(self) -> &'static str {
                match self { $(RejectCode::$name => $word),+ }
            }

            /// What the rule is, and what the module's author can do, for people.
            pub fn explanation(self) -> &'static str {
                match self { $(RejectCode::$name => concat!($($doc),+).trim()),+ }
            }
        }
    };
}

codes! {
    /// The module is larger than may be uploaded. Build with optimisation for size, strip debug information, and run `wasm-opt -Oz`.
    TooLarge = "too_large";
    /// The file does not begin as WebAssembly does. Upload the `.wasm` file that the compiler made, not its text form, source or archive.
    NotWasm = "not_wasm";
    /// The file is a component. Build for `wasm32-wasip1` (a core module), not for `wasm32-wasip2`.
    IsComponent = "is_component";
    /// The binary format has another version than 1. Build with a released compiler.
    WrongVersion = "wrong_version";
    /// The file ends in the middle. Upload it again; it was probably cut on its way.
    Truncated = "truncated";
    /// The module breaks a rule of WebAssembly. Build it again with a released compiler; `wasm-tools validate` says more.
    Invalid = "invalid";
    /// Threads and atomics are off, since they cannot be deterministic. Build without `-pthread` and with `-mno-atomics`, for `wasm32-wasip1` rather than `wasm32-wasip1-threads`.
    NeedsThreads = "needs_threads";
    /// SIMD is off, since not both compilers have it. Build with `-mno-simd128`, for Rust `-C target-feature=-simd128`.
    NeedsSimd = "needs_simd";
    /// Relaxed SIMD is off, since its results depend on the machine. Build with `-mno-relaxed-simd -mno-simd128`.
    NeedsRelaxedSimd = "needs_relaxed_simd";
    /// Exception handling is off. Build C++ with `-fno-exceptions` and without setjmp, Rust with `panic = "abort"`.
    NeedsExceptions = "needs_exceptions";
    /// Tail calls are off. Build with `-mno-tail-call`.
    NeedsTailCalls = "needs_tail_calls";
    /// Only one memory is allowed. Build with `-mno-multimemory`, or merge memories with `wasm-opt --multi-memory-lowering`.
    NeedsMultiMemory = "needs_multi_memory";
    /// Memories and tables with 64-bit addresses are off. Build for `wasm32`, not `wasm64`.
    NeedsMemory64 = "needs_memory64";
    /// Garbage-collected and typed references are off. Use a compiler that brings its own memory management, built without `-mgc`.
    NeedsGc = "needs_gc";
    /// 128-bit arithmetic is off. Build with `-mno-wide-arithmetic`.
    NeedsWideArithmetic = "needs_wide_arithmetic";
    /// Memory pages of another size than 64 KiB are off. Link without `--page-size`.
    NeedsCustomPageSizes = "needs_custom_page_sizes";
    /// The module uses a feature of WebAssembly that is not allowed here. Build for the baseline of WebAssembly 2.0 without SIMD, with clang `-mcpu=mvp` or `-mcpu=generic`.
    NeedsOtherFeature = "needs_other_feature";
    /// The module has too many function types. Split it, or strip unused code with `wasm-opt`.
    TooManyTypes = "too_many_types";
    /// A function or block takes too many parameters. Pass a pointer to a struct instead.
    TooManyParams = "too_many_params";
    /// A function or block returns too many values. Return them through memory instead.
    TooManyResults = "too_many_results";
    /// The module has too many functions. Strip unused code: `--gc-sections`, link-time optimisation, `wasm-opt -Oz`.
    TooManyFunctions = "too_many_functions";
    /// The module has too many imports. Import each function of WASI at most once.
    TooManyImports = "too_many_imports";
    /// The module has too many exports. Link without `--export-all`; only `_start` and `memory` are needed.
    TooManyExports = "too_many_exports";
    /// The module has too many globals. Keep variables in memory.
    TooManyGlobals = "too_many_globals";
    /// The module has too many tables. One is enough for function pointers.
    TooManyTables = "too_many_tables";
    /// A table is larger than allowed from the beginning. Use fewer function pointers, or a smaller minimum.
    TableTooLarge = "table_too_large";
    /// The tables are larger than allowed from the beginning, all together. Use one table, or smaller minima.
    TooManyTableEntries = "too_many_table_entries";
    /// The memory is larger than allowed from the beginning. Lower `--initial-memory`, and the stack with `-z stack-size=262144`.
    MemoryTooLarge = "memory_too_large";
    /// The module has too many data segments. Link with `--merge-data-segments`, or run `wasm-opt -Oz`.
    TooManyDataSegments = "too_many_data_segments";
    /// The module has too many element segments. Merge them.
    TooManyElementSegments = "too_many_element_segments";
    /// The element segments have too many entries. Use fewer function pointers.
    TooManyElements = "too_many_elements";
    /// The custom sections are too large. Strip debug information: `wasm-tools strip -a`, or `strip = true` in Cargo.toml.
    CustomTooLarge = "custom_too_large";
    /// A name is too long. Shorten it; `wasm-opt --minify-imports-and-exports` must not be used, since it renames `_start`.
    NameTooLong = "name_too_long";
    /// A function is too long. Split it, or build with less inlining: `-Oz`, `-fno-inline`.
    BodyTooLarge = "body_too_large";
    /// The module has too many instructions. Strip unused code, and build with optimisation for size.
    TooManyOperators = "too_many_operators";
    /// A function has too many locals. Build with optimisation, or split the function.
    TooManyLocals = "too_many_locals";
    /// The functions have too many locals together. Build with optimisation.
    TooManyLocalsInAll = "too_many_locals_in_all";
    /// Blocks are nested too deeply. Split the function, or turn a long chain of branches into a table.
    NestedTooDeeply = "nested_too_deeply";
    /// A function keeps too many values on the operand stack. Build with optimisation, or split the expression.
    OperandStackTooHigh = "operand_stack_too_high";
    /// A `br_table`, that is a switch, has too many targets. Use a lookup table in memory.
    BranchTableTooLarge = "branch_table_too_large";
    /// The `br_table` instructions have too many targets together. Build with less inlining, or use lookup tables in memory.
    TooManyBranchTargets = "too_many_branch_targets";
    /// A function has too many branches for its many locals. Split it, or build with `-Oz`.
    BranchesTooHeavy = "branches_too_heavy";
    /// A single call of a function would need more than the whole stack. Split the function.
    FrameTooLarge = "frame_too_large";
    /// Only functions can be imported. Define memory, tables and globals in the module: link without `--import-memory` and `--import-table`.
    ImportNotFunction = "import_not_function";
    /// Functions can only be imported from `wasi_snapshot_preview1`. Build for `wasm32-wasip1`, without Emscripten's or the browser's runtime.
    UnknownImportModule = "unknown_import_module";
    /// Preview1 of WASI has no function of this name. Build for `wasm32-wasip1`, with a released SDK.
    UnknownImport = "unknown_import";
    /// The function exists in preview1, with another type. Correct the declaration, or use the SDK's.
    WrongImportType = "wrong_import_type";
    /// Names beginning with `robodrome` belong to the engine. Rename the import or export.
    ReservedName = "reserved_name";
    /// The module exports no `_start`. Build a command (a program with `main`), not a library or reactor.
    NoStart = "no_start";
    /// `_start` is not a function without parameters and results. Let the compiler make it from `main`.
    WrongStartType = "wrong_start_type";
    /// The module has no memory of its own, or does not export it as `memory`. Link with `--export-memory=memory`, and without `--import-memory`.
    NoMemory = "no_memory";
    /// The script is longer than may be uploaded. Shorten it: most of such a script is data or libraries that the bot can do without.
    ScriptTooLarge = "script_too_large";
}

impl fmt::Display for RejectCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
