//! A second preview1, made from its description and the sandbox's README: it works on a copy of the guest's memory, and
//! says what must be there after each call.

use std::collections::VecDeque;

use protocol::Status;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sandbox::{Line, TurnEnd};

use super::script::{ERRNO, LINE_END, MEMORY, SHOWN, SHOWN_BYTES, Script, Step};
use super::{NAME, SEED};

const BADF: u32 = 8;
const FAULT: u32 = 21;
const INVAL: u32 = 28;
const NOSYS: u32 = 52;
const SPIPE: u32 = 70;

/// Most bytes of one read or write, and most buffers or subscriptions.
const MOST_BYTES: u64 = 1 << 20;
const MOST_ITEMS: u64 = 1024;

/// Errnos of which a call may answer any; empty where it must succeed.
type Problems = Vec<u32>;

/// A guest, as it should be.
pub(super) struct Model {
    memory: Vec<u8>,
    open: [bool; 3],
    random: ChaCha8Rng,
    /// Lines of later turns.
    lines: VecDeque<Vec<u8>>,
    /// What is left of the line at hand.
    front: VecDeque<u8>,
    /// Turns that were begun, less one: the tick.
    tick: u64,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
    exit: Option<u32>,
}

impl Model {
    /// A guest at its beginning, which is going to find these lines.
    pub(super) fn new(lines: Vec<Line>) -> Model {
        let text = |line: Line| {
            let (Line::Start(mut bytes) | Line::Tick(mut bytes) | Line::End(mut bytes)) = line;
            if bytes.last() != Some(&b'\n') {
                bytes.push(b'\n');
            }
            bytes
        };
        let mut lines: VecDeque<Vec<u8>> = lines.into_iter().map(text).collect();
        Model {
            memory: vec![0; MEMORY as usize],
            open: [true; 3],
            random: ChaCha8Rng::from_seed(SEED),
            front: lines.pop_front().unwrap_or_default().into(),
            lines,
            tick: 0,
            stdout: Vec::new(),
            stderr: Vec::new(),
            exit: None,
        }
    }

    /// Follows a script through the turns that a guest with enough fuel played, and requires that it was so.
    pub(super) fn follow(mut self, script: &Script, turns: &[TurnEnd]) {
        self.memory[..script.data.len()].copy_from_slice(&script.data);
        let stdout: Vec<u8> =
            turns.iter().flat_map(|turn| turn.lines.iter()).flat_map(|line| [line, b"\n"].concat()).collect();
        for (at, step) in script.steps.iter().enumerate() {
            self.step(at, step, &stdout);
            if !self.open[1] {
                // It closed its own mouth: what it does now is compared between back ends only.
                assert!(stdout.starts_with(&self.stdout), "stdout holds what was written, and nothing else");
                return;
            }
            if self.exit.is_some() {
                break;
            }
        }
        // What is not ended by a line's end is lost.
        let complete = self.stdout.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
        assert!(self.stdout[..complete] == stdout, "stdout holds what was written, and nothing else");
        let stderr: Vec<u8> = turns.iter().flat_map(|turn| turn.log.clone()).collect();
        assert!(self.stderr == stderr, "stderr holds what was written, and nothing else");
        let last = turns.last().expect("there is a turn");
        assert_eq!(last.status, Status::Exited(self.exit.unwrap_or(0)));
        assert_eq!(turns.len() as u64, self.tick + 1);
        assert!(turns.iter().all(|turn| turn.notes.is_empty() && turn.log_lost == 0));
    }

    /// Makes a call, and compares what is shown after it.
    fn step(&mut self, at: usize, step: &Step, shown: &[u8]) {
        if let Some((to, number)) = step.poke {
            self.put(to, &number.to_le_bytes());
        }
        let problems = self.call(step);
        if self.exit.is_some() || !self.open[1] {
            return; // nothing can be shown any more
        }
        let frame = shown.get(self.stdout.len()..).and_then(|rest| rest.get(..MEMORY as usize));
        let frame = frame.unwrap_or_else(|| panic!("step {at}, {step:?}: no memory is shown"));
        let errno = &frame[ERRNO as usize..][..4];
        let found = u32::from_le_bytes(errno.try_into().unwrap());
        let expected = if problems.is_empty() { &[0][..] } else { &problems };
        assert!(
            expected.contains(&found),
            "step {at}, {step:?}: errno {found}, expected one of {expected:?}"
        );
        self.put(ERRNO, &found.to_le_bytes());
        self.show_buffers();
        if let Some(wrong) = (0..MEMORY as usize).find(|&byte| self.memory[byte] != frame[byte]) {
            let (wanted, found) = (self.memory[wrong], frame[wrong]);
            panic!("step {at}, {step:?}: memory at {wrong:#x} is {found:#x}, expected {wanted:#x}");
        }
        self.stdout.extend_from_slice(&self.memory);
        self.stdout.push(b'\n');
        self.put(SHOWN_BYTES, &(MEMORY + 1).to_le_bytes());
    }

