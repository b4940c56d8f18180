// The timeline is narrowed, and its scale is looked at more closely: each bar is a drawing of its own, of which less is seen.
import { numberIn } from "asset(script/counting)";

const box = document.getElementById("time"), form = box.querySelector("form"), axis = box.querySelector(".axis"), grid = box.querySelector(".grid");
const stretches = JSON.parse(box.dataset.stretches), WHOLE = 1000, LEAST = 4, STEP = 1.7, NUDGE = 0.25, ROOM = 64;
const SVG = "http://www.w3.org/2000/svg";
const ages = [...box.querySelectorAll(".age")].map((section) => ({
  section,
  rows: [...section.querySelectorAll("li[data-type]")].map((item) => ({
    item, bar: item.querySelector("svg"), left: number(item.dataset.left), right: number(item.dataset.right), ...item.dataset,
    from: number(item.dataset.left), to: number(item.dataset.right),
  })),
}));
const made = [axis.querySelector("svg"), grid].map((drawing) => [drawing, [...drawing.children]]);
let from = 0, to = WHOLE, within = [0, WHOLE];

function number(text) {
  return text === undefined ? null : Number(text);
}

const placeOf = (year) => {
  const [start, end, left, right] = stretches.find((one) => year <= one[1]) ?? stretches.at(-1);
  return left + ((right - left) * (year - start)) / (end - start);
};
const yearAt = (place) => {
  const [start, end, left, right] = stretches.find((one) => place <= one[3]) ?? stretches.at(-1);
  return start + ((end - start) * (place - left)) / (right - left);
};

// Round years with room between them, stretch by stretch; the year 1 where 0 would be.
function ticks() {
  const per = axis.clientWidth / (to - from), years = new Set();
  for (const [start, end, left, right] of stretches) {
    const first = Math.max(start, yearAt(Math.max(from, left))), last = Math.min(end, yearAt(Math.min(to, right)));
    if (first >= last) continue;
    const most = Math.max(1, ((placeOf(last) - placeOf(first)) * per) / ROOM), raw = (last - first) / most;
    const unit = 10 ** Math.floor(Math.log10(raw)), step = Math.max(1, [1, 2, 5, 10].find((n) => n * unit >= raw) * unit);
    for (let year = Math.ceil(first / step) * step; year <= last; year += step) years.add(year || 1);
  }
  return [...years].filter((year) => placeOf(year) >= from && placeOf(year) <= to).sort((a, b) => a - b);
}

