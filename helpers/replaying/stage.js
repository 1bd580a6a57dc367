// The parts of the stage: tasks, queues, the chart and the program. Each has
// an `element`, and shows the step at which the story is.

const STATE = { absent: 0, runs: 1, works: 2, toGet: 3, toPut: 4, toJoin: 5,
  ready: 6, sleeps: 7, elsewhere: 8, ended: 9, died: 10, cancelled: 11, letsGo: 12 };
const LOOKS = ["absent", "works", "works", "waits", "waits", "waits",
  "ready", "sleeps", "sleeps", "gone", "died", "gone", "sleeps"];
const MOST_TASKS = 8; // in a column
const MOST_SLOTS = 12;
const HEADING = 180; // the chart's own words end there

const SVG = "http://www.w3.org/2000/svg";

function make(tag, options = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...inside);
  return element;
}

function draw(tag, options = {}) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(options)) {
    element.setAttribute(name, value);
  }
  return element;
}

function say(element, text) { // leaves alone what is right already
  if (element.textContent !== text) element.textContent = text;
}

function seconds(time) {
  const [whole, part] = time.toFixed(3).split(".");
  const digits = part.replace(/0+$/, "") || "0";
  return `${Number(whole).toLocaleString("en")}.${digits} s`;
}

const counted = (number) => number.toLocaleString("en");
const short = (text, most) =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

/** A long name without its middle: what tells it from others is last. */
const numbered = (text, most) => text.length > most
  ? `${text.slice(0, most - 5)}…${text.slice(-4)}` : text;

/** A slot or a hand with an item in it. */
class Token {
  constructor(story) {
    this.story = story;
    this.element = make("span", { class: "aq-slot" });
  }

  show(item, moved) {
    const { story, element } = this;
    element.hidden = false;
    element.className = `aq-slot aq-token${moved ? " aq-moved" : ""}`;
    const { colours } = story;
    element.style.background = colours[story.root[item] % colours.length];
    say(element, story.letters[item]);
    element.title = story.values[item] ?? "";
  }

  empty(text = "") {
    this.element.hidden = false;
    this.element.className = `aq-slot${text ? " aq-more" : ""}`;
    this.element.style.background = "";
    this.element.title = "";
    say(this.element, text);
  }

  hide() {
    this.element.hidden = true;
  }
}

/** One task: its name, what it does, and what it has in hand. */
class TaskBox {
  constructor(story) {
    this.story = story;
    this.name = make("span", { class: "aq-name" });
    this.state = make("span", { class: "aq-state" });
    this.token = new Token(story);
    const text = make("span", { class: "aq-text" }, this.name, this.state);
    this.element = make("li", { class: "aq-task" }, text, this.token.element);
  }

  show(task) {
    const { story } = this;
    const state = story.states.now[task];
    const acts = story.task[story.step] === task;
    this.element.hidden = false;
    this.element.className =
      `aq-task aq-${LOOKS[state]}${acts ? " aq-acts" : ""}`;
    say(this.name, numbered(story.tasks[task], 24));
    this.name.title = story.tasks[task];
    say(this.state, this.words(task, state));
    const hand = story.inHand(task);
    if (!hand.length) return this.token.hide();
    const item = hand[hand.length - 1];
    this.token.show(item, story.item[story.step] === item);
  }

  words(task, state) {
    const { story } = this;
    const said = story.stateWords[state];
    const since = story.states.since[task];
    const own = since >= 0 && story.task[since] === task;
    const until = own ? story.until[since] : -1;
    if (until >= 0 && (state === STATE.works || state === STATE.sleeps)) {
      return `${said} until ${seconds(until)}`;
    }
    const waits = LOOKS[state] === "waits";
    if (waits && story.kind[story.step] === KIND.stuck) {
      return `${said}, for ever`;
    }
    return said;
  }

