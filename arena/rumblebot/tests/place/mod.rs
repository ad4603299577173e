//! A folder with robots in it, and the program to be run there.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, ExitStatus, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder of its own, with a cache for compiled modules that all tests share.
pub(crate) struct Place {
    folder: TempDir,
}

impl Place {
    /// With the robots that come with the engine.
    pub(crate) fn new() -> Place {
        let place = Place { folder: tempfile::tempdir().expect("a folder") };
        let modules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bots/modules");
        for (module, name) in [
            ("rumble-chaser.wasm", "chaser.wasm"),
            ("rumble-sitter.wasm", "sitter.wasm"),
            ("idle.wasm", "idle.wasm"),
        ] {
            place.write(name, &std::fs::read(modules.join(module)).expect("a module"));
        }
        place
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).expect("writable");
    }

    fn command(&self, words: &[&str]) -> std::process::Command {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_rumblebot"));
        command.args(words).current_dir(self.folder.path()).env_remove("RUMBLEBOT_SEED");
        command.env("ROBODROME_CACHE", Path::new(env!("CARGO_TARGET_TMPDIR")).join("rumblebot-cache"));
        command
    }

    fn run(&self, words: &[&str], input: &str) -> Output {
        let mut command = assert_cmd::Command::from_std(self.command(words));
        command.write_stdin(input.to_owned()).output().expect("the program can be run")
    }

    /// Runs it, and gives what it prints.
    pub(crate) fn does(&self, words: &[&str]) -> String {
        self.fed(words, "")
    }

    /// Runs it with an input.
    pub(crate) fn fed(&self, words: &[&str], input: &str) -> String {
        let Output { status, stdout, stderr } = self.run(words, input);
        let stderr = text(stderr);
        assert!(status.success() && stderr.is_empty(), "{words:?}: {status}, {stderr}");
        text(stdout)
    }

    /// The JSON of a match with these further words.
    pub(crate) fn raw(&self, words: &[&str]) -> Value {
        serde_json::from_str(&self.does(&[&["run", "term", "--raw"], words].concat())).expect("JSON")
    }

    /// Runs what has to fail, and gives what it complains of.
    pub(crate) fn fails(&self, words: &[&str]) -> String {
        self.fed_to_fail(words, "").1
    }

    /// The same with an input; gives what it prints, and what it complains of.
    pub(crate) fn fed_to_fail(&self, words: &[&str], input: &str) -> (String, String) {
        let Output { status, stdout, stderr } = self.run(words, input);
        assert_eq!(status.code(), Some(1), "{words:?}");
        (text(stdout), text(stderr))
    }

    /// Runs it to talk to it.
    pub(crate) fn talk(&self, words: &[&str]) -> Talk {
        let mut child = self
            .command(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program can be run");
        let (input, output) = (child.stdin.take().expect("piped"), child.stdout.take().expect("piped"));
        Talk { child, input, output: BufReader::new(output) }
    }
}

/// A program that is asked line by line.
pub(crate) struct Talk {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Talk {
    pub(crate) fn ask(&mut self, line: &str) -> String {
        writeln!(self.input, "{line}").expect("it listens");
        let mut answer = String::new();
        self.output.read_line(&mut answer).expect("it answers");
        answer.trim_end().to_owned()
    }

    pub(crate) fn end(self) -> ExitStatus {
        let Talk { mut child, input, .. } = self;
        drop(input);
        child.wait().expect("it ends")
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("UTF-8")
}

/// A robot made of WebAssembly text. It says the first of its lines at once, if it has any; `body` is what it does in each
/// turn, after it has read the line, with `$say0`, `$say1`, .. to say lines, `$recurse`, which never returns, and the
/// local `$turn`, which is 1 in the first.
pub(crate) fn robot(lines: &[&str], body: &str) -> Vec<u8> {
    let mut at = 0x20000;
    let mut says = String::new();
    for (number, line) in lines.iter().enumerate() {
        let bytes: String = line.bytes().chain([b'\n']).map(|byte| format!("\\{byte:02x}")).collect();
        let length = line.len() + 1;
        writeln!(
            says,
            "(data (i32.const {at}) \"{bytes}\") (func $say{number} (call $say (i32.const {at}) (i32.const {length})))"
        )
        .expect("a string takes everything");
        at += length;
    }
    let first = if lines.is_empty() { "" } else { "(call $say0)" };
    let pages = at.div_ceil(0x10000);
    let text = format!(
        r#"(module
        (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
        (memory (export "memory") {pages})
        (func $say (param $at i32) (param $length i32)
            (i32.store (i32.const 0) (local.get $at))
            (i32.store (i32.const 4) (local.get $length))
            (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))
        ;; Reads a whole line, since its end is a line end; gives its last piece's length, 0 at the end of the input.
        (func $read (result i32) (local $got i32)
            (loop $on (result i32)
                (i32.store (i32.const 16) (i32.const 0x1000))
                (i32.store (i32.const 20) (i32.const 0xf000))
                (drop (call $fd_read (i32.const 0) (i32.const 16) (i32.const 1) (i32.const 24)))
                (local.set $got (i32.load (i32.const 24)))
                (br_if $on (i32.and
                    (i32.ne (local.get $got) (i32.const 0))
                    (i32.ne (i32.load8_u offset=0xfff (local.get $got)) (i32.const 10))))
                (local.get $got)))
        (func $recurse (call $recurse) (call $recurse))
        {says}
        (func (export "_start") (local $turn i32)
            {first}
            (loop $on
                (if (call $read)
                    (then
                        (local.set $turn (i32.add (local.get $turn) (i32.const 1)))
                        {body}
                        (br $on))))))"#
    );
    wat::parse_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}
