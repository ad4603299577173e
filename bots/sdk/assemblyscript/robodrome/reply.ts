import { Board } from "./board";
import { NONE } from "./message";
import { quote } from "./json";

const words: StaticArray<string> = ["n", "e", "s", "w"];

/** What is said in a tick, as JSON. */
export class Reply {
  private orders: string[] = [];
  private marks: string[] = [];
  private watches: string[] = [];

  constructor(private board: Board) {}

  /** A unit of NONE, no direction, and an amount of 0 are left out. */
  order(unit: i32, verb: string, to: i32 = NONE, amount: i32 = 0): void {
    let text = '{"do":"' + verb + '"';
    if (unit != NONE) text += ',"unit":' + unit.toString();
    if (to != NONE) text += ',"to":"' + words[to] + '"';
    if (amount > 0) text += ',"amount":' + amount.toString();
    this.orders.push(text + "}");
  }

  line(from: i32, to: i32, color: string): void {
    this.mark("line", ',"from":' + this.cell(from) + ',"to":' + this.cell(to), color);
  }

  circle(at: i32, radius: i32, color: string): void {
    this.mark("circle", ',"at":' + this.cell(at) + ',"radius":' + min(max(radius, 0), 255).toString(), color);
  }

  text(at: i32, text: string, color: string): void {
    this.mark("text", ',"at":' + this.cell(at) + ',"text":' + quote(text), color);
  }

  watch(key: string, value: string): void {
    this.watches.push(quote(key) + ":" + quote(value));
  }

  toString(): string {
    const orders = this.orders.join(","), marks = this.marks.join(","), watches = this.watches.join(",");
    return '{"orders":[' + orders + '],"marks":[' + marks + '],"watch":{' + watches + "}}\n";
  }

  private mark(kind: string, rest: string, color: string): void {
    this.marks.push('{"kind":"' + kind + '"' + rest + ',"color":' + quote(color) + "}");
  }

  private cell(at: i32): string {
    return "[" + this.board.x(at).toString() + "," + this.board.y(at).toString() + "]";
  }
}
