use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What a worker may use. Each is a limit of the whole process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// Memory in the machine, in bytes, as its parent reads it twenty times a second: the worker is
    /// ended when it has more.
    pub resident_bytes: u64,
    /// Private memory that can be written, in bytes, used or not: the kernel refuses more at once, so a burst between two
    /// looks of the parent ends here. Guests' memories count as far as they have grown, native stacks whole, the 8 GB of
    /// address space that a guest reserves not at all. Eight seats with everything that they may have take 0.7 GB.
    pub data_bytes: u64,
    /// The longest file that it may write, in bytes: an entry of the cache. The largest module compiles to 200 MB.
    pub file_bytes: u64,
    /// Open files and pipes. It has three pipes, and a file of the cache now and then.
    pub files: u64,
    /// How long it may be silent, and compute, besides what its bots' fuel takes: for starting, writing, and waiting for
    /// a processor. Generous, since a machine may be busy.
    pub patience: Duration,
}

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds {
            resident_bytes: 1 << 30,
            data_bytes: 3 << 30,
            file_bytes: 512 << 20,
            files: 64,
            patience: Duration::from_secs(60),
        }
    }
}
