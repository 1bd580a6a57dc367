// The panel of `explore()`: the page draws, the kernel runs the program.
//
// The kernel keeps the newest answer in `model.get("answer")`. A request has
// a number; one is on its way, and of all that is wanted meanwhile only the
// newest is sent after it. Only the answer to the newest request is drawn.

const BUSY_AFTER = 500; // ms, before the page says that the kernel is busy
const SETTLED_AFTER = 150; // ms, before it says what came out

function render({ model, el, signal }) {
  const panel = buildPanel(model.get("controls"), model.get("policies"));
  el.append(panel.root);
  const view = crypto.randomUUID(); // the same widget may be shown twice
  let shown = model.get("answer");
  let pinned = null;
  let wanted = false; // whether a slider has moved since it last asked
  let onItsWay = 0; // the number of the request that has no answer yet
  let number = 0;
  let timer = 0;
  let width = 0;

  function want() {
    panel.sayValues();
    wanted = true;
    if (!onItsWay) ask();
  }

  // The first messages of a widget may go to the kernel's main thread, and
  // wait there for a cell's end, while later ones need not. So it asks anew
  // where no answer comes, less and less often.
  function ask(patience = BUSY_AFTER) {
    clearTimeout(timer);
    onItsWay = ++number;
    wanted = false;
    panel.setBusy(true);
    model.send({ view, number, setting: panel.values() });
    timer = setTimeout(() => {
      panel.say(sentences.busy, "wait");
      ask(2 * patience);
    }, patience);
  }

  function receive() {
    const answer = model.get("answer");
    const ours = answer.view === view;
    if (ours ? answer.number !== onItsWay : onItsWay) return; // an old one
    shown = answer;
    onItsWay = 0;
    if (!ours) panel.adopt(answer.setting);
    draw();
    if (wanted) return ask();
    panel.setBusy(false);
    sayLater(SETTLED_AFTER, shown.summary ?? shown.error);
  }

  function sayLater(after, sentence, kind) {
    clearTimeout(timer);
    timer = setTimeout(() => panel.say(sentence, kind), after);
  }

  function draw() {
    if (width) panel.show(shown, pinned, model.get("start").program, width);
  }

  function pin() {
    pinned = pinned || shown.error ? null : shown;
    panel.pin.setAttribute("aria-pressed", String(Boolean(pinned)));
    draw();
  }

  function kernelIsGone() {
    wanted = false;
    onItsWay = 0;
    panel.settings.disabled = true;
    panel.setBusy(false);
    sayLater(0, sentences.gone, "wait");
  }

  panel.settings.addEventListener("input", want);
  panel.pin.addEventListener("click", pin);
  model.on("change:answer", receive);
  model.on("comm_live_update", kernelIsGone);
  const resized = new ResizeObserver(([entry]) => {
    const now = Math.round(entry.contentRect.width);
    if (now === width) return;
    width = now;
    draw();
  });
  resized.observe(panel.drawing);
  signal.addEventListener("abort", () => {
    resized.disconnect();
    clearTimeout(timer);
  });
  panel.adopt(shown.setting);
  panel.say(shown.summary ?? shown.error);
}

const sentences = {
  what:
    "A producer puts items into a queue, and consumers take them. Move a " +
    "slider: the program below runs again, for 100 simulated seconds.",
  busy: "The kernel is busy: this is still the picture of the former setting.",
  theory:
    "Theory gives the mean over an endless time. One run of 100 seconds " +
    "differs from it, and from the run of another seed.",
  gone: "The kernel that made this is gone. To go on, run the cell again.",
};

function spoken(now, pinned) {
  const said = `${now.words}: ${now.summary}. ${now.theory}`;
  if (!pinned) return said;
  return `Now ${said} Pinned ${pinned.words}: ${pinned.summary}.`;
}

// ---- the panel

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

let lastId = 0;

function buildPanel(controls, policies) {
  const id = `whatif-${++lastId}`;
  const settings = buildSettings(controls, policies, id);
  const picture = buildPicture();
  const more = buildMore(id);
  const root = element(
    "div",
    { class: "whatif", role: "group", "aria-label": "What if: play with a queue" },
    element("p", { class: "whatif-note" }, sentences.what),
    element("div", { class: "whatif-body" }, settings.root, picture.root),
    more.root,
  );
  for (const control of root.querySelectorAll("input, select, button, pre")) {
    // Or JupyterLab takes its keys; it asks the one in focus itself.
    control.setAttribute(LEAVE, "true");
  }
  root.addEventListener("keydown", (event) => {
    if (isOfLab(event)) passOn(event, root);
  });

  function show(now, pinned, start, width) {
    picture.showKey(now, pinned);
    if (now.error) {
      picture.drawing.replaceChildren(element("p", {}, now.error));
    } else {
      picture.drawing.innerHTML = drawPicture(now, pinned, width);
      const svg = picture.drawing.firstChild;
      svg.setAttribute("aria-label", spoken(now, pinned));
    }
    more.showNumbers(now, pinned);
    more.showProgram(now.program ?? "", start);
  }

  return { ...settings, ...picture, root, settings: settings.root, show };
}

