//! What everything costs, as data.
//!
//! A unit of fuel is about one simple instruction. Prices are upper bounds of work within a small factor, not
//! measurements: what matters is that nothing does much work for little fuel, and that they never depend on a machine.

/// Raised whenever the instrumentation pass changes what it emits, so that compiled modules in a cache are not reused.
pub const PASS_VERSION: u32 = 3;

macro_rules! costs {
    ($( $(#[doc = $doc:literal])+ $name:ident = $value:literal; )+) => {
        /// The price list. Prices are fuel, unless the name says otherwise.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct CostTable {
            $( $(#[doc = $doc])+ pub $name: u32, )+
        }

        /// The price list in force.
        pub const COSTS: CostTable = CostTable { $( $name: $value, )+ };

        impl CostTable {
            /// Name, price and meaning of every entry.
            pub fn entries(&self) -> Vec<(&'static str, u32, &'static str)> {
                vec![ $( (stringify!($name), self.$name, concat!($($doc),+).trim()), )+ ]
            }
        }
    };
}

costs! {
    /// Structure: block, loop, else, end, nop, drop, unreachable.
    structural = 0;
    /// Every instruction that is not named below.
    simple = 1;
    /// A load from memory: one that misses every cache takes a hundred times as long as one that does not, and nothing tells them apart.
    load = 10;
    /// A store to memory, which nothing has to wait for.
    store = 2;
    /// Division and remainder of integers.
    int_div = 4;
    /// Float arithmetic, comparison excepted: add, sub, mul, min, max, rounding, promotion and demotion, NaN handling and denormal numbers included.
    float = 4;
    /// Float division and square root.
    float_div = 8;
    /// memory.size, table.size, table.get, table.set, ref.func, elem.drop, data.drop: short calls of the runtime.
    runtime = 10;
    /// A branch through a table.
    br_table = 2;
    /// A direct call, and what entering and leaving a function takes.
    call = 8;
    /// A call through a table, which costs three loads that depend on each other.
    call_indirect = 24;
    /// Functions without calls and loops that cost no more than this are charged to their direct callers; indirect callers get them for free.
    inlined_leaf_max = 32;
    /// Locals beyond the first 16 that entering a function initialises, for each fuel.
    locals_per_fuel = 4;
    /// A bulk memory or table instruction, before its length.
    bulk = 10;
    /// Bytes that memory.fill, memory.copy and memory.init move for each fuel.
    bulk_bytes_per_fuel = 16;
    /// Each entry that table.fill, table.copy, table.init and table.grow touch.
    table_entry = 2;
    /// memory.grow or table.grow, before its length.
    grow = 100;
    /// Each page that memory.grow asks for, up to the limit: zeroing 64 KiB.
    memory_page = 4096;
    /// A branch arm, or a part of a block, that costs no more than this may be charged before it is known to run.
    speculation = 24;
    /// The same within a loop, for code that runs unless the loop ends.
    loop_speculation = 128;
    /// Any call of a WASI function.
    host_call = 100;
    /// A WASI function that touches the pipes, in addition.
    host_pipe = 400;
    /// Bytes that a WASI function reads or writes for each fuel.
    host_bytes_per_fuel = 4;
    /// Each byte of random_get.
    random_byte = 1;
    /// Each iovec of fd_read and fd_write.
    iovec = 10;
    /// Each subscription of poll_oneoff.
    subscription = 50;
}

/// BLAKE3 of the price list's canonical bytes: `name=price\n` for each entry, in order.
pub fn hash() -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for (name, price, _) in COSTS.entries() {
        hasher.update(format!("{name}={price}\n").as_bytes());
    }
    hasher.finalize().into()
}
