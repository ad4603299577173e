// Reading and writing JSON.

/** Walks along a line of JSON. On anything unexpected it stops at the end, so that every loop ends. */
export class Reader {
  private keyBegin: usize = 0;
  private keyEnd: usize = 0;

  constructor(private at: usize, private end: usize) {}

  /** Whether it came to the end of what it was given without a mistake on the way. */
  get stopped(): bool {
    return this.at > this.end;
  }

  private stop(): void {
    this.at = this.end + 1;
  }

  private peek(): u8 {
    while (this.at < this.end) {
      const c = load<u8>(this.at);
      if (c != 0x20 && c != 0x09 && c != 0x0d) return c;
      this.at++;
    }
    return 0;
  }

  private take(wanted: i32): bool {
    if (this.peek() != <u8>wanted) return false;
    this.at++;
    return true;
  }

  /** Whether the next value begins with this letter. */
  isNext(letter: string): bool {
    return this.peek() == <u8>letter.charCodeAt(0);
  }

  /** Goes to the next field of an object; false after the last. Begin with `first` true. */
  nextField(first: bool): bool {
    if (!this.nextPart(first, 0x7b, 0x7d)) return false;
    if (!this.take(0x22)) this.stop();
    this.keyBegin = this.at;
    this.skipText();
    this.keyEnd = this.at - 1;
    if (!this.take(0x3a)) this.stop();
    return !this.stopped;
  }

  /** Whether the field is named so. */
  field(name: string): bool {
    if (this.keyEnd - this.keyBegin != <usize>name.length) return false;
    for (let i = 0; i < name.length; i++) if (load<u8>(this.keyBegin + i) != <u8>name.charCodeAt(i)) return false;
    return true;
  }

  /** Goes to the next item of a list; false after the last. Begin with `first` true. */
  nextItem(first: bool): bool {
    return this.nextPart(first, 0x5b, 0x5d);
  }

  private nextPart(first: bool, open: i32, close: i32): bool {
    if (!this.take(first ? open : 0x2c)) {
      if (first || !this.take(close)) this.stop();
      return false;
    }
    return !(first && this.take(close));
  }

  /** Reads a whole number. */
  number(): i32 {
    const minus = this.take(0x2d);
    let value: i64 = 0, digits = 0;
    for (; this.at < this.end; this.at++, digits++) {
      const digit = <i64>load<u8>(this.at) - 0x30;
      if (digit < 0 || digit > 9) break;
      value = min(value * 10 + digit, i32.MAX_VALUE);
    }
    if (!digits) this.stop();
    return <i32>(minus ? -value : value);
  }

  /** Reads true or false. */
  flag(): bool {
    const yes = this.peek() == 0x74;
    this.skip();
    return yes;
  }

  /** Reads a text. */
  text(): string {
    if (!this.take(0x22)) this.stop();
    const begin = this.at;
    const plain = this.skipText();
    if (this.stopped) return "";
    const raw = String.UTF8.decodeUnsafe(begin, this.at - 1 - begin);
    return plain ? raw : unescape(raw);
  }

  /** Reads a list of whole numbers. */
  numbers(): i32[] {
    const all: i32[] = [];
    for (let first = true; this.nextItem(first); first = false) all.push(this.number());
    return all;
  }

  /** Goes behind the closing quote; whether nothing was escaped. */
  private skipText(): bool {
    let plain = true;
    for (; this.at < this.end; this.at++) {
      const c = load<u8>(this.at);
      if (c == 0x22) {
        this.at++;
        return plain;
      }
      if (c == 0x5c) {
        plain = false;
        this.at++;
      }
    }
    this.stop();
    return plain;
  }

  /** Passes over a value of any kind. */
  skip(): void {
    let depth = 0;
    do {
      const c = this.peek();
      if (!c) return this.stop();
      this.at++;
      if (c == 0x22) this.skipText();
      else if (c == 0x7b || c == 0x5b) depth++;
      else if (c == 0x7d || c == 0x5d) depth--;
      else if (c != 0x2c && c != 0x3a) this.skipWord();
    } while (depth > 0 && !this.stopped);
  }

  /** Goes to the end of a number or a word. */
  private skipWord(): void {
    for (; this.at < this.end; this.at++) {
      const c = load<u8>(this.at);
      if (c == 0x2c || c == 0x7d || c == 0x5d || c <= 0x20) return;
    }
  }
}

function unescape(raw: string): string {
  let text = "";
  for (let i = 0; i < raw.length; i++) {
    if (raw.charAt(i) != "\\") {
      text += raw.charAt(i);
      continue;
    }
    const letter = raw.charAt(++i);
    if (letter == "u") {
      text += String.fromCharCode(<i32>parseInt(raw.substr(i + 1, 4), 16));
      i += 4;
    } else {
      const at = "nrtbf".indexOf(letter);
      text += at >= 0 && letter.length ? "\n\r\t\b\f".charAt(at) : letter;
    }
  }
  return text;
}

/** A text as JSON. */
export function quote(text: string): string {
  let out = '"';
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c == 0x22 || c == 0x5c) out += "\\";
    out += c < 0x20 ? "\\u00" + (c < 16 ? "0" : "") + c.toString(16) : text.charAt(i);
  }
  return out + '"';
}
