// The page of the map, and a region's own map: the drawing is moved, marks gather and part, the list keeps in step.
import { monumentsOf, SIEVES, sifted } from "asset(script/map-data)";
import { movable } from "asset(script/map-view)";
import { marksOn } from "asset(script/map-marks)";
import { numberIn } from "asset(script/counting)";

const TILE = 256, AT_ONCE = 20, CLOSEST = 40, CLOSEST_OF_REGION = 10;
const frame = document.querySelector(".frame"), svg = frame.querySelector("svg.chart"), words = frame.dataset, pages = `/${location.pathname.split("/")[1]}/monuments/`;
const form = document.querySelector(".sieves"), found = document.getElementById("found");
const given = new URLSearchParams(location.search), closest = form ? CLOSEST : CLOSEST_OF_REGION;
let all = [], kept = [], chosen = Object.fromEntries(SIEVES.map((name) => [name, new Set()])), resting = 0, limits = [AT_ONCE, AT_ONCE];

async function loaded() {
  const [scale, left, top] = [words.scale, words.left, words.top].map(Number);
  const pieces = await Promise.all([...document.querySelectorAll("[data-atlas]")].map(async ({ dataset: { atlas, region } }) => {
    const answer = await fetch(atlas);
    if (!answer.ok) throw new Error(`${atlas}: ${answer.status}`);
    return monumentsOf(region, await answer.json());
  }));
  const monuments = pieces.flat();
  for (const one of monuments) {
    if (one.x !== null) Object.assign(one, { x: one.x * scale + left, y: one.y * scale + top });
  }
  return monuments;
}

// The drawing as it stands leads to regions and monuments; moved about, it leads by its marks alone.
function bare() {
  for (const link of svg.querySelectorAll("a")) {
    const region = link.querySelector("path");
    if (region) region.dataset.region = link.getAttribute("href").split("/").at(-2);
    if (region) link.replaceWith(region);
    else link.remove();
  }
  svg.querySelector(".crowd")?.remove();
}

function start(monuments) {
  all = kept = monuments;
  bare();
  let view = null;
  if (!form) {
    // A region's frame keeps the shape it had; its neighbours are drawn as far as that may reach.
    frame.style.aspectRatio = `${frame.clientWidth} / ${frame.clientHeight}`;
  }
  const marks = marksOn(svg, { pages, many: words.many, corner: innerWidth < 768 ? [160, 64] : [64, 160] }, (id) => {
    const pin = marks.placeOf(id), now = view.seen();
    // One step nearer than where it parts, so that what it parts into has room.
    view.go(pin.x, pin.y, Math.max(now.zoom * 1.3, (TILE * 2 ** marks.partsAt(id)) / now.width / (now.scale / now.zoom)));
    frame.focus({ preventScroll: true });
  });
  frame.classList.add("live");
  Object.entries({ tabindex: 0, role: "group", "aria-label": words.label }).forEach(([key, value]) => frame.setAttribute(key, value));
  view = movable(frame, svg, closest, (box) => {
    marks.draw({ ...box, nearest: box.zoom > closest * 0.98 });
    for (const [move, idle] of [["closer", box.zoom >= closest], ["farther", box.zoom <= 1], ["whole", box.zoom <= 1]]) {
      frame.querySelector(`[data-move=${move}]`).setAttribute("aria-disabled", idle);
    }
    clearTimeout(resting);
    resting = setTimeout(() => rested(view.seen(), marks), 150);
  });
  frame.querySelector(".movers").addEventListener("click", (event) => view[event.target.closest("button")?.dataset.move]?.());
  for (const hidden of document.querySelectorAll(".movers, .sieves, .atlas .skip, #found, .scripted")) hidden.hidden = false;
  const { width } = view.seen();
  if (form) narrowing(view, marks, width);
  else marks.load(kept, width, all);
  view.go(...arrival(view));
}

// Filters and place as the address has them; a region that is asked for is gone to.
function arrival(view) {
  const { x, y, zoom } = view.seen(), at = given.get("at")?.split(",").map(Number);
  return form && at?.length === 3 && at.every(Number.isFinite) ? at : [x, y, zoom];
}

