// Plays a match on its page: a canvas in place of the picture of the last tick, with buttons and keys as in the desktop
// viewer. The match comes as JSON (see footage.rs); a live one is asked for more whenever there is more.
"use strict";

(() => {
  const TEAMS = ["#3da9ff", "#ffa61f", "#6de88b", "#d97fe0", "#ff5c57", "#5df0f0", "#e4f26b", "#dce2ea"];
  const OUTLINES = [
    "M0-.9A.9.9 0 1 1 0 .9A.9.9 0 1 1 0-.9Z",
    "M-.75-.75H.75V.75H-.75Z",
    "M0-.95L.9.7H-.9Z",
    "M0-1L.95 0L0 1L-.95 0Z",
    "M0-1L.87-.5V.5L0 1L-.87.5V-.5Z",
    "M-.32-.95H.32V-.32H.95V.32H.32V.95H-.32V.32H-.95V-.32H-.32Z",
    "M0-1L.26-.36L.95-.31L.43.14L.59.81L0 .45L-.59.81L-.43.14L-.95-.31L-.26-.36Z",
    "M-.4-.95H.4V.95H-.4Z",
  ];
  const SHAPES = OUTLINES.map((path) => new Path2D(path));
  const GEM = new Path2D("M0-1L.62 0L0 1L-.62 0Z");
  const NOBODY = "#98a5bf";
  const DARK = "#0b0e14";
  const HEALTH = ["#e6f0f6", "#ffc44d", "#ff564a"];
  // Ticks in a second at the speed 1.
  const PACE = 8;
  // How far behind the newest tick a live match is shown, in milliseconds.
  const LAG = 500;
  const SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 16];
  // Numbers that belong together in the lists of a tick.
  const UNIT = 7;
  const CELL = 4;
  const ATTACK = 6;
  const DEATH = 3;
  const PLAY = "M3 1.5l11 6.5-11 6.5Z";
  const PAUSE = "M3 2h3.5v12H3ZM9.5 2H13v12H9.5Z";
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  const team = (seat) => TEAMS[seat % TEAMS.length] ?? NOBODY;

  // The board at a tick: cells are kept and brought forward, since ticks only tell what changed.
  class Ground {
    constructor(footage) {
      this.footage = footage;
      this.reset();
    }

    reset() {
      this.tick = -1;
      this.cells = Array.from(this.footage.ground, (kind) => ({ kind, owner: -1, amount: 0, loose: 0 }));
    }

    at(index) {
      if (index < this.tick) this.reset();
      while (this.tick < index) {
        this.tick += 1;
        const changes = this.footage.ticks[this.tick].cells ?? [];
        for (let i = 0; i < changes.length; i += CELL) {
          const cell = this.cells[changes[i]];
          cell.owner = changes[i + 1];
          cell.amount = changes[i + 2];
          cell.loose = changes[i + 3];
        }
      }
      return this.cells;
    }
  }

  class Board {
    constructor(place, footage) {
      this.place = place;
      this.footage = footage;
      this.ground = new Ground(footage);
      this.live = place.hasAttribute("data-live");
      this.cursor = this.end;
      this.playing = false;
      this.following = this.live;
      this.speed = 1;
      this.pointed = null;
      this.build();
      new ResizeObserver(() => this.draw()).observe(this.canvas);
      document.addEventListener("footage", (event) => this.more(event.detail));
      this.show();
    }

    get end() {
      return Math.max(this.footage.ticks.length - 1, 0);
    }

    get tick() {
      return Math.floor(this.cursor);
    }

    // Elements

    build() {
      const make = (name, props = {}, ...inside) => {
        const element = Object.assign(document.createElement(name), props);
        element.append(...inside);
        return element;
      };
      const button = (label, keys, path, act) => {
        const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
        svg.setAttribute("viewBox", "0 0 16 16");
        svg.setAttribute("aria-hidden", "true");
        const shape = document.createElementNS(svg.namespaceURI, "path");
        shape.setAttribute("d", path);
        svg.append(shape);
        const made = make("button", { type: "button", title: `${label} (${keys})` }, svg);
        made.setAttribute("aria-label", label);
        made.addEventListener("click", act);
        return made;
      };

      this.canvas = make("canvas", { tabIndex: 0 });
      this.canvas.setAttribute("role", "img");
      this.scores = make("ul", { className: "scores" });
      this.entries = this.footage.teams.map((who, seat) => {
        const sign = document.createElementNS("http://www.w3.org/2000/svg", "svg");
        sign.setAttribute("viewBox", "-1.1 -1.1 2.2 2.2");
        sign.setAttribute("class", "sign");
        sign.setAttribute("aria-hidden", "true");
        const path = document.createElementNS(sign.namespaceURI, "path");
        path.setAttribute("d", OUTLINES[seat % OUTLINES.length]);
        sign.append(path);
        const name = make("bdi", { className: "name", textContent: who.name, title: who.name });
        const score = make("b");
        const units = make("span", { className: "small" });
        this.scores.append(make("li", { className: `team-${seat % TEAMS.length}` }, sign, name, score, units));
        return { score, units };
      });

      this.play = button("Play", "space", PLAY, () => this.toggle());
      this.reading = make("output");
      this.scrubber = make("input", { type: "range", className: "scrubber", min: 0, step: 1 });
      this.scrubber.setAttribute("aria-label", "Tick");
      this.scrubber.addEventListener("input", () => this.seek(Number(this.scrubber.value)));
      this.pace = make("select", {}, ...SPEEDS.map((speed) => make("option", { value: speed, textContent: `${speed}×` })));
      this.pace.setAttribute("aria-label", "Speed");
      this.pace.value = "1";
      this.pace.addEventListener("change", () => (this.speed = Number(this.pace.value)));
      const controls = make(
        "div",
        { className: "controls" },
        button("To the start", "Home", "M2 2h2v12H2ZM14 2v12L5 8Z", () => this.seek(0)),
        button("Event before", ",", "M8 3v10L1 8ZM12 5l3 3-3 3-3-3Z", () => this.jump(-1)),
        button("One tick back", "left arrow", "M11 3v10L4 8ZM12.5 3H14v10h-1.5Z", () => this.step(-1)),
        this.play,
        button("One tick on", "right arrow", "M5 3l7 5-7 5ZM2 3h1.5v10H2Z", () => this.step(1)),
        button("Next event", ".", "M8 3l7 5-7 5ZM4 5l3 3-3 3-3-3Z", () => this.jump(1)),
        button("To the end", "End", "M12 2h2v12h-2ZM2 2l9 6-9 6Z", () => this.seek(this.end)),
        this.pace,
        this.reading,
      );
      const keys = make("p", { className: "small keys wide" });
      for (const [key, meaning] of [["space", "play"], ["← →", "step"], [", .", "events"], ["Home End", "ends"], ["+ −", "speed"]]) {
        keys.append(make("kbd", { textContent: key }), ` ${meaning}  `);
      }
      this.place.replaceChildren(this.scores, this.canvas, this.scrubber, controls, keys);

      this.place.addEventListener("keydown", (event) => this.key(event));
      this.canvas.addEventListener("click", () => this.toggle());
      this.canvas.addEventListener("pointermove", (event) => this.point(event));
      this.canvas.addEventListener("pointerleave", () => this.point(null));
      for (const place of document.querySelectorAll("[data-seek]")) {
        const link = make("button", { type: "button", className: "seek", textContent: place.textContent });
        link.addEventListener("click", () => this.seek(Number(place.dataset.seek) - this.footage.first));
        place.replaceChildren(link);
      }
    }

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const typing = event.target === this.pace || event.target === this.scrubber;
      const far = event.shiftKey ? 10 : 1;
      const actions = {
        " ": () => this.toggle(),
        k: () => this.toggle(),
        ArrowLeft: () => this.step(-far),
        ArrowRight: () => this.step(far),
        Home: () => this.seek(0),
        End: () => this.seek(this.end),
        ",": () => this.jump(-1),
        ".": () => this.jump(1),
        "+": () => this.faster(1),
        "=": () => this.faster(1),
        "-": () => this.faster(-1),
      };
      const act = actions[event.key];
      if (!act || typing) return;
      // A button that has the focus takes the space bar for itself.
      if (event.key === " " && event.target instanceof HTMLButtonElement) return;
      event.preventDefault();
      act();
    }

    // The clock

    toggle() {
      if (this.playing) {
        this.pause();
        return;
      }
      if (this.cursor >= this.end && !this.live) this.cursor = 0;
      this.playing = true;
      this.following = false;
      let last = null;
      const frame = (now) => {
        if (!this.playing) return;
        const passed = last === null ? 0 : Math.min(now - last, 250);
        last = now;
        this.cursor = Math.min(this.cursor + (passed / 1000) * PACE * this.speed, this.end);
        if (this.cursor >= this.end && !this.live) this.pause();
        this.show();
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
      this.show();
    }

    pause() {
      this.playing = false;
      this.cursor = this.tick;
      this.show();
    }

    seek(tick) {
      this.playing = false;
      this.following = this.live && tick >= this.end;
      this.cursor = Math.min(Math.max(tick, 0), this.end);
      this.show();
    }

    step(by) {
      this.seek(this.tick + by);
    }

    jump(way) {
      const here = this.tick + this.footage.first;
      const moments = this.footage.highlights.map((highlight) => highlight.tick);
      const next = way > 0 ? moments.find((tick) => tick > here) : moments.findLast((tick) => tick < here);
      if (next !== undefined) this.seek(next - this.footage.first);
    }

    faster(by) {
      const place = Math.min(Math.max(SPEEDS.indexOf(this.speed) + by, 0), SPEEDS.length - 1);
      this.speed = SPEEDS[place];
      this.pace.value = String(this.speed);
    }

    // A live match goes on.
    async more({ tick, done }) {
      const next = this.footage.first + this.footage.ticks.length;
      if (this.asking || (tick !== undefined && tick < next)) return;
      this.asking = true;
      try {
        const answer = await fetch(`${this.place.dataset.frames}?from=${next}`);
        if (answer.ok) {
          const more = await answer.json();
          const known = this.footage.ticks.length === 0 ? 0 : next;
          if (more.first === known && more.ticks.length > 0) {
            this.footage.ticks.push(...more.ticks);
            this.footage.highlights.push(...more.highlights);
          }
        }
      } catch {
        // The next event asks again.
      } finally {
        this.asking = false;
      }
      if (done) this.live = false;
      if (this.following) this.glide();
      this.show();
    }

    // To the newest tick, in about the time until there is another one: a live match comes some ticks at a time.
    glide() {
      if (still.matches) {
        this.cursor = this.end;
        return;
      }
      if (this.gliding) return;
      this.gliding = true;
      let last = performance.now();
      const frame = (now) => {
        const part = Math.min((now - last) / LAG, 1);
        last = now;
        if (this.following) this.cursor = Math.min(this.cursor + part * Math.max(this.end - this.cursor, 1), this.end);
        this.gliding = this.following && this.cursor < this.end;
        this.show();
        if (this.gliding) requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    }

    // Words

    show() {
      const tick = this.tick;
      const beat = this.footage.ticks[tick];
      if (!beat) return;
      if (this.shown !== tick || this.shownEnd !== this.end) {
        this.shown = tick;
        this.shownEnd = this.end;
        const counts = this.entries.map(() => 0);
        for (let i = 0; i < beat.units.length; i += UNIT) counts[beat.units[i]] += 1;
        this.entries.forEach(({ score, units }, seat) => {
          score.textContent = beat.scores[seat];
          units.textContent = counts[seat] === 1 ? "1 unit" : `${counts[seat]} units`;
        });
        this.scrubber.max = this.end;
        this.scrubber.value = tick;
        this.reading.textContent = `tick ${tick + this.footage.first} / ${this.end + this.footage.first}`;
        const said = this.footage.teams.map((who, seat) => `${who.name} ${beat.scores[seat]} points, ${counts[seat]} units`);
        this.canvas.setAttribute("aria-label", `The board after tick ${tick + this.footage.first}: ${said.join("; ")}`);
      }
      if (this.playing !== this.shownPlaying) {
        this.shownPlaying = this.playing;
        this.play.querySelector("path").setAttribute("d", this.playing ? PAUSE : PLAY);
        this.play.setAttribute("aria-label", this.playing ? "Pause" : "Play");
      }
      this.draw();
    }

    point(event) {
      if (!event) {
        this.pointed = null;
        this.canvas.title = "";
        return;
      }
      const box = this.canvas.getBoundingClientRect();
      const x = Math.floor(((event.clientX - box.left) / box.width) * this.footage.width);
      const y = Math.floor(((event.clientY - box.top) / box.height) * this.footage.height);
      const units = this.footage.ticks[this.tick]?.units ?? [];
      let title = `${x}, ${y}`;
      for (let i = 0; i < units.length; i += UNIT) {
        if (units[i + 2] !== x || units[i + 3] !== y) continue;
        const [seat, unit, , , hp, cargo] = units.slice(i, i + UNIT);
        title = `${this.footage.teams[seat].name}, unit ${unit}: ${hp} of ${this.footage.hp_max} hit points`;
        if (this.footage.core_hp_max > 0) title += `, cargo ${cargo}`;
      }
      this.canvas.title = title;
    }

    // The picture

    draw() {
      const { width, height } = this.footage;
      const beat = this.footage.ticks[this.tick];
      const across = this.canvas.clientWidth;
      if (!beat || across === 0) return;
      const pixels = Math.round(across * devicePixelRatio);
      const high = Math.round((pixels * height) / width);
      if (this.canvas.width !== pixels || this.canvas.height !== high) {
        this.canvas.width = pixels;
        this.canvas.height = high;
      }
      const pen = this.canvas.getContext("2d");
      const scale = pixels / width;
      // Cells in whole numbers, their middle at .0, as in the picture without a script.
      pen.setTransform(scale, 0, 0, scale, scale / 2, scale / 2);
      const cells = this.ground.at(this.tick);
      this.drawGround(pen, cells, beat.rings);
      this.drawThings(pen, cells);
      this.drawDeaths(pen, beat);
      this.drawUnits(pen, beat);
      this.drawAttacks(pen, beat);
    }

    drawGround(pen, cells, rings) {
      const { width, height } = this.footage;
      pen.fillStyle = "#141b29";
      pen.fillRect(-0.5, -0.5, width, height);
      pen.fillStyle = "#182131";
      for (let y = 0; y < height; y += 1) {
        for (let x = y % 2; x < width; x += 2) pen.fillRect(x - 0.5, y - 0.5, 1, 1);
      }
      pen.fillStyle = "#55627a";
      cells.forEach(({ kind }, index) => {
        if (kind === "#") pen.fillRect((index % width) - 0.505, Math.floor(index / width) - 0.505, 1.01, 1.01);
      });
      if (rings > 0) {
        pen.fillStyle = "rgb(160 75 208 / .22)";
        pen.beginPath();
        pen.rect(-0.5, -0.5, width, height);
        pen.rect(rings - 0.5, rings - 0.5, width - 2 * rings, height - 2 * rings);
        pen.fill("evenodd");
      }
    }

    drawThings(pen, cells) {
      const { width } = this.footage;
      const ring = (x, y, radius, thick) => {
        pen.lineWidth = thick;
        pen.beginPath();
        pen.arc(x, y, radius, 0, 2 * Math.PI);
        pen.stroke();
      };
      const figure = (path, x, y, size) => {
        pen.save();
        pen.translate(x, y);
        pen.scale(size, size);
        pen.fill(path);
        pen.restore();
      };
      cells.forEach(({ kind, owner, amount, loose }, index) => {
        const x = index % width;
        const y = Math.floor(index / width);
        const color = owner < 0 ? NOBODY : team(owner);
        pen.strokeStyle = color;
        pen.fillStyle = color;
        if (kind === "o") {
          pen.fillStyle = amount > 0 ? "#8f7ff0" : "#333b50";
          figure(GEM, x, y, amount > 0 ? 0.36 : 0.2);
        } else if (kind === "b") {
          pen.globalAlpha = 0.55;
          ring(x, y, 2.4, 0.05);
          pen.globalAlpha = 1;
          ring(x, y, 0.42, 0.12);
          figure(SHAPES[0], x, y, 0.15);
        } else if (kind === "c") {
          pen.fillStyle = "#0a0f1a";
          pen.lineWidth = 0.1;
          pen.fillRect(x - 0.46, y - 0.46, 0.92, 0.92);
          pen.strokeRect(x - 0.46, y - 0.46, 0.92, 0.92);
          if (amount > 0) {
            pen.lineWidth = 0.16;
            pen.beginPath();
            pen.arc(x, y, 0.3, -Math.PI / 2, -Math.PI / 2 + (2 * Math.PI * amount) / Math.max(this.footage.core_hp_max, 1));
            pen.stroke();
          } else {
            pen.beginPath();
            pen.moveTo(x - 0.3, y - 0.3);
            pen.lineTo(x + 0.3, y + 0.3);
            pen.moveTo(x + 0.3, y - 0.3);
            pen.lineTo(x - 0.3, y + 0.3);
            pen.stroke();
          }
        }
        if (loose > 0) {
          pen.fillStyle = "#c9beff";
          figure(GEM, x, y, 0.2);
        }
      });
    }

    // Where each unit of the next tick will be, so that what lies between two ticks can be drawn.
    ahead() {
      const next = this.footage.ticks[this.tick + 1];
      const places = new Map();
      if (!next || still.matches) return places;
      for (let i = 0; i < next.units.length; i += UNIT) {
        places.set(next.units[i] * 65536 + next.units[i + 1], [next.units[i + 2], next.units[i + 3]]);
      }
      return places;
    }

    drawUnits(pen, beat) {
      const part = this.cursor - this.tick;
      const places = part > 0 ? this.ahead() : null;
      const units = beat.units;
      for (let i = 0; i < units.length; i += UNIT) {
        let [seat, unit, x, y, hp, cargo, guards] = units.slice(i, i + UNIT);
        const goal = places?.get(seat * 65536 + unit);
        if (goal) {
          const eased = part * part * (3 - 2 * part);
          x += (goal[0] - x) * eased;
          y += (goal[1] - y) * eased;
        }
        pen.save();
        pen.translate(x, y);
        pen.save();
        pen.scale(0.38, 0.38);
        pen.lineWidth = 0.36;
        pen.lineJoin = "round";
        pen.strokeStyle = DARK;
        pen.stroke(SHAPES[seat % SHAPES.length]);
        pen.fillStyle = team(seat);
        pen.fill(SHAPES[seat % SHAPES.length]);
        pen.restore();
        if (cargo > 0) {
          pen.save();
          pen.scale(0.2, 0.2);
          pen.fillStyle = DARK;
          pen.fill(GEM);
          pen.scale(0.7, 0.7);
          pen.fillStyle = "#d9d2ff";
          pen.fill(GEM);
          pen.restore();
        }
        if (guards) {
          pen.strokeStyle = "#cfe6ff";
          pen.lineWidth = 0.08;
          pen.beginPath();
          pen.arc(0, 0, 0.56, 0, 2 * Math.PI);
          pen.stroke();
        }
        const health = hp / Math.max(this.footage.hp_max, 1);
        if (health < 1) {
          pen.strokeStyle = HEALTH[health > 0.66 ? 0 : health > 0.34 ? 1 : 2];
          pen.lineWidth = 0.1;
          pen.beginPath();
          pen.arc(0, 0, 0.47, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * health);
          pen.stroke();
        }
        pen.restore();
      }
    }

    drawAttacks(pen, beat) {
      const attacks = beat.attacks ?? [];
      pen.lineCap = "round";
      for (let i = 0; i < attacks.length; i += ATTACK) {
        const [seat, fromX, fromY, toX, toY, landed] = attacks.slice(i, i + ATTACK);
        pen.globalAlpha = landed ? 0.95 : 0.4;
        pen.strokeStyle = landed ? "#fff3d6" : team(seat);
        pen.lineWidth = landed ? 0.12 : 0.06;
        pen.beginPath();
        pen.moveTo(fromX + (toX - fromX) * 0.3, fromY + (toY - fromY) * 0.3);
        pen.lineTo(toX, toY);
        pen.stroke();
      }
      pen.globalAlpha = 1;
    }

    drawDeaths(pen, beat) {
      const deaths = beat.deaths ?? [];
      for (let i = 0; i < deaths.length; i += DEATH) {
        const [seat, x, y] = deaths.slice(i, i + DEATH);
        pen.strokeStyle = team(seat);
        pen.lineWidth = 0.1;
        pen.beginPath();
        for (const turn of [0, 1, 2, 3, 4, 5, 6, 7]) {
          const angle = (turn * Math.PI) / 4;
          pen.moveTo(x + Math.cos(angle) * 0.3, y + Math.sin(angle) * 0.3);
          pen.lineTo(x + Math.cos(angle) * 0.55, y + Math.sin(angle) * 0.55);
        }
        pen.stroke();
      }
    }
  }

  for (const place of document.querySelectorAll(".board[data-frames]")) {
    // The picture of the last tick stays where the match cannot be had.
    fetch(place.dataset.frames)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))))
      .then((footage) => footage.ticks.length > 0 && new Board(place, footage))
      .catch((error) => console.warn(`${place.dataset.frames}: ${error.message}`));
  }
})();