// ---- the controls

function buildSettings(controls, policies, id) {
  const sliders = controls.map((control) => buildSlider(control, id));
  const policy = element("select", { id: `${id}-policy`, name: "policy" });
  for (const [name, label] of Object.entries(policies)) {
    policy.append(element("option", { value: name }, label));
  }
  const note = element("p", { class: "whatif-note" });
  const choice = element(
    "div",
    { class: "whatif-control" },
    element("label", { for: policy.id }, "When the queue is full"),
    policy,
    note,
  );
  const pin = element(
    "button",
    { type: "button", "aria-pressed": "false" },
    "Pin this to compare",
  );
  const rows = sliders.map((slider) => slider.root);
  const seed = rows.pop();
  const root = element(
    "fieldset",
    { "aria-label": "The setting" },
    ...rows, choice, seed, pin,
  );

  function values() {
    const numbers = sliders.map(({ input }) => [input.name, Number(input.value)]);
    return { ...Object.fromEntries(numbers), policy: policy.value };
  }

  function sayValues() {
    for (const slider of sliders) slider.say();
    const { maxsize, policy: chosen } = values();
    const idle = !maxsize && chosen !== "keep_latest";
    note.textContent = idle ? "Without a bound it is never full." : "";
  }

  function adopt(setting) {
    for (const { input } of sliders) input.value = setting[input.name];
    policy.value = setting.policy;
    sayValues();
  }

  return { root, pin, values, sayValues, adopt };
}

function buildSlider(control, id) {
  const { name, label, least, most, step } = control;
  const input = element("input", {
    type: "range", id: `${id}-${name}`, name, min: least, max: most, step,
  });
  const quiet = { "aria-live": "off" }; // the slider itself says its value
  const output = element("output", { for: input.id, ...quiet });
  const labelled = element("label", { for: input.id }, label);
  const its = { class: "whatif-control" };
  const root = element("div", its, labelled, output, input);

  function say() {
    output.value = sayValue(control, Number(input.value));
    input.setAttribute("aria-valuetext", output.value);
  }

  return { root, input, say };
}

function sayValue(control, value) {
  const [, word] = control.words.filter(([from]) => value >= from).at(-1) ?? [];
  if (word && control.step === 1) return word;
  return word ? `${word} (${value})` : `${value}${control.unit}`;
}

// ---- what stands around the picture

function buildPicture() {
  const lines = ["now", "pinned", "theory"].map(keyLine);
  const key = element("ul", { class: "whatif-key" }, ...lines.map((l) => l.root));
  const drawing = element("div", { class: "whatif-drawing" });
  const status = element("p", { class: "whatif-status", role: "status" });
  const its = { class: "whatif-picture", "aria-busy": "false" };
  const root = element("div", its, key, drawing, status);
  return {
    root,
    drawing,
    setBusy: (busy) => root.setAttribute("aria-busy", String(busy)),
    say(sentence, kind = "done") {
      status.dataset.kind = kind;
      status.textContent = sentence;
    },
    showKey(now, pinned) {
      lines[0].say(now.words);
      lines[1].say(pinned?.words);
      lines[2].say(now.theory);
    },
  };
}

function keyLine(name) {
  const sample = element("span");
  sample.innerHTML =
    '<svg viewBox="0 0 34 18" aria-hidden="true">' +
    `<path class="line ${name}" d="M0 9H34"/></svg>`;
  const words = element("span");
  const root = element("li", {}, sample, element("b", {}, name), words);

  function say(what) {
    root.hidden = !what;
    words.textContent = what ?? "";
  }

  return { root, say };
}

function buildMore(id) {
  const table = element("table");
  const program = element("pre", {
    tabindex: "0", role: "region", "aria-labelledby": `${id}-program`,
  });
  const root = element(
    "div",
    { class: "whatif-more" },
    element(
      "section",
      {},
      element("h3", {}, "In numbers"),
      table,
      element("p", { class: "whatif-note" }, sentences.theory),
    ),
    element(
      "section",
      {},
      element("h3", { id: `${id}-program` }, "The program that runs"),
      program,
    ),
  );

  function showNumbers(now, pinned) {
    const kinds = ["now", "theory", ...(pinned ? ["pinned"] : [])];
    const rows = (now.rows ?? []).map(([name, value, theory], n) => {
      const cells = [value, theory, ...(pinned ? [pinned.rows[n][1]] : [])];
      const tds = cells.map((said, k) => element("td", { class: kinds[k] }, said));
      return element("tr", {}, element("th", { scope: "row" }, name), ...tds);
    });
    const heads = kinds.map((kind) => element("th", { scope: "col" }, kind));
    table.replaceChildren(
      element("thead", {}, element("tr", {}, element("td"), ...heads)),
      element("tbody", {}, ...rows),
    );
  }

  function showProgram(text, start) {
    const before = new Set(start.split("\n"));
    const lines = text.trimEnd().split("\n").map((line) =>
      element("span", before.has(line) ? {} : { class: "changed" }, `${line}\n`));
    program.replaceChildren(...lines);
  }

  return { root, showNumbers, showProgram };
}