function narrowing(view, marks, width) {
  const boxes = [...form.querySelectorAll("input")];
  for (const box of boxes) box.checked = given.getAll(box.name).includes(box.value);

  function narrow() {
    for (const name of SIEVES) chosen[name] = new Set(boxes.filter((box) => box.name === name && box.checked).map((box) => box.value));
    const { kept: left, counts } = sifted(all, chosen);
    kept = left;
    for (const box of boxes) {
      const count = counts[box.name].get(box.value) ?? 0, label = box.parentNode;
      label.querySelector("b").textContent = numberIn(count);
      label.classList.toggle("nil", !count);
      // An option that no monument on the map has is no option.
      label.hidden = !count && !box.checked && !all.some((one) => [one[box.name]].flat().includes(box.value));
    }
    for (const part of form.querySelectorAll("details")) {
      const ticked = part.querySelectorAll(":checked").length;
      part.querySelector("summary b").textContent = ticked || "";
    }
    form.querySelector("[type=reset]").hidden = !boxes.some((box) => box.checked);
    marks.point(null);
    marks.load(kept, width, all);
    limits = [AT_ONCE, AT_ONCE];
    rested(view.seen(), marks);
  }

  function toRegions() {
    const shapes = [...svg.querySelectorAll("[data-region]")].filter((shape) => chosen.region.has(shape.dataset.region));
    if (!shapes.length) return view.whole();
    const edges = shapes.map((shape) => shape.getBBox());
    const [x, y] = [Math.min(...edges.map((b) => b.x)), Math.min(...edges.map((b) => b.y))];
    return view.show({ x, y, width: Math.max(...edges.map((b) => b.x + b.width)) - x, height: Math.max(...edges.map((b) => b.y + b.height)) - y });
  }

  form.addEventListener("change", (event) => {
    narrow();
    if (event.target.name === "region") toRegions();
  });
  form.addEventListener("reset", () => setTimeout(() => {
    narrow();
    view.whole();
    form.querySelector("summary").focus();
  }));
  form.addEventListener("submit", (event) => event.preventDefault());
  found.addEventListener("pointerover", (event) => pointed(event, marks));
  found.addEventListener("focusin", (event) => pointed(event, marks));
  found.addEventListener("pointerleave", () => marks.point(null));
  found.querySelectorAll("button").forEach((more, i) => more.addEventListener("click", () => {
    const list = found.querySelectorAll("ol")[i], from = list.children.length;
    limits[i] += AT_ONCE * 2;
    rested(view.seen(), marks);
    list.children[from]?.querySelector("a").focus();
  }));
  narrow();
  if (chosen.region.size && !given.has("at")) toRegions();
}

function pointed(event, marks) {
  const slug = event.target.closest("li")?.dataset.slug;
  marks.point(slug ? kept.find((one) => one.slug === slug) : null);
}

function said(tag, text, language) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (language) made.lang = language;
  return made;
}

function line(monument) {
  const item = document.createElement("li"), link = said("a", monument.name, monument.language);
  const region = svg.querySelector(`[data-region="${monument.region}"]`)?.textContent.trim();
  const kind = form.querySelector(`[name=type][value="${monument.type}"]`)?.parentNode.querySelector("span, input")?.nextSibling;
  item.dataset.slug = monument.slug;
  link.href = `${pages}${monument.slug}/`;
  const meta = said("span", [kind?.textContent.trim(), region].filter(Boolean).join(" · "));
  meta.className = "meta";
  if (monument.dating) meta.append(" · ", said("span", monument.dating, monument.datingLanguage));
  item.append(link, meta);
  return item;
}

// When the map has come to rest: what is in view is listed, and the address says where we are.
function rested(box, marks) {
  if (!form) return;
  const inView = [], nowhere = [];
  for (const one of kept) {
    if (one.x === null) nowhere.push(one);
    else if (one.x >= box.left && one.x <= box.right && one.y >= box.top && one.y <= box.bottom) inView.push(one);
  }
  [inView, nowhere].forEach((list, i) => {
    found.querySelectorAll("ol")[i].replaceChildren(...list.slice(0, limits[i]).map(line));
    found.querySelectorAll("h2")[i].hidden = !list.length;
    found.querySelectorAll("button")[i].hidden = list.length <= limits[i];
  });
  const { seen, none, empty } = found.dataset;
  const told = !kept.length ? none : seen.replace("{n}", numberIn(inView.length)).replace("{all}", numberIn(kept.length));
  found.querySelector("[role=status]").textContent = kept.length && !inView.length && !nowhere.length ? `${told} ${empty}` : told;
  marks.point(null);
  remember(box);
}

function remember({ x, y, zoom }) {
  const kept = new URLSearchParams();
  for (const name of SIEVES) for (const key of chosen[name]) kept.append(name, key);
  if (zoom > 1) kept.set("at", [x, y, zoom].map((n) => Number(n.toFixed(1))).join(","));
  const search = kept.size ? `?${kept.toString().replaceAll("%2C", ",")}` : "";
  if (search === location.search) return;
  history.replaceState(null, "", location.pathname + search);
}

loaded().then(start, () => {
  // The drawing and the list stand as they were made.
  if (!found) return;
  found.hidden = false;
  found.querySelector("[role=status]").textContent = found.dataset.failed;
});
