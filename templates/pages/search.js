// The search page: what is typed, chosen or stands in the address is looked for in the index, and shown.
import { numberIn as plateIn, searcher } from "asset(script/search-index)";
import { counted, language } from "asset(script/counting)";

// The first results fill what a phone shows above its keyboard; the others of a list, the address and new drawings wait
// until typing pauses for so many milliseconds, since each letter would make them anew.
const FIRST = 3, AT_ONCE = 10, PAUSE = 250;
const box = document.getElementById("search"), form = box.querySelector("form"), field = form.elements.q;
const [status, list, more] = ["found", "results", "more"].map((id) => document.getElementById(id));
const words = box.dataset, forms = JSON.parse(words.found);
const idle = globalThis.requestIdleCallback ?? ((task) => setTimeout(task, 50));
const paused = () => new Promise((resume) => setTimeout(resume, PAUSE));
const drawn = new Map(); // what has come of the drawings, by address
let finder = null, turn = 0, pieces = new Map(), owed = null;

// A piece is asked for once; one that could not be had is asked for again.
function fetchPiece(file) {
  const asked = pieces.get(file) || fetch(`/search/${file}`).then((answer) => {
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    return answer.json();
  });
  pieces.set(file, asked);
  asked.catch(() => pieces.delete(file));
  return asked;
}

async function opened() {
  finder ??= fetch(words.index).then((answer) => {
    if (!answer.ok) throw new Error(`${words.index}: ${answer.status}`);
    return answer.json();
  }).then((manifest) => ({ manifest, ...searcher(manifest, fetchPiece) }));
  finder.catch(() => { finder = null; });
  return finder;
}

// The site was renewed while this page stood open: the page as it is now names the index as it is now.
async function renewed() {
  const page = new DOMParser().parseFromString(await (await fetch(location.pathname, { cache: "no-cache" })).text(), "text/html");
  const now = page.getElementById("search")?.dataset.index;
  if (!now || now === words.index) return false;
  words.index = now;
  finder = null;
  pieces = new Map();
  return true;
}

function asked() {
  const { region, type, period } = form.elements;
  return { q: field.value, region: region.value, type: type.value, period: period.value };
}

// Puts what is asked into the address, if that is still to be done.
function remember() {
  if (!owed) return;
  const kept = new URLSearchParams(Object.entries(owed).filter(([, value]) => value.trim()));
  owed = null;
  history.replaceState(null, "", location.pathname + (kept.size ? `?${kept}` : ""));
}

function marked(text, language, places) {
  const span = document.createElement("span");
  if (language) span.lang = language;
  let end = 0;
  for (const [from, to] of places) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(from, to);
    span.append(text.slice(end, from), mark);
    end = to;
  }
  span.append(text.slice(end));
  return span;
}

// Why a monument is among what was found, when its own name does not show it: another name or place that does, best the
// one that has the very word that was typed, then one in the page's own language.
function reason(line, found, marks, labels) {
  const [, type, region, , name, , , , others] = line;
  if (found.number || !found.wanted.length || marks(name, found.wanted).length) return null;
  const typed = field.value.trim().toLowerCase();
  const telling = others.map(([text, language]) => ({ text, language, places: marks(text, found.wanted) })).filter(({ places }) => places.length);
  const best = telling.find(({ text }) => text.toLowerCase().includes(typed)) || telling.find(({ language }) => !language) || telling[0];
  if (best) return marked(best.text, best.language, best.places);
  if ([labels.type[type], labels.region[region]].some((label) => marks(label, found.wanted).length)) return null;
  return marked(words.text, "", []);
}

function shown([number, line], found, { marks, manifest }) {
  const [slug, type, region, fate, name, nameLanguage, dating, datingLanguage] = line, { labels } = manifest;
  const item = document.createElement("li"), part = document.createElement("div"), link = document.createElement("a"), meta = document.createElement("span");
  const emblem = Object.assign(new Image(40, 40), { alt: "" }), src = labels.emblem[type];
  if (drawn.has(src)) emblem.src = src; else emblem.dataset.src = src;
  item.className = "tile";
  link.href = `/${language}/monuments/${slug}/`;
  link.append(marked(name, nameLanguage, marks(name, found.wanted)));
  meta.className = "meta";
  const facts = [found.number && `№ ${number}`, labels.type[type], labels.region[region]].filter(Boolean);
  meta.append(facts.join(" · "));
  if (dating) meta.append(" · ", marked(dating, datingLanguage, []));
  part.append(link, meta);
  const why = reason(line, found, marks, labels);
  if (why) {
    why.classList.add("why");
    part.append(why);
  }
  if (fate) part.append(Object.assign(document.createElement("span"), { className: "fate", textContent: fate }));
  item.append(emblem, part);
  return item;
}

