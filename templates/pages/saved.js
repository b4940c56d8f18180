// What is kept on this phone, what more may be, and how far it has come. The worker keeps; this page asks it, file by file,
// so that closing the page stops what is going on, and opening it again goes on with it.
import { language, sizeIn } from "asset(script/counting)";

const box = document.getElementById("kept"), words = JSON.parse(box.dataset.words);
const worker = navigator.serviceWorker, part = (id) => document.getElementById(id);
// So many files at a time: more, and on a slow network each takes longer than it may.
const AT_ONCE = 4;
let running = new Map(), offered = null;

const size = (bytes) => sizeIn(bytes, words);
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

async function ask(message) {
  const { active } = await worker.ready, { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
    active.postMessage(message, [port2]);
  });
}

// All files of a pack, some at a time, until one fails or somebody says stop; then, in one step, it is whole.
async function fetchPack(key, mine, told) {
  const wanted = await ask({ ask: "want", language, key });
  if (wanted.failed) return wanted.failed;
  const waiting = [...wanted.missing];
  let done = wanted.bytes - wanted.left, failed = "";
  told(done, wanted.bytes);
  const bring = async () => {
    while (waiting.length && !failed && !mine.stopped) {
      const file = waiting.shift();
      const answer = await ask({ ask: "bring", file });
      failed ||= answer.failed || "";
      if (!answer.failed) told(done += file[3], wanted.bytes);
    }
  };
  await Promise.race([mine.stop, Promise.all(Array.from({ length: AT_ONCE }, bring))]);
  if (failed || mine.stopped) return failed;
  return (await ask({ ask: "settle", language, key })).failed || "";
}

// The site may be renewed while a pack is fetched: then its list is asked for once more, and what is still right stays.
async function save(key, told, mine) {
  await navigator.storage?.persist?.();
  for (const name of ["shell", key]) {
    let failed = await fetchPack(name, mine, name === key ? told : () => {});
    if (failed === "changed") failed = await fetchPack(name, mine, name === key ? told : () => {});
    if (failed || mine.stopped) return failed;
  }
  return "";
}

function button(place, text, label, act) {
  place.hidden = !text;
  place.textContent = text || "";
  place.setAttribute("aria-label", `${text}: ${label}`);
  place.onclick = act;
}

function show(item, pack, partial) {
  const { key } = item.dataset, label = item.querySelector("a").textContent.trim(), mine = running.get(key);
  const [state, progress, acts, first, second] = [".state", "progress", ".acts", ".first", ".second"].map((name) => item.querySelector(name));
  const latest = offered?.[key], old = pack && latest && latest.version !== pack.version;
  acts.hidden = false;
  progress.hidden = !mine;
  progress.setAttribute("aria-label", label);
  first.disabled = !navigator.onLine && !mine;
  // What was begun stands out; of what may be begun there are many.
  first.classList.toggle("on", Boolean(mine || pack || partial));
  acts.classList.toggle("two", !mine && Boolean(partial || old));
  state.classList.toggle("ill", Boolean(item.dataset.failed) && !mine);
  const remove = async () => { delete item.dataset.failed; await ask({ ask: "drop", language, key }); refresh(); };
  const start = () => run(item, Boolean(pack));
  if (mine) {
    button(first, words.stop, label, mine.halt);
    button(second);
    return;
  }
  const amounts = partial && { done: size(partial.bytes - partial.left), all: size(partial.bytes) };
  const failed = words[item.dataset.failed] || "", started = partial ? filled(words.part, amounts) : "";
  button(second, pack || partial ? words.delete : "", label, remove);
  if (pack && !old && !partial) {
    button(first);
    state.textContent = latest ? words.latest : words.now;
  } else if (pack) {
    button(first, words.update, label, start);
    state.textContent = failed || filled(words.old, { left: size(partial ? partial.left : Number(item.dataset.left || latest.packed)) });
  } else {
    button(first, partial ? words.continue : words.save, label, start);
    state.textContent = [failed, started].filter(Boolean).join(" ");
  }
}

// Somebody who says stop need not wait for what is on its way; it is kept all the same when it comes.
function stoppable() {
  const mine = { stopped: false };
  mine.stop = new Promise((resolve) => { mine.halt = () => { mine.stopped = true; resolve(); }; });
  return mine;
}