    /// What the module does to show its memory.
    fn show_buffers(&mut self) {
        for (at, number) in [(SHOWN, 0), (SHOWN + 4, MEMORY), (SHOWN + 8, LINE_END), (SHOWN + 12, 1)] {
            self.put(at, &number.to_le_bytes());
        }
        self.put(LINE_END, &u32::from(b'\n').to_le_bytes());
    }

    fn put(&mut self, at: u32, bytes: &[u8]) {
        self.memory[at as usize..][..bytes.len()].copy_from_slice(bytes);
    }

    fn number(&self, at: u64) -> u32 {
        u32::from_le_bytes(self.memory[at as usize..][..4].try_into().unwrap())
    }

    /// A call. Where there are no problems, its effects are done.
    fn call(&mut self, step: &Step) -> Problems {
        let a = |index: usize| step.arguments[index] as u32;
        match step.function.name {
            "args_get" => self.write(&[(a(1), b"tester\0"), (a(0), &a(1).to_le_bytes())]),
            "args_sizes_get" => {
                let size = NAME.len() as u32 + 1;
                self.write(&[(a(1), &size.to_le_bytes()), (a(0), &1u32.to_le_bytes())])
            }
            "environ_get" | "sched_yield" => Vec::new(),
            "environ_sizes_get" => self.write(&[(a(1), &[0; 4]), (a(0), &[0; 4])]),
            "clock_time_get" => self.clock(a(0), a(2), (946_684_800 + self.tick) * 1_000_000_000),
            "clock_res_get" => self.clock(a(0), a(1), 1_000_000_000),
            "fd_close" => self.with_open(a(0), |model| {
                model.open[a(0) as usize] = false;
                Vec::new()
            }),
            "fd_fdstat_set_flags" => self.with_open(a(0), |_| Vec::new()),
            "fd_fdstat_get" => self.with_open(a(0), |model| model.write(&[(a(1), &fdstat(a(0)))])),
            "fd_filestat_get" => self.with_open(a(0), |model| model.write(&[(a(1), &filestat(a(0)))])),
            "fd_prestat_get" => vec![BADF],
            "fd_seek" | "fd_tell" => self.with_open(a(0), |_| vec![SPIPE]),
            "fd_read" => self.with_open(a(0), |model| model.read_pipe(a(0), a(1), a(2), a(3))),
            "fd_write" => self.with_open(a(0), |model| model.write_pipe(a(0), a(1), a(2), a(3))),
            "poll_oneoff" => self.poll(a(0), a(1), a(2), a(3)),
            "random_get" => {
                let problems = outside(a(0), a(1).into());
                if problems.is_empty() {
                    let range = a(0) as usize..(a(0) + a(1)) as usize;
                    self.random.fill_bytes(&mut self.memory[range]);
                }
                problems
            }
            "proc_exit" => {
                self.exit = Some(a(0));
                Vec::new()
            }
            _ => vec![NOSYS],
        }
    }

    /// Writes all of it, in this order, or nothing.
    fn write(&mut self, places: &[(u32, &[u8])]) -> Problems {
        let problems: Problems =
            places.iter().flat_map(|(at, bytes)| outside(*at, bytes.len() as u64)).collect();
        if problems.is_empty() {
            places.iter().for_each(|(at, bytes)| self.put(*at, bytes));
        }
        problems
    }

    fn clock(&mut self, id: u32, to: u32, time: u64) -> Problems {
        if id > 3 {
            return [vec![INVAL], outside(to, 8)].concat();
        }
        self.write(&[(to, &time.to_le_bytes())])
    }

    /// Closed descriptors are looked at before anything else.
    fn with_open(&mut self, fd: u32, work: impl FnOnce(&mut Model) -> Problems) -> Problems {
        match self.open.get(fd as usize) {
            Some(true) => work(self),
            _ => vec![BADF],
        }
    }