function told(found) {
  const { count } = found;
  if (!count) return words.none;
  return (found.loose ? `${words.loose} ` : "") + counted(forms, count);
}

// A drawing that has come once is kept, and costs little wherever it stands again.
function draw(src) {
  if (!src || drawn.has(src)) return;
  drawn.set(src, Object.assign(new Image(40, 40), { src }));
}

function drawAll() {
  for (const emblem of list.querySelectorAll("img[data-src]")) {
    draw(emblem.src = emblem.dataset.src);
    delete emblem.dataset.src;
  }
}

// Shows the first results, tells that they stand there, and when typing pauses shows the others.
async function answer(query, mine, ready) {
  const index = await opened(), { q, ...filters } = query;
  const found = Object.assign(await index.search(q, filters), { number: plateIn(q) });
  const items = async (from, to) => (await index.lines(found.first(to).slice(from))).map((line) => shown(line, found, index));
  if (mine !== turn) return;
  const first = await items(0, FIRST);
  if (mine !== turn) return;
  list.replaceChildren(...first);
  status.textContent = told(found);
  more.hidden = true;
  ready?.();
  await paused();
  if (mine !== turn) return;
  remember();
  const others = await items(FIRST, AT_ONCE);
  if (mine !== turn) return;
  list.append(...others);
  drawAll();
  more.hidden = found.count <= AT_ONCE;
  more.onclick = async () => {
    const from = list.children.length, next = await items(from, from + AT_ONCE);
    if (mine !== turn) return;
    list.append(...next);
    drawAll();
    more.hidden = found.count <= from + AT_ONCE;
    next[0]?.querySelector("a").focus();
  };
}

async function look(ready) {
  const mine = ++turn, query = asked();
  owed = query;
  if (!Object.values(query).some((value) => value.trim())) {
    list.replaceChildren();
    status.textContent = "";
    more.hidden = true;
    remember();
    return;
  }
  try {
    await answer(query, mine, ready).catch(async (error) => {
      if (!(await renewed())) throw error;
      await answer(query, mine, ready);
    });
  } catch {
    if (mine !== turn) return;
    status.textContent = words.failed;
    remember();
  }
}

// A result that nobody sees or hears is laid out once, so that the first true one finds script, styles and letters warm.
function rehearseShowing(index) {
  if (list.children.length) return;
  const { labels } = index.manifest, [type, region] = [labels.type, labels.region].map((some) => Object.keys(some)[0]);
  const item = shown([0, ["", type, region, "", labels.type[type], "", "", "", []]], { wanted: ["kisini"] }, index);
  Object.assign(item.style, { position: "absolute", visibility: "hidden" });
  list.append(item);
  setTimeout(() => item.remove(), 50);
}

// While nothing is typed: one small thing after another, so that a letter waits for none of them.
function prepare(index) {
  const { manifest, rehearse } = index;
  const tasks = [
    () => counted(forms, 1000),
    rehearse, rehearse, rehearse,
    () => rehearseShowing(index),
    ...[...new Set(Object.values(manifest.labels.emblem))].map((src) => () => draw(src)),
  ];
  const next = () => {
    tasks.shift()?.();
    if (tasks.length) idle(next);
  };
  idle(next);
}

function start() {
  const given = new URLSearchParams(location.search);
  for (const name of ["q", "region", "type", "period"]) if (given.has(name)) form.elements[name].value = given.get(name);
  document.getElementById("narrow").open = ["region", "type", "period"].some((name) => form.elements[name].value);
  form.addEventListener("input", () => look());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    look(() => list.querySelector("a")?.focus());
  });
  // Down from the field goes through what was found, up leads back; each result stays a plain link.
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], links = [...list.querySelectorAll("a")];
    if (!step || event.target.tagName === "SELECT" || !links.length) return;
    const at = links.indexOf(document.activeElement) + step;
    if (document.activeElement !== field && at === step - 1) return;
    event.preventDefault();
    (at < 0 ? field : links[Math.min(at, links.length - 1)]).focus();
  });
  // Before the first letter; what goes wrong is told when somebody types.
  opened().then(prepare, () => {});
  // Whoever follows a link within the pause takes along, and comes back to, what was asked.
  for (const name of ["pointerdown", "focusin", "click"]) document.addEventListener(name, remember, true);
  look();
}

start();