async function run(item, before) {
  const { key } = item.dataset, mine = stoppable(), state = item.querySelector(".state"), progress = item.querySelector("progress");
  running.set(key, mine);
  delete item.dataset.failed;
  await refresh();
  const told = (done, all) => {
    progress.max = all || 1;
    progress.value = done;
    state.textContent = filled(before ? words.updating : words.saving, { done: size(done), all: size(all) });
  };
  const failed = await save(key, told, mine).catch(() => "network");
  running.delete(key);
  if (failed) item.dataset.failed = failed === "network" ? "failed" : failed;
  await latestOf();
  await refresh();
  item.querySelector("button:not([hidden])")?.focus();
}

// What the site has now; with no network nobody can say.
async function latestOf() {
  const answer = await fetch(`/packs/${language}/index.json`, { cache: "no-cache" }).catch(() => null);
  offered = answer?.ok ? (await answer.json()).packs : false;
}

async function refresh() {
  const { packs, visited } = await ask({ ask: "state" });
  part("cut").hidden = offered !== false;
  for (const item of box.querySelectorAll("[data-key]")) {
    const own = packs.filter((pack) => pack.language === language && pack.key === item.dataset.key);
    const pack = own.find((one) => !one.wanted), latest = offered?.[item.dataset.key];
    if (pack && latest && pack.version !== latest.version && !item.dataset.left) {
      item.dataset.left = (await ask({ ask: "compare", language, key: item.dataset.key })).left || latest.packed;
    } else if (!pack || pack.version === latest?.version) delete item.dataset.left;
    show(item, pack, own.find((one) => one.wanted));
  }
  part("visited").hidden = part("home").hidden = false;
  const seen = visited.filter(([place]) => !isOwn(place));
  part("none").hidden = seen.length > 0;
  part("forget").hidden = !visited.length;
  part("visited").querySelector("ul").replaceChildren(...seen.map(([place, title]) => listed(place, title || place)));
  await room();
  return packs.filter((pack) => !pack.wanted);
}

function listed(url, text, before) {
  const item = document.createElement("li"), link = document.createElement("a");
  Object.assign(link, { href: url, textContent: text });
  const [, tongue] = url.match(/^\/(kk|ru|en)\//) || [];
  if (tongue && tongue !== language) link.lang = tongue;
  item.append(...(before ? [before, " "] : []), link);
  return item;
}

async function room() {
  const { usage, quota } = (await navigator.storage?.estimate?.()) || {};
  part("storage").hidden = !quota;
  if (quota) part("storage").textContent = filled(words.storage, { used: size(usage), free: size(quota - usage) });
}

function readable(path) {
  try { return decodeURI(path); } catch { return path; }
}

// This page stands in for another that is not kept: that one is named, and opened when the network is back.
const isOwn = (path) => /^\/(kk|ru|en)\/saved\/(index\.html)?$/.test(path), wanted = readable(location.pathname);

function standIn() {
  const [title, lead, heading] = ["h1", ".welcome p", "#absent h2"].map((name) => document.querySelector(name));
  document.title = title.textContent = heading.textContent;
  lead.hidden = heading.hidden = true;
  part("absent").setAttribute("aria-label", heading.textContent);
  part("absent").hidden = false;
  part("wanted").textContent = location.host + wanted;
  addEventListener("online", () => location.reload());
}

// What is kept nearest to it, by number or region.
function showNear(packs) {
  const path = wanted, all = packs.flatMap((pack) => pack.monuments.map((one) => [...one, pack]));
  const preferred = all.filter(([, , , , pack]) => pack.language === language), kept = preferred.length ? preferred : all;
  const [, plate] = path.match(/^\/(\d{5})\/?$/) || [], [, region] = path.match(/\/regions\/([a-z0-9-]+)/) || [];
  const asked = plate && Number(plate.slice(0, 4));
  const far = ([number, , , , pack]) => (asked ? Math.abs(number - asked) : region && pack.key !== region ? 1 : 0);
  const nearest = [...kept].sort((one, other) => far(one) - far(other)).slice(0, 6);
  part("near").hidden = !nearest.length;
  part("near").querySelector("ul").replaceChildren(...nearest.map(([, number, name, url]) => listed(url, name, number)));
}

async function start() {
  if (!worker || !crypto.subtle) throw new Error("no worker");
  await worker.register("/sw.js", { updateViaCache: "none" });
  const packs = await refresh();
  if (!isOwn(wanted)) showNear(packs);
  await latestOf().then(refresh);
  for (const event of ["online", "offline"]) addEventListener(event, () => latestOf().then(refresh));
  part("forget").onclick = () => ask({ ask: "forget" }).then(refresh);
}

if (!isOwn(wanted)) standIn();
start().catch(() => { part("unable").hidden = false; });
