// Recurses without end in every way that a script can, and has to be told so each time.
function depth(recurse) {
  let deepest = 0;
  const enter = () => { deepest++; };
  try {
    recurse(enter);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return deepest;
}

const nested = (open, close, times) => open.repeat(times) + close.repeat(times);
const ways = {
  call: (enter) => { (function again() { enter(); again(); })(); },
  arguments: (enter) => { (function again(a, b, c, ...d) { enter(); return again(a + 1, b, c, ...d) + 1; })(1, 2, 3, 4, 5); },
  apply: (enter) => { (function again() { enter(); again.apply(this, arguments); })(); },
  bind: (enter) => { let f = () => { enter(); f.bind(null)(); }; f(); },
  getter: (enter) => { const o = { get x() { enter(); return this.x; } }; o.x; },
  proxy: (enter) => { const p = new Proxy({}, { get(t, k, r) { enter(); return r[k]; } }); p.x; },
  construct: (enter) => { class A { constructor() { enter(); new A(); } } new A(); },
  sort: (enter) => { const f = () => { enter(); [3, 1, 2].sort(() => { f(); return 0; }); }; f(); },
  map: (enter) => { const f = () => { enter(); [1].map(f); }; f(); },
  replace: (enter) => { const f = () => { enter(); return "a".replace(/a/, f); }; f(); },
  text: (enter) => { const o = { toString() { enter(); return `${this}`; } }; `${o}`; },
  generator: (enter) => { function* g() { enter(); yield* g(); } [...g()]; },
  toJSON: (enter) => { const o = { toJSON() { enter(); return JSON.stringify(o); } }; JSON.stringify(o); },
  spread: (enter) => { const f = (...a) => { enter(); return f(...a, ...a.slice(0, 1)); }; f(1); },
  eval: (enter) => { globalThis.f = () => { enter(); return eval("f()"); }; f(); },
};

const found = Object.entries(ways).map(([way, recurse]) => `${way} ${depth(recurse)}`);
print(found.join(", "));
if (found.some((line) => Number(line.split(" ")[1]) < 100)) throw new Error("that is not deep");

let deep = [];
for (let i = 0; i < 200000; i++) deep = [deep];
const texts = {
  stringify: () => JSON.stringify(deep),
  parse: () => JSON.parse(nested("[", "]", 200000)),
  source: () => (0, eval)(nested("(", ")", 200000)),
  blocks: () => (0, eval)(nested("{", "}", 200000)),
  operators: () => (0, eval)("-".repeat(200000).replaceAll("-", "- ") + "1"),
  pattern: () => new RegExp(nested("(", ")", 200000)),
  match: () => /^(a|b)*$/.test("ab".repeat(200000)),
  flat: () => deep.flat(Infinity),
  join: () => deep.toString(),
};
for (const [what, make] of Object.entries(texts)) {
  try {
    make();
    print(what, "works");
  } catch (error) {
    print(what, String(error));
  }
}
deep = null;

function tick() {
  return [{ unit: 0, do: "mine" }];
}