  more(number) {
    this.element.hidden = false;
    this.element.className = "aq-task aq-rest";
    say(this.name, `and ${counted(number)} more`);
    say(this.state, "");
    this.token.hide();
  }

  hide() {
    this.element.hidden = true;
  }
}

/** A column of tasks. */
class TaskColumn {
  constructor(story, tasks, heading) {
    this.story = story;
    this.tasks = tasks;
    const boxes = Math.min(tasks.length, MOST_TASKS + 1);
    this.boxes = Array.from({ length: boxes }, () => new TaskBox(story));
    const list = make("ul", { "aria-label": heading },
      ...this.boxes.map((box) => box.element));
    const head = make("div", { class: "aq-head" }, heading);
    this.element = make("div", { class: "aq-column" }, head, list);
    if (!tasks.length) this.element.classList.add("aq-empty");
  }

  show() {
    const shown = this.tasks.slice(0, MOST_TASKS);
    const acts = this.story.task[this.story.step];
    if (this.tasks.includes(acts) && !shown.includes(acts)) {
      shown[MOST_TASKS - 1] = acts;
    }
    const more = this.tasks.length - shown.length;
    this.boxes.forEach((box, n) => {
      if (n < shown.length) box.show(shown[n]);
      else if (more) box.more(more);
      else box.hide();
    });
  }
}

/** A queue: its slots, how full it is, and who waits outside. */
class QueueBox {
  constructor(story, queue) {
    this.story = story;
    this.queue = queue;
    const { name, maxsize } = story.queues[queue];
    this.maxsize = maxsize;
    this.tokens = Array.from({ length: MOST_SLOTS }, () => new Token(story));
    this.slots = make("span", { class: "aq-slots", role: "img" },
      ...this.tokens.map((token) => token.element));
    this.fill = make("span", { class: "aq-fill" });
    this.puts = make("span", { class: "aq-line" });
    this.gets = make("span", { class: "aq-line" });
    this.joins = make("span", { class: "aq-line" });
    const bound = maxsize ? `maxsize ${counted(maxsize)}` : "no bound";
    this.element = make("div", { class: "aq-queue" },
      make("div", { class: "aq-title" },
        make("span", { class: "aq-name" }, short(name, 24)), ` ${bound}`),
      make("div", { class: "aq-way" },
        make("span", { class: "aq-arrow", "aria-hidden": "true" }, "→"),
        this.slots,
        make("span", { class: "aq-arrow", "aria-hidden": "true" }, "→")),
      this.fill, this.puts, this.gets, this.joins);
    this.room = 5;
  }

  measure() {
    const size = parseFloat(getComputedStyle(this.element).fontSize);
    const wide = this.element.clientWidth - 3.6 * size;
    const room = Math.floor(wide / (this.story.slot * size));
    this.room = Math.max(2, Math.min(MOST_SLOTS, room));
  }

  show() {
    const { story, queue, maxsize } = this;
    const inside = story.holds[queue].length;
    const slots = maxsize ? Math.min(maxsize, this.room) : this.room;
    const first = story.front(queue, slots);
    const moved = story.item[story.step];
    const shown = this.inSlots(first, moved, slots);
    this.tokens.forEach((token, n) => {
      if (n >= slots) token.hide();
      else if (Number.isInteger(shown[n])) {
        token.show(shown[n], shown[n] === moved);
      } else token.empty(shown[n]);
    });
    const letters = first.map((item) => story.letters[item]).join(", ");
    const label = inside ? `next out first: ${letters}` : "empty";
    this.slots.setAttribute("aria-label", `${inside} in the queue, ${label}`);
    say(this.fill, this.filled(inside));
    say(this.puts, this.waiting(STATE.toPut, "wait to put"));
    say(this.gets, this.waiting(STATE.toGet, "wait to get"));
    say(this.joins, this.waiting(STATE.toJoin, "wait in join()"));
  }