    /// The buffers of a read or write, and how many bytes it may move.
    fn buffers(&self, list: u32, count: u32, result: u32) -> Result<(Vec<(u32, u32)>, u64), Problems> {
        let mut problems = outside(result, 4);
        if u64::from(count) > MOST_ITEMS {
            problems.push(INVAL);
        }
        let no_list = outside(list, 8 * u64::from(count));
        if !no_list.is_empty() {
            return Err([problems, no_list].concat());
        }
        let entry = |i: u64| u64::from(list) + 8 * i;
        let buffers: Vec<(u32, u32)> =
            (0..count.into()).map(|i| (self.number(entry(i)), self.number(entry(i) + 4))).collect();
        let total: u64 = buffers.iter().map(|(_, length)| u64::from(*length)).sum();
        problems.extend(buffers.iter().flat_map(|(at, length)| outside(*at, (*length).into())));
        if total > u64::from(u32::MAX) {
            problems.push(INVAL);
        }
        if problems.is_empty() { Ok((buffers, total.min(MOST_BYTES))) } else { Err(problems) }
    }

    fn write_pipe(&mut self, fd: u32, list: u32, count: u32, result: u32) -> Problems {
        if fd == 0 {
            return vec![BADF];
        }
        let (buffers, bytes) = match self.buffers(list, count, result) {
            Ok(found) => found,
            Err(problems) => return problems,
        };
        let all = buffers.iter().flat_map(|&(at, length)| &self.memory[at as usize..][..length as usize]);
        let text: Vec<u8> = all.copied().take(bytes as usize).collect();
        if fd == 1 {
            self.stdout.extend(text)
        } else {
            self.stderr.extend(text)
        }
        self.write(&[(result, &(bytes as u32).to_le_bytes())])
    }

    fn read_pipe(&mut self, fd: u32, list: u32, count: u32, result: u32) -> Problems {
        if fd != 0 {
            return vec![BADF];
        }
        let (buffers, room) = match self.buffers(list, count, result) {
            Ok(found) => found,
            Err(problems) => return problems,
        };
        if room > 0
            && self.front.is_empty()
            && let Some(line) = self.lines.pop_front()
        {
            // Here a turn ended.
            self.front = line.into();
            self.tick += 1;
        }
        let bytes = room.min(self.front.len() as u64);
        let mut text: VecDeque<u8> = self.front.drain(..bytes as usize).collect();
        for (at, length) in buffers {
            let now = text.len().min(length as usize);
            let piece: Vec<u8> = text.drain(..now).collect();
            self.put(at, &piece);
        }
        self.write(&[(result, &(bytes as u32).to_le_bytes())])
    }

    fn poll(&mut self, subscriptions: u32, events: u32, count: u32, ready: u32) -> Problems {
        let mut problems = outside(ready, 4);
        if count == 0 || u64::from(count) > MOST_ITEMS {
            problems.push(INVAL);
        }
        problems.extend(outside(events, 32 * u64::from(count)));
        let no_list = outside(subscriptions, 48 * u64::from(count));
        if !no_list.is_empty() {
            return [problems, no_list].concat();
        }
        let mut answers = Vec::new();
        for subscription in self.memory[subscriptions as usize..].chunks_exact(48).take(count as usize) {
            let mut event = [0; 32];
            event[..8].copy_from_slice(&subscription[..8]);
            event[10] = subscription[8];
            let fd = u32::from_le_bytes(subscription[16..20].try_into().unwrap());
            let is_open = self.open.get(fd as usize) == Some(&true);
            match subscription[8] {
                0 => {}
                1 if is_open && fd == 0 => {
                    event[16..24].copy_from_slice(&(self.front.len() as u64).to_le_bytes());
                }
                2 if is_open && fd != 0 => {}
                1 | 2 => event[8] = BADF as u8,
                _ => problems.push(INVAL),
            }
            answers.extend(event);
        }
        if !problems.is_empty() {
            return problems;
        }
        self.write(&[(events, &answers), (ready, &count.to_le_bytes())])
    }
}

/// The problem with bytes that are not all in memory.
fn outside(at: u32, length: u64) -> Problems {
    if u64::from(at) + length <= u64::from(MEMORY) { Vec::new() } else { vec![FAULT] }
}

/// A character device, with the rights to read or write it, set flags, ask for its status and poll.
fn fdstat(fd: u32) -> [u8; 24] {
    let mut stat = [0; 24];
    stat[0] = 2;
    let way: u64 = if fd == 0 { 1 << 1 } else { 1 << 6 };
    stat[8..16].copy_from_slice(&(way | 1 << 3 | 1 << 21 | 1 << 27).to_le_bytes());
    stat
}

/// A character device of that number, with one link.
fn filestat(fd: u32) -> [u8; 64] {
    let mut stat = [0; 64];
    stat[8] = fd as u8;
    stat[16] = 2;
    stat[24] = 1;
    stat
}
