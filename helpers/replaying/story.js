// A recording in the page: it comes once, as a tape of columns, and is then
// gone through forwards and back. `stage.js` draws it.

const STARTS = 12; // kinds of steps
const KIND = { get: 1, stuck: 14 };
const WAITS = [3, 4, 5]; // kinds: waits to put, to get, in join

/** Gives the columns of a tape by their names. */
export class Tape {
  constructor(places, view) {
    const { buffer, byteOffset, byteLength } = view;
    this.places = places;
    this.data = buffer.slice(byteOffset, byteOffset + byteLength);
  }

  numbers(name) {
    const [kind, start, length] = this.places[name];
    const Kind = kind === "float64" ? Float64Array : Int32Array;
    return new Kind(this.data, start, length);
  }

  texts(name) {
    const [, start, length] = this.places[name];
    const bytes = new Uint8Array(this.data, start, length);
    return length ? new TextDecoder().decode(bytes).split("\n") : [];
  }
}

/** What changes, step by step; goes forwards and back. */
class Track {
  constructor(tape, name, count, first) {
    this.step = tape.numbers(`${name}.step`);
    this.who = tape.numbers(`${name}.who`);
    this.what = tape.numbers(`${name}.what`);
    this.now = new Int32Array(count).fill(first);
    this.since = new Int32Array(count).fill(-1);
    this.before = new Int32Array(this.step.length);
    this.sinceBefore = new Int32Array(this.step.length);
    this.next = 0;
  }

  go(step) {
    const { who, what, now, since } = this;
    for (; this.next < this.step.length; this.next++) {
      const n = this.next;
      if (this.step[n] > step) break;
      this.before[n] = now[who[n]];
      this.sinceBefore[n] = since[who[n]];
      now[who[n]] = what[n];
      since[who[n]] = this.step[n];
    }
    for (; this.next > 0 && this.step[this.next - 1] > step; this.next--) {
      const n = this.next - 1;
      now[who[n]] = this.before[n];
      since[who[n]] = this.sinceBefore[n];
    }
  }
}

/** A recording: what is where after each step. */
export class Story {
  constructor(about, view) {
    const tape = new Tape(about.tape, view);
    Object.assign(this, about);
    this.chart = about.queues.map((_, n) => ({
      time: tape.numbers(`chart${n}.time`),
      length: tape.numbers(`chart${n}.length`),
    }));
    const columns = ["time", "until", "kind", "queue", "task", "item",
      "rank", "root", "function", "line"];
    for (const name of columns) this[name] = tape.numbers(name);
    this.words = tape.texts("words");
    this.letters = tape.texts("letters");
    this.count = this.time.length;
    const longest = Math.max(0, ...this.letters.slice(-1000)
      .map((letters) => letters.length));
    this.slot = Math.max(2.2, 0.75 * longest + 0.7); // em
    const items = this.letters.length;
    this.places = new Track(tape, "places", items, -1);
    this.states = new Track(tape, "states", about.tasks.length, 0);
    this.unfinished = new Track(tape, "unfinished", about.queues.length, 0);
    this.step = -1;
  }

  go(step) {
    this.step = step;
    this.places.go(step);
    this.states.go(step);
    this.unfinished.go(step);
    this.holds = [...this.queues, ...this.tasks].map(() => []);
    const { now } = this.places;
    for (let item = 0; item < now.length; item++) {
      if (now[item] >= 0) this.holds[now[item]].push(item);
    }
  }

  /** The first items to come out of a queue. */
  front(queue, most) {
    const inside = this.holds[queue];
    const byTurn = (a, b) => this.rank[a] - this.rank[b];
    if (inside.length < 500) return inside.slice().sort(byTurn).slice(0, most);
    const first = [];
    for (const item of inside) {
      if (first.length === most && byTurn(item, first[most - 1]) > 0) continue;
      first.push(item);
      first.sort(byTurn);
      if (first.length > most) first.pop();
    }
    return first;
  }

  inHand(task) {
    return this.holds[this.queues.length + task];
  }

  /** The tasks that wait at a queue in this state, the first one first. */
  waiters(queue, state) {
    const { now, since } = this.states;
    const found = [];
    for (let task = 0; task < now.length; task++) {
      if (now[task] === state && this.queue[since[task]] === queue) {
        found.push(task);
      }
    }
    return found.sort((a, b) => since[a] - since[b]);
  }

  lastAt(time) {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.time[middle] <= time) low = middle + 1;
      else high = middle;
    }
    return Math.max(low - 1, 0);
  }

  nextWait(step) {
    for (let n = step + 1; n < this.count; n++) {
      if (WAITS.includes(this.kind[n])) return n;
    }
    return -1;
  }

  firstTold() { // tasks are created before anything can be seen
    let step = 0;
    while (step < this.count - 1 && this.kind[step] === STARTS) step++;
    return step;
  }
}
