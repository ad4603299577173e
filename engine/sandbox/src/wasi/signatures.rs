//! Every function of `wasi_snapshot_preview1` with its exact type: the import allow-list of admission, and what
//! [`link`](super::link) links, are this one table.
//!
//! Source: `wasi_snapshot_preview1.witx` of the WebAssembly/WASI repository, lowered to core types.

use wasmparser::ValType;

/// The import module that bots may import from.
pub(crate) const MODULE: &str = "wasi_snapshot_preview1";

/// A function's name and core type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Name of the import.
    pub name: &'static str,
    /// Types of its parameters.
    pub params: &'static [ValType],
    /// Types of its results.
    pub results: &'static [ValType],
}

macro_rules! signatures {
    ($( $name:ident ( $($param:ident)* ) $(-> $result:ident)?; )+) => {
        /// Every function of preview1, by rising name.
        pub const PREVIEW1: &[Signature] = &[ $( Signature {
            name: stringify!($name),
            params: &[ $(ValType::$param),* ],
            results: &[ $(ValType::$result)? ],
        } ),+ ];
    };
}

signatures! {
    args_get(I32 I32) -> I32;
    args_sizes_get(I32 I32) -> I32;
    clock_res_get(I32 I32) -> I32;
    clock_time_get(I32 I64 I32) -> I32;
    environ_get(I32 I32) -> I32;
    environ_sizes_get(I32 I32) -> I32;
    fd_advise(I32 I64 I64 I32) -> I32;
    fd_allocate(I32 I64 I64) -> I32;
    fd_close(I32) -> I32;
    fd_datasync(I32) -> I32;
    fd_fdstat_get(I32 I32) -> I32;
    fd_fdstat_set_flags(I32 I32) -> I32;
    fd_fdstat_set_rights(I32 I64 I64) -> I32;
    fd_filestat_get(I32 I32) -> I32;
    fd_filestat_set_size(I32 I64) -> I32;
    fd_filestat_set_times(I32 I64 I64 I32) -> I32;
    fd_pread(I32 I32 I32 I64 I32) -> I32;
    fd_prestat_dir_name(I32 I32 I32) -> I32;
    fd_prestat_get(I32 I32) -> I32;
    fd_pwrite(I32 I32 I32 I64 I32) -> I32;
    fd_read(I32 I32 I32 I32) -> I32;
    fd_readdir(I32 I32 I32 I64 I32) -> I32;
    fd_renumber(I32 I32) -> I32;
    fd_seek(I32 I64 I32 I32) -> I32;
    fd_sync(I32) -> I32;
    fd_tell(I32 I32) -> I32;
    fd_write(I32 I32 I32 I32) -> I32;
    path_create_directory(I32 I32 I32) -> I32;
    path_filestat_get(I32 I32 I32 I32 I32) -> I32;
    path_filestat_set_times(I32 I32 I32 I32 I64 I64 I32) -> I32;
    path_link(I32 I32 I32 I32 I32 I32 I32) -> I32;
    path_open(I32 I32 I32 I32 I32 I64 I64 I32 I32) -> I32;
    path_readlink(I32 I32 I32 I32 I32 I32) -> I32;
    path_remove_directory(I32 I32 I32) -> I32;
    path_rename(I32 I32 I32 I32 I32 I32) -> I32;
    path_symlink(I32 I32 I32 I32 I32) -> I32;
    path_unlink_file(I32 I32 I32) -> I32;
    poll_oneoff(I32 I32 I32 I32) -> I32;
    proc_exit(I32);
    proc_raise(I32) -> I32;
    random_get(I32 I32) -> I32;
    sched_yield() -> I32;
    sock_accept(I32 I32 I32) -> I32;
    sock_recv(I32 I32 I32 I32 I32 I32) -> I32;
    sock_send(I32 I32 I32 I32 I32) -> I32;
    sock_shutdown(I32 I32) -> I32;
}

/// The signature of the function of that name, if preview1 has one.
pub(crate) fn find(name: &str) -> Option<&'static Signature> {
    PREVIEW1.binary_search_by(|signature| signature.name.cmp(name)).ok().map(|at| &PREVIEW1[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_rise_and_are_all_found() {
        assert!(PREVIEW1.is_sorted_by(|a, b| a.name < b.name));
        assert!(PREVIEW1.iter().all(|signature| find(signature.name) == Some(signature)));
        assert_eq!(PREVIEW1.len(), 46);
        assert_eq!(find("fd_reed"), None);
    }
}
