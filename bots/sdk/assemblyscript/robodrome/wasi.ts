// Lines in, lines out, and what happens when a bot breaks.

// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_read")
declare function fd_read(from: u32, parts: usize, count: u32, got: usize): u32;
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_write")
declare function fd_write(to: u32, parts: usize, count: u32, done: usize): u32;
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "proc_exit")
declare function proc_exit(code: u32): void;

// One part of a read or write: address, length; then how much was done.
const part: usize = memory.data(12);

function transfer(fd: u32, address: usize, length: usize, reads: bool): usize {
  store<usize>(part, address);
  store<usize>(part, length, 4);
  const failed = reads ? fd_read(fd, part, 1, part + 8) : fd_write(fd, part, 1, part + 8);
  return failed ? 0 : load<usize>(part, 8);
}

/** Writes all of a text to stdout (1) or stderr (2). What cannot be written is lost: there is nobody to tell. */
export function write(to: u32, text: string): void {
  const bytes = String.UTF8.encode(text);
  let address = changetype<usize>(bytes), left = <usize>bytes.byteLength;
  while (left > 0) {
    const done = transfer(to, address, left, false);
    if (!done) return;
    address += done;
    left -= done;
  }
}

/** Writes a line of the bot's log, which is shown beside the tick in which it was written. */
export function log(text: string): void {
  write(2, text + "\n");
}

/** Reads lines from stdin. */
export class Lines {
  /** Where the line that was read last begins, and ends. */
  begin: usize = 0;
  end: usize = 0;
  private size: usize = 1 << 16;
  private buffer: usize = heap.alloc(1 << 16);
  private filled: usize = 0;
  private used: usize = 0;

  /** Reads the next line; false at the end of the input. */
  next(): bool {
    let seen = this.used;
    while (true) {
      for (; seen < this.filled; seen++) {
        if (load<u8>(this.buffer + seen) != 0x0a) continue;
        this.begin = this.buffer + this.used;
        this.end = this.buffer + seen;
        this.used = seen + 1;
        return true;
      }
      this.makeRoom();
      seen = this.filled;
      const got = transfer(0, this.buffer + this.filled, this.size - this.filled, true);
      if (!got) return false;
      this.filled += got;
    }
  }

  private makeRoom(): void {
    memory.copy(this.buffer, this.buffer + this.used, this.filled - this.used);
    this.filled -= this.used;
    this.used = 0;
    if (this.filled < this.size) return;
    this.size *= 2;
    this.buffer = heap.realloc(this.buffer, this.size);
  }
}

/** Called by the language when a bot breaks: says where, and ends it. `--use abort=...` in asconfig.json names it. */
export function abort(message: string | null, file: string | null, line: u32, column: u32): void {
  log((file ? file : "?") + ":" + line.toString() + ":" + column.toString() + ": " + (message ? message : "abort"));
  proc_exit(255);
}
