// The stage of `replay`, put together: buttons, keys, and playing. All that
// is seen is drawn here, so it needs no kernel.

const SPEEDS = [[1, "1 step a second"], [3, "3 steps a second"],
  [10, "10 steps a second"], [0, "all in 20 seconds"]];
const WHOLE = 20; // seconds, for that last speed

class Player {
  constructor(model, element) {
    const story = new Story(model.get("about"), model.get("tape"));
    this.story = story;
    this.wanted = story.firstTold();
    this.playing = false;
    this.chart = new Chart(story, (step) => this.stopAt(step));
    this.program = new Program(story);
    this.parts = this.cast();
    this.element = this.build(model.get("title"));
    element.append(this.element);
    this.observer = new ResizeObserver(() => this.measure());
    this.observer.observe(this.element);
    this.draw();
  }

  close() {
    this.pause();
    this.observer.disconnect();
    cancelAnimationFrame(this.frame);
  }

  cast() {
    const { story } = this;
    const last = story.columns.length - 1;
    const parts = story.columns.map((column, n) => {
      if (n % 2) return new QueueColumn(story, column);
      const middle = n && n < last ? "take and put" : "consumers";
      return new TaskColumn(story, column, n ? middle : "producers");
    });
    this.stage = make("div", { class: "aq-stage", role: "group",
      "aria-label": "Stage" },
      ...parts.map((part) => part.element));
    const widths = story.columns.map((_, n) =>
      n % 2 ? "minmax(8em, 1.4fr)" : "minmax(7.5em, 1fr)");
    this.stage.style.gridTemplateColumns = widths.join(" ");
    if (story.others.length) {
      this.others = new TaskColumn(story, story.others, "other tasks");
      this.others.element.classList.add("aq-others");
      parts.push(this.others);
    }
    return parts;
  }

  build(title) {
    const { story } = this;
    this.clock = make("span", { class: "aq-clock" });
    this.words = make("span", { class: "aq-words" });
    this.says = make("p", { class: "aq-says", role: "status" },
      this.clock, this.words);
    this.place = make("span", { class: "aq-place" });
    const root = make("div", { class: "aq-replay", role: "group",
      [LEAVE]: "true", tabindex: "-1",
      "aria-label": title || "Replay of a recording" });
    if (title) root.append(make("div", { class: "aq-heading" }, title));
    root.append(this.controls(), this.says, this.stage);
    if (this.others) root.append(this.others.element);
    root.append(make("div", { class: "aq-below" }, this.chart.element,
      this.program.element), this.help());
    // Or JupyterLab takes the keys; it asks the one in focus first.
    for (const control of root.querySelectorAll("button, select, [tabindex]")) {
      control.setAttribute(LEAVE, "true");
    }
    root.addEventListener("keydown", (event) => this.key(event));
    if (story.hidden) {
      const last = seconds(story.time[story.count - 1]);
      const text = `The last ${counted(story.hidden)} events, after ${last}, `
        + `are left out. The program: ${story.ends}.`;
      root.append(make("p", { class: "aq-help" }, text));
    }
    return root;
  }

  controls() {
    const { story } = this;
    const button = (sign, label, action, text = "") => make("button", {
      type: "button", title: label, "aria-label": text ? "" : label,
      onclick: action }, make("span", { "aria-hidden": "true" }, sign), text);
    const plain = (...given) => {
      const made = button(...given);
      if (!made.getAttribute("aria-label")) made.removeAttribute("aria-label");
      return made;
    };
    this.back = plain("◀", "Step back (left arrow)", () => this.by(-1), " Back");
    this.forth = plain("▶", "Step (right arrow)", () => this.by(1), " Step");
    this.playButton = plain("", "Play or pause (space)", () => this.toggle(),
      "Play");
    this.wait = plain("", "To the next wait (W)", () => this.toWait(),
      "Next wait");
    const jump = (text, label, step) => {
      const made = plain("", label, () => this.stopAt(step), text);
      made.disabled = step < 0;
      return made;
    };
    const longest = jump("Longest queue",
      "To the longest queue (L)", story.longest);
    const stuck = jump("Stuck", "To where it got stuck (S)", story.stuck);
    stuck.hidden = story.stuck < 0;
    const first = plain("", "To the first step (Home)",
      () => this.stopAt(0), "Start");
    this.speed = make("select", { "aria-label": "Speed" },
      ...SPEEDS.map(([value, text]) => make("option", { value }, text)));
    this.speed.value = "3";
    this.speed.addEventListener("change", () => this.restart());
    return make("div", { class: "aq-bar" },
      make("span", { class: "aq-together" }, this.back, this.forth,
        this.playButton),
      this.speed,
      make("span", { class: "aq-together" }, first, this.wait, longest, stuck),
      this.place);
  }

