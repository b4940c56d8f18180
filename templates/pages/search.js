// The search page: what is typed, chosen or stands in the address is looked for in the index, and shown.
import { numberIn as plateIn, searcher } from "asset(script/search-index)";
import { counted, language } from "asset(script/counting)";

const AT_ONCE = 10;
const box = document.getElementById("search"), form = box.querySelector("form"), field = form.elements.q;
const [status, list, more] = ["found", "results", "more"].map((id) => document.getElementById(id));
const words = box.dataset, forms = JSON.parse(words.found);
let finder = null, turn = 0, pieces = new Map();

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

function remember(query) {
  const kept = new URLSearchParams(Object.entries(query).filter(([, value]) => value.trim()));
  const search = kept.size ? `?${kept}` : "";
  history.replaceState(null, "", location.pathname + search);
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

function shown([number, line], found, { marks, manifest }, drawings) {
  const [slug, type, region, fate, name, nameLanguage, dating, datingLanguage] = line, { labels } = manifest;
  const item = document.createElement("li"), part = document.createElement("div"), link = document.createElement("a"), meta = document.createElement("span");
  const src = labels.emblem[type], emblem = drawings[src]?.pop() ?? Object.assign(new Image(40, 40), { alt: "", src });
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
  const count = found.numbers.length;
  if (!count) return words.none;
  return (found.loose ? `${words.loose} ` : "") + counted(forms, count);
}

// The drawings of the list that stands there, by address, for the next list: new ones would each be fetched and laid out anew.
function drawingsIn(items) {
  const drawings = {};
  for (const drawing of items.querySelectorAll("img")) (drawings[drawing.getAttribute("src")] ??= []).push(drawing);
  return drawings;
}

async function answer(query, mine) {
  const index = await opened(), { q, ...filters } = query;
  const found = Object.assign(await index.search(q, filters), { number: plateIn(q) });
  const lines = (from) => index.lines(found.numbers.slice(from, from + AT_ONCE));
  const items = (some, drawings) => some.map((line) => shown(line, found, index, drawings));
  const first = await lines(0);
  if (mine !== turn) return;
  list.replaceChildren(...items(first, drawingsIn(list)));
  status.textContent = told(found);
  more.hidden = found.numbers.length <= AT_ONCE;
  more.onclick = async () => {
    const from = list.children.length, next = items(await lines(from), {});
    if (mine !== turn) return;
    list.append(...next);
    more.hidden = found.numbers.length <= from + AT_ONCE;
    next[0]?.querySelector("a").focus();
  };
}

async function look() {
  const mine = ++turn, query = asked();
  if (!Object.values(query).some((value) => value.trim())) {
    list.replaceChildren();
    status.textContent = "";
    more.hidden = true;
    remember(query);
    return;
  }
  try {
    await answer(query, mine).catch(async (error) => {
      if (!(await renewed())) throw error;
      await answer(query, mine);
    });
  } catch {
    if (mine === turn) status.textContent = words.failed;
  }
  if (mine === turn) remember(query);
}

function start() {
  const given = new URLSearchParams(location.search);
  for (const name of ["q", "region", "type", "period"]) if (given.has(name)) form.elements[name].value = given.get(name);
  document.getElementById("narrow").open = ["region", "type", "period"].some((name) => form.elements[name].value);
  form.addEventListener("input", look);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    look().then(() => list.querySelector("a")?.focus());
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
  opened().then((index) => setTimeout(() => [counted(forms, 1000), index.rehearse()]), () => {});
  look();
}

start();