  /** The items in the slots; where there are more, "+3" stands for them. */
  inSlots(first, moved, slots) {
    const inside = this.story.holds[this.queue];
    if (inside.length <= slots) return first;
    const kept = first.slice(0, slots - 1);
    const comes = inside.includes(moved) && !kept.includes(moved);
    const last = comes && slots > 2 ? [moved] : []; // or it would be hidden
    if (last.length) kept.pop();
    const more = inside.length - kept.length - last.length;
    return [...kept, `+${counted(more)}`, ...last];
  }

  filled(inside) {
    const { story, queue, maxsize } = this;
    const bound = maxsize ? ` of ${counted(maxsize)}` : "";
    const left = story.unfinished.now[queue];
    const unfinished = story.queues[queue].counted
      ? `, ${counted(left)} unfinished` : "";
    return `${counted(inside)}${bound} in the queue${unfinished}`;
  }

  waiting(state, words) {
    const line = this.story.waiters(this.queue, state);
    if (!line.length) return "";
    const names = line.slice(0, 4).map((task) => this.story.tasks[task]);
    const more = line.length > 4 ? `, and ${line.length - 4} more` : "";
    const verb = line.length > 1 ? words : words.replace("wait", "waits");
    return `${names.join(", ")}${more} ${verb}`;
  }
}

/** Queue length over time, with a cursor that can be dragged. */
class Chart {
  constructor(story, goTo) {
    this.story = story;
    this.goTo = goTo;
    this.svg = draw("svg", { class: "aq-lines", "aria-hidden": "true" });
    this.cursor = make("div", { class: "aq-cursor" });
    this.slider = make("div", { class: "aq-slider", role: "slider",
      tabindex: "0", "aria-label": "Step", "aria-valuemin": "1",
      "aria-valuemax": String(story.count) }, this.cursor);
    this.slider.addEventListener("pointerdown", (event) => {
      this.slider.setPointerCapture(event.pointerId);
      this.drag(event);
    });
    this.slider.addEventListener("pointermove", (event) => {
      if (event.buttons & 1) this.drag(event);
    });
    this.element = make("div", { class: "aq-chart" }, this.svg, this.slider);
    this.end = story.end || 1;
  }

  drag(event) {
    const box = this.slider.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    const inside = Math.min(Math.max(share, 0), 1);
    this.goTo(this.story.lastAt(inside * this.end));
  }

  measure() {
    const wide = this.element.clientWidth;
    if (!wide || wide === this.wide) return;
    this.wide = wide;
    this.paint(wide);
  }

  paint(wide) {
    const { story, svg } = this;
    const high = 130;
    const [left, right, top, bottom] = [44, 12, 26, 42];
    const tops = story.chart.map(({ length }) => Math.max(...length, 1));
    const most = Math.max(...tops);
    const x = (time) => left + (time / this.end) * (wide - left - right);
    const y = (length) => high - bottom
      - (length / most) * (high - top - bottom);
    svg.replaceChildren();
    svg.setAttribute("viewBox", `0 0 ${wide} ${high}`);
    svg.setAttribute("width", wide);
    svg.setAttribute("height", high);
    for (const length of [0, most]) {
      svg.append(draw("line", { x1: left, x2: wide - right, y1: y(length),
        y2: y(length), class: "aq-grid" }));
      this.text(left - 6, y(length) + 4, counted(length), "end");
    }
    for (const time of story.end ? [0, this.end / 2, this.end] : [0]) {
      const where = ["start", "middle", "end"][Math.round(2 * time / this.end)];
      this.text(x(time), high - bottom + 22, seconds(time), where);
    }
    const clock = story.live ? "time" : "simulated time";
    this.text(x(this.end / 2), high - 4, clock, "middle");
    this.text(left, 11, "items in the queue", "start");
    story.chart.forEach((line, n) => this.line(line, n, x, y));
    if (story.queues.length > 1) this.legend(wide - right);
    this.slider.style.left = `${left}px`;
    this.slider.style.right = `${right}px`;
    this.slider.style.top = `${top - 6}px`;
    this.slider.style.height = `${high - top - bottom + 12}px`;
  }