// ---- the picture

const LEFT = 52; // of each panel, for the numbers of its axis
const EDGE = 12; // to the right, for half of the last of them
const QUEUE = { top: 26, height: 170 };
const LOWER = { height: 150 };
const ROW = 34; // of a consumer, at most

function drawPicture(now, then, width) {
  const shown = then ? [now, then] : [now];
  const losers = shown.filter((answer) => answer.lost_at.length);
  const below = QUEUE.top + QUEUE.height + 18 * losers.length + 66;
  const wide = width >= 520;
  const half = wide ? (width - 40) * 0.58 : width;
  const useTop = wide ? below : below + LOWER.height + 72;
  const useLeft = wide ? half + 40 : 0;
  const rows = Math.max(now.busy.length, then?.busy.length ?? 0);
  const useHeight = Math.min(ROW * rows, LOWER.height - 22) + 22;
  const height = useTop + (wide ? LOWER.height : useHeight) + 40;
  return (
    `<svg role="img" viewBox="0 0 ${width} ${height}" height="${height}">` +
    drawQueue(now, then, losers, width) +
    drawWaits(now, then, below, half) +
    drawUse(now, then, useTop, useLeft, width) +
    "</svg>"
  );
}

function drawQueue(now, then, losers, width) {
  const { top, height } = QUEUE;
  const bounds = [now, then].map((a) => a?.maxsize ?? 0);
  const peak = Math.max(now.peak, then?.peak ?? 0, ...bounds, 1);
  const ticks = niceTicks(Math.max(peak, now.long_run?.queue ?? 0), 5, true);
  const most = Math.max(ticks.at(-1), peak);
  const x = scale(0, now.end, LEFT, width - EDGE);
  const y = scale(0, most, top + height, top);
  const bottom = top + height + 18 * losers.length;
  const bound = now.maxsize
    ? `<path class="bound" d="M${LEFT} ${y(now.maxsize)}H${x(now.end)}"/>` +
      label(x(now.end) - 4, y(now.maxsize) - 4, `maxsize ${now.maxsize}`, "end halo")
    : "";
  return (
    label(0, 12, "Items in the queue, over time", "title") +
    yAxis(ticks, y, LEFT, width - EDGE) +
    xAxis(niceTicks(now.end, width < 420 ? 3 : 6), x, bottom, "simulated time (s)") +
    (then ? steps(then, x, y, "pinned") : "") +
    steps(now, x, y, "now") +
    bound +
    theoryLine(now.long_run?.queue, (v) => `M${LEFT} ${y(v)}H${x(now.end)}`) +
    losers
      .map((answer, row) => {
        const at = top + height + 18 * row + 5;
        const ticksOfLoss = answer.lost_at.map((t) => `M${x(t)} ${at}v10`);
        const dash = answer === now ? "" : ' stroke-dasharray="3 2"';
        const name = answer === now ? "lost" : "pinned";
        return (
          label(LEFT - 6, at + 9, name, "end") +
          `<path class="lost"${dash} d="${ticksOfLoss.join("")}"/>`
        );
      })
      .join("")
  );
}

function steps(answer, x, y, kind) {
  const { times, lengths } = answer;
  let path = `M${x(0)} ${y(0)}`;
  times.forEach((t, n) => {
    path += `H${x(t).toFixed(1)}V${y(lengths[n]).toFixed(1)}`;
  });
  return `<path class="line ${kind}" d="${path}H${x(answer.end)}"/>`;
}