function drawn(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

const percent = (place) => `${(((place - from) / (to - from)) * 100).toFixed(2)}%`;

function scale() {
  // The whole of it was drawn when the page was made.
  if (from <= 0 && to >= WHOLE) {
    for (const [drawing, children] of made) drawing.replaceChildren(...children);
    return;
  }
  const years = ticks(), labels = [], epoch = placeOf(1), width = axis.clientWidth;
  if (from < epoch) labels.push(drawn("text", { class: "era", x: 0, y: 14 }, box.dataset.bce));
  if (to > epoch) labels.push(drawn("text", { class: "era", x: percent(Math.max(from, epoch)), y: 14 }, box.dataset.ce));
  let end = -Infinity;
  for (const year of years) {
    const at = ((placeOf(year) - from) / (to - from)) * width, half = 4.5 * `${Math.abs(year)}`.length;
    const anchor = at < half ? "at-start" : at > width - half ? "at-end" : "at-middle";
    const left = anchor === "at-start" ? at : anchor === "at-end" ? at - 2 * half : at - half;
    if (left < end) continue;
    end = left + 2 * half + 4;
    labels.push(drawn("text", { class: anchor, x: percent(placeOf(year)), y: 32 }, `${Math.abs(year)}`));
  }
  axis.querySelector("svg").replaceChildren(...labels);
  const bands = [...form.elements.period.options].filter((option) => option.dataset.left).filter((_, i) => i % 2 === 1);
  grid.replaceChildren(
    ...bands.map(({ dataset: { left, right } }) => {
      const a = Math.max(from, Number(left)), b = Math.min(to, Number(right));
      return drawn("rect", { x: percent(a), width: b > a ? `${(((b - a) / (to - from)) * 100).toFixed(2)}%` : 0, height: "100%" });
    }),
    ...years.map((year) => drawn("line", { x1: percent(placeOf(year)), x2: percent(placeOf(year)), y2: "100%" })),
    ...stretches.slice(1).filter(([, , left]) => left > from && left < to).flatMap(([, , left]) =>
      ["break", "gap"].map((kind) => drawn("line", { class: kind, x1: percent(left), x2: percent(left), y2: "100%" }))),
  );
}

function show() {
  const { region, type } = form.elements, whole = from <= 0 && to >= WHOLE, seen = `${from.toFixed(2)} 0 ${(to - from).toFixed(2)} 10`;
  let shown = 0;
  for (const { section, rows } of ages) {
    let left = 0;
    for (const row of rows) {
      const there = row.from === null ? whole : row.to > within[0] && row.from < within[1];
      const stays = there && (!region.value || row.region === region.value) && (!type.value || row.type === type.value);
      row.item.hidden = !stays;
      if (stays) {
        left += 1;
        row.bar?.setAttribute("viewBox", seen);
      }
    }
    section.hidden = !left && (!whole || Boolean(region.value || type.value));
    shown += left;
  }
  scale();
  form.querySelector("[role=status]").textContent = box.dataset.seen.replace("{n}", numberIn(shown));
  remember();
}

function remember() {
  const { region, type, period } = form.elements, kept = new URLSearchParams();
  for (const field of [region, type, period]) if (field.value) kept.set(field.name, field.value);
  if (!period.value && (from > 0 || to < WHOLE)) kept.set("years", [from, to].map((place) => Math.round(yearAt(place))).join("~"));
  const search = kept.size ? `?${kept}` : "";
  if (search === location.search) return;
  history.replaceState(null, "", location.pathname + search);
}

function go(left, right, air = 0) {
  within = [left, right];
  [left, right] = [left - air, right + air];
  const wide = Math.min(Math.max(right - left, LEAST), WHOLE);
  from = Math.min(Math.max((left + right - wide) / 2, 0), WHOLE - wide);
  to = from + wide;
  show();
}

// Moved by hand, what is seen is no period any more.
const free = (left, right) => {
  form.elements.period.value = "";
  go(left, right);
};
const zoom = (factor) => {
  const middle = (from + to) / 2, half = (to - from) / 2 / factor;
  free(middle - half, middle + half);
};
const moves = { closer: () => zoom(STEP), farther: () => zoom(1 / STEP), whole: () => free(0, WHOLE) };

function toPeriod() {
  const { left, right } = form.elements.period.selectedOptions[0].dataset, air = left ? (right - left) * 0.06 : 0;
  if (left) go(Number(left), Number(right), air);
  else go(0, WHOLE);
}

function start() {
  const given = new URLSearchParams(location.search), years = given.get("years")?.split("~").map(Number);
  for (const name of ["region", "type", "period"]) {
    const field = form.elements[name];
    if ([...field.options].some((option) => option.value === given.get(name))) field.value = given.get(name);
  }
  form.hidden = false;
  form.addEventListener("change", (event) => (event.target.name === "period" ? toPeriod() : show()));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("click", (event) => moves[event.target.closest("[data-move]")?.dataset.move]?.());
  Object.entries({ tabindex: 0, role: "group", "aria-label": axis.dataset.label }).forEach(([key, value]) => axis.setAttribute(key, value));
  axis.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowLeft: -NUDGE, ArrowRight: NUDGE }[event.key] * (to - from);
    if (step) free(Math.min(Math.max(from + step, 0), WHOLE - (to - from)), Math.min(Math.max(to + step, to - from), WHOLE));
    else if ("+=".includes(event.key)) moves.closer();
    else if ("-_".includes(event.key)) moves.farther();
    else if (event.key === "0") moves.whole();
    else return;
    event.preventDefault();
  });
  new ResizeObserver(scale).observe(axis);
  if (form.elements.period.value) toPeriod();
  else if (years?.length === 2 && years.every(Number.isFinite) && years[0] < years[1]) go(placeOf(years[0]), placeOf(years[1]));
  else show();
}

start();