  line({ time, length }, number, x, y) {
    let path = `M${x(time[0]).toFixed(1)} ${y(length[0]).toFixed(1)}`;
    for (let n = 1; n < time.length; n++) {
      path += `H${x(time[n]).toFixed(1)}V${y(length[n]).toFixed(1)}`;
    }
    this.svg.append(draw("path", { d: path, class: `aq-l${number % 6}` }));
  }

  legend(right) {
    let at = right;
    const { queues } = this.story; // beside the heading there is that room
    const each = (right - HEADING) / Math.min(queues.length, 6) - 42;
    const most = Math.max(3, Math.min(14, Math.floor(each / 7)));
    queues.map(({ name }, n) => [short(name, most), n]).slice(0, 6)
      .reverse().forEach(([name, n]) => {
        this.text(at, 11, name, "end");
        at -= 7 * name.length + 8;
        this.svg.append(draw("line", { x1: at - 22, x2: at, y1: 7, y2: 7,
          class: `aq-l${n}` }));
        at -= 34;
      });
  }

  text(x, y, text, anchor) {
    const element = draw("text", { x, y, "text-anchor": anchor });
    element.textContent = text;
    this.svg.append(element);
  }

  show() {
    const { story, slider } = this;
    const time = story.time[story.step];
    this.cursor.style.left = `${(100 * time) / this.end}%`;
    slider.setAttribute("aria-valuenow", story.step + 1);
    slider.setAttribute("aria-valuetext",
      `${story.step + 1} of ${story.count}, at ${seconds(time)}`);
  }
}

/** The function in which the step happens, with its line marked. */
class Program {
  constructor(story) {
    this.story = story;
    this.shown = -2;
    this.name = make("div", { class: "aq-head" });
    this.code = make("ol", { class: "aq-code", tabindex: "0",
      "aria-label": "Program" }); // it may be too wide: keys must reach it
    this.element = make("div", { class: "aq-program" }, this.name, this.code);
    const most = Math.max(0, ...story.functions.map((f) => f.lines.length));
    this.element.hidden = !most;
    this.code.style.minHeight = `${Math.min(most, 10) * 1.45 + 0.7}em`;
  }

  show() {
    const { story } = this;
    const which = story.function[story.step];
    if (which !== this.shown) this.fill(which);
    const at = story.line[story.step];
    [...this.code.children].forEach((line, n) => {
      const here = n === at;
      line.classList.toggle("aq-here", here);
      if (here) line.setAttribute("aria-current", "step");
      else line.removeAttribute("aria-current");
      if (here) this.scrollTo(line);
    });
  }

  scrollTo(line) { // inside of its box, never the page
    const { code } = this;
    const above = line.offsetTop - code.offsetTop;
    if (above < code.scrollTop) code.scrollTop = above;
    const under = above + line.offsetHeight - code.clientHeight;
    if (under > code.scrollTop) code.scrollTop = under;
  }

  fill(which) {
    this.shown = which;
    const found = which >= 0 ? this.story.functions[which] : null;
    const lines = found?.lines ?? [];
    const said = lines.length ? "The line of the program" : "";
    say(this.name, said || "The line of the program is not known here");
    this.code.replaceChildren(...lines.map((line) => make("li", {}, line)));
  }
}

/** A column of queues, one below the other. */
class QueueColumn {
  constructor(story, queues) {
    this.boxes = queues.map((queue) => new QueueBox(story, queue));
    const head = queues.length > 1 ? "queues" : "queue";
    this.element = make("div", { class: "aq-column" },
      make("div", { class: "aq-head" }, head),
      ...this.boxes.map((box) => box.element));
  }

  measure() {
    for (const box of this.boxes) box.measure();
  }

  show() {
    for (const box of this.boxes) box.show();
  }
}