function drawWaits(now, then, top, width) {
  const all = [now, then].map((a) => a?.waits ?? []);
  const longest = Math.max(...all.map((waits) => waits.at(-1) ?? 0), 0.01);
  const ticks = niceTicks(longest, width < 300 ? 3 : 5);
  const bin = ticks[1] / 10;
  const bins = all.map((waits) => histogram(waits, bin, longest));
  const high = niceTicks(Math.max(...bins.flat(), 1), 4, true);
  const bottom = top + LOWER.height;
  const x = scale(0, Math.max(longest, ticks.at(-1)), LEFT, width - EDGE);
  const y = scale(0, high.at(-1), bottom, top + 26);
  const bars = bins[0].map((count, n) => {
    const [from, to] = [x(n * bin) + 0.5, x((n + 1) * bin) - 0.5];
    return count ? `M${from} ${bottom}V${y(count)}H${to}V${bottom}Z` : "";
  });
  const outline = bins[1].map((count, n) => `V${y(count)}H${x((n + 1) * bin)}`);
  return (
    label(0, top, "How long items waited", "title") +
    yAxis(high, y, LEFT, width - EDGE) +
    xAxis(ticks, x, bottom, "waiting (s)") +
    `<path class="block now" d="${bars.join("")}"/>` +
    (then ? `<path class="line pinned" d="M${LEFT} ${bottom}${outline.join("")}V${bottom}"/>` : "") +
    theoryLine(now.long_run?.wait, (v) => `M${x(v)} ${top + 12}V${bottom}`) +
    marks(now, x, top + 20, bottom)
  );
}

function marks(now, x, top, bottom) {
  if (!now.waits.length) return "";
  const named = [
    [`mean ${now.rows[2][1]}`, now.waiting[0]],
    [`95 % within ${now.rows[3][1]}`, now.waiting[1]],
  ];
  return named
    .map(([name, value], row) => {
      const at = top + 13 + 15 * row;
      const right = value > 0.6 * now.waiting[2]; // no room to its right
      const beside = right ? x(value) - 5 : x(value) + 5;
      return (
        `<path class="axis" d="M${x(value)} ${at - 10}V${bottom}"/>` +
        label(beside, at, name, right ? "end halo" : "halo")
      );
    })
    .join("");
}

function histogram(waits, bin, longest) {
  const counts = new Array(Math.floor(longest / bin) + 1).fill(0);
  for (const wait of waits) counts[Math.floor(wait / bin)] += 1;
  return counts;
}

function drawUse(now, then, top, left, width) {
  const rows = Math.max(now.busy.length, then?.busy.length ?? 0);
  const step = Math.min(ROW, (LOWER.height - 22) / rows);
  const names = left + 22;
  const x = scale(0, 1, names, width - 44);
  const bottom = top + 18 + step * rows;
  let drawn = label(left, top, "How busy each consumer was", "title");
  for (let n = 0; n < rows; n++) {
    const at = top + 18 + step * n;
    const [busy, before] = [now.busy[n], then?.busy[n]];
    const high = step * 0.64;
    drawn += label(names - 6, at + step * 0.52, n + 1, "end quiet");
    drawn += block("track", x(0), at, x(1), high);
    if (busy !== undefined) {
      drawn += block("block now", x(0), at, x(busy), high);
      drawn += label(x(1) + 6, at + step * 0.52, `${Math.round(100 * busy)} %`);
    }
    if (before !== undefined) {
      drawn += block("block pinned", x(0), at + 1, x(before), high - 2);
    }
  }
  const line = (v) => `M${x(v)} ${top + 10}V${bottom}`;
  return drawn + theoryLine(now.long_run?.busy, line) +
    xAxis([0, 0.5, 1], x, bottom, "share of the time", (v) => `${100 * v} %`);
}

function block(kind, from, top, to, height) {
  return `<rect class="${kind}" x="${from}" y="${top}" width="${Math.max(to - from, 0)}" height="${height}"/>`;
}

function theoryLine(value, path) {
  return value === undefined || value === null
    ? ""
    : `<path class="theory" d="${path(value)}"/>`;
}

function scale(least, most, from, to) {
  return (value) => from + ((value - least) / (most - least)) * (to - from);
}

function niceTicks(most, count, whole = false) {
  const rough = most / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  let step = [1, 2, 5, 10].find((n) => n * power >= rough) * power;
  if (whole) step = Math.max(1, Math.round(step));
  const ticks = [];
  for (let n = 0; n * step < most + step * 0.999; n++) {
    ticks.push(Number((n * step).toPrecision(12)));
  }
  return ticks;
}

function yAxis(ticks, y, left, right) {
  return ticks
    .map(
      (tick) =>
        `<path class="grid" d="M${left} ${y(tick)}H${right}"/>` +
        label(left - 6, y(tick) + 4, tick, "end quiet"),
    )
    .join("");
}

function xAxis(ticks, x, bottom, name, say = String) {
  const [from, to] = [x(0), x(ticks.at(-1))];
  return (
    `<path class="axis" d="M${from} ${bottom}H${to}"/>` +
    ticks
      .map(
        (tick) =>
          `<path class="axis" d="M${x(tick)} ${bottom}v4"/>` +
          label(x(tick), bottom + 17, say(tick), "middle quiet"),
      )
      .join("") +
    label((from + to) / 2, bottom + 34, name, "middle quiet")
  );
}

function label(x, y, text, kind = "") {
  return `<text class="${kind}" x="${x}" y="${y}">${text}</text>`;
}

export default { render };