  help() {
    const keys = "Keys: → ← step, Space play, Home End, "
      + "W next wait, L longest queue"
      + (this.story.stuck < 0 ? "." : ", S stuck.")
      + " Drag in the chart to move through time.";
    return make("p", { class: "aq-help" }, keys);
  }

  key(event) {
    if (isOfLab(event)) return passOn(event, this.element);
    const { story, wanted } = this;
    const inSelect = event.target === this.speed;
    const onButton = event.target.tagName === "BUTTON";
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowUp: 1, ArrowDown: -1,
      PageUp: 10, PageDown: -10 };
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (inSelect || (onButton && (key === " " || key === "Enter"))) return;
    if (key in steps) this.stopAt(wanted + steps[key]);
    else if (key === "Home") this.stopAt(0);
    else if (key === "End") this.stopAt(story.count - 1);
    else if (key === " ") this.toggle();
    else if (key === "w") this.toWait();
    else if (key === "l" && story.longest >= 0) this.stopAt(story.longest);
    else if (key === "s" && story.stuck >= 0) this.stopAt(story.stuck);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  by(steps) {
    this.stopAt(this.wanted + steps);
  }

  toWait() {
    const step = this.story.nextWait(this.wanted);
    this.stopAt(step < 0 ? this.story.count - 1 : step);
  }

  stopAt(step) {
    this.pause();
    this.goTo(step);
  }

  goTo(step) { // many moves before the next picture are one
    this.wanted = Math.min(Math.max(step, 0), this.story.count - 1);
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  toggle() {
    if (this.playing) return this.pause();
    if (this.wanted >= this.story.count - 1) this.goTo(0);
    this.playing = true;
    this.restart();
  }

  restart() {
    clearInterval(this.timer);
    if (this.playing) {
      const rate = Number(this.speed.value) || this.story.count / WHOLE;
      const jump = Math.max(1, Math.ceil(rate / 30));
      this.timer = setInterval(() => this.play(jump), (1000 * jump) / rate);
    }
    this.tellPlaying();
  }

  play(jump) {
    this.goTo(this.wanted + jump);
    if (this.wanted >= this.story.count - 1) this.pause();
  }

  pause() {
    this.playing = false;
    clearInterval(this.timer);
    this.tellPlaying();
  }

  tellPlaying() {
    say(this.playButton.lastChild, this.playing ? "Pause" : "Play");
    // While it plays, nobody could listen as fast as it tells.
    this.says.setAttribute("aria-live", this.playing ? "off" : "polite");
  }

  measure() {
    for (const part of this.parts) part.measure?.();
    this.chart.measure();
    this.draw();
    const { scrollWidth, clientWidth } = this.stage; // then keys must reach it
    if (scrollWidth > clientWidth) this.stage.setAttribute("tabindex", "0");
    else this.stage.removeAttribute("tabindex");
  }

  draw() {
    const { story, wanted } = this;
    story.go(wanted);
    const stuck = story.kind[wanted] === KIND.stuck;
    this.element.classList.toggle("aq-stuck", stuck);
    say(this.clock, seconds(story.time[wanted]));
    say(this.words, story.words[wanted]);
    say(this.place, `step ${counted(wanted + 1)} of ${counted(story.count)}`);
    for (const part of this.parts) part.show();
    this.chart.show();
    this.program.show();
    this.back.disabled = wanted <= 0;
    this.forth.disabled = wanted >= story.count - 1;
  }
}

function render({ model, el }) {
  const player = new Player(model, el);
  return () => player.close();
}

export default { render };
