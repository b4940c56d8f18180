// Keeps what was read, and regions that were asked for, so that they can be read where there is no network.
// How it works, and why it never shows parts of two versions together, stands in docs/offline.md.

// Bodies of packs, each under its digest · what is on the shelf: packs whole, packs wanted · pages as they were seen · what
// has a digest in its name and never changes.
const BODIES = "asylmura-bodies", SHELF = "asylmura-shelf", VISITED = "asylmura-visited", ASSETS = "asylmura-assets";
const LANGUAGES = ["kk", "ru", "en"];
// How long a page that is kept waits for the network, in ms: what a slow 3G needs at most.
const PATIENCE = 4000;
// How often the pack that all others need is asked for anew, in ms.
const DAY = 86400000;
// What is seen is kept up to this size, in bytes: recordings, models and books are not kept by the way.
const LARGEST = 1 << 20;
const MOST_PAGES = 500, MOST_ASSETS = 500;
// How long one file of a pack may take, in ms: a large one on 2G.
const STALLED = 120000;
// What messengers and search engines add to the end of a query when an address is passed on.
const ADDED = /(?:&(?:utm_[a-z_]+|fbclid|gclid|igsh|igshid|msclkid|yclid|ysclid)=[^&]*)*$/i;

const opened = (name) => caches.open(name);
const pause = (time) => new Promise((resolve) => { setTimeout(resolve, time); });
const fixed = (path) => /^\/(assets|search|pictures|films|exhibits|plates\/photographs)\//.test(path);
const body = async (digest) => (digest ? (await opened(BODIES)).match(`/kept/${digest}`) : undefined);

// One after the other: what is swept away must not be what another task has just begun to gather.
let turn = Promise.resolve();
function alone(task) {
  const done = turn.then(task);
  turn = done.catch(() => {});
  return done;
}

function decoded(text) {
  try { return decodeURIComponent(text); } catch { return text; } // what is no UTF-8 is read as it stands
}

// A query as hosts read it: without what was added to it since it was issued.
const queryOf = (url) => `&${decoded(url.search.slice(1))}`.replace(ADDED, "").slice(1);

// An address as pages are kept: plates and pages are written with and without the slash, doubled, and with queries, which
// mean something at old addresses of plates alone.
function placeOf(url) {
  const path = decoded(url.pathname).replace(/\/{2,}/g, "/").replace(/\/index\.html$/, "/");
  const place = /\/$|\.[a-z0-9]+$/i.test(path) ? path : `${path}/`;
  const query = /^\/(kk|ru|en|\d{5})\//.test(place) ? "" : queryOf(url);
  return query ? `${place}?${query}` : place;
}

function sound(answer) {
  return answer.ok && answer.status === 200 && answer.type === "basic" && !answer.redirected;
}

function isPage(answer) {
  return sound(answer) && (answer.headers.get("content-type") || "").startsWith("text/html");
}

// A body is kept unpacked, and with it when, by this phone's own clock.
function headersOf(answer) {
  const headers = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  headers.set("x-kept", Date.now());
  return headers;
}

// The shelf

const placeOn = (language, key, wanted) => `/shelf/${language}/${key}${wanted ? "/wanted" : ""}`;
let shelf = null;

async function records() {
  const cache = await opened(SHELF), found = [];
  for (const request of await cache.keys()) {
    const [, kind, language, key, wanted] = new URL(request.url).pathname.split("/");
    // What another task has taken away in the meantime is not there.
    const held = kind === "shelf" && key && (await cache.match(request));
    if (held) {
      const pack = await held.json();
      found.push({ ...pack, language, key, wanted: Boolean(wanted), digests: new Map(pack.files.map(([address, digest]) => [address, digest])) });
    }
  }
  return found;
}

// The packs that are whole, those in the language somebody chose first; none where the browser's store is out of order.
async function packs() {
  shelf ??= (async () => {
    const chosen = await (await (await opened(SHELF)).match("/chosen"))?.text();
    const order = [chosen, ...LANGUAGES];
    const whole = (await records()).filter((pack) => !pack.wanted);
    return whole.sort((one, other) => order.indexOf(one.language) - order.indexOf(other.language));
  })();
  return shelf.catch(() => {
    shelf = null;
    return [];
  });
}

async function record(language, key, wanted) {
  return (await (await opened(SHELF)).match(placeOn(language, key, wanted)))?.json();
}

async function write(pack, wanted) {
  await (await opened(SHELF)).put(placeOn(pack.language, pack.key, wanted), json(pack));
  shelf = null;
}

// What no pack holds, wants, or has handed to a page that is still open, goes.
async function sweep() {
  const needed = new Set(), notes = await opened(SHELF);
  for (const pack of await records()) for (const digest of pack.digests.values()) needed.add(digest);
  for (const request of await notes.keys()) {
    const [, kind, id] = new URL(request.url).pathname.split("/");
    if (kind !== "client") continue;
    if (await clients.get(id)) for (const digest of Object.values(await (await notes.match(request)).json())) needed.add(digest);
    else await notes.delete(request);
  }
  const cache = await opened(BODIES);
  for (const request of await cache.keys()) {
    if (!needed.has(new URL(request.url).pathname.slice(6))) await cache.delete(request);
  }
}

// A pack is wanted: what of it is not there yet? An address is asked for past the browser's own memory.
async function want({ language, key }) {
  const answer = await fetch(`/packs/${language}/${key}.json`, { cache: "no-cache" });
  if (!sound(answer)) throw new Error(`${answer.status}`);
  const pack = { ...(await answer.json()), language, key, when: Date.now() };
  await write(pack, true);
  return { version: pack.version, ...(await missingOf(pack)) };
}

async function missingOf(pack) {
  const held = new Set((await (await opened(BODIES)).keys()).map((request) => new URL(request.url).pathname.slice(6)));
  const missing = pack.files.filter(([, digest]) => !held.has(digest));
  return { missing, bytes: sum(pack.files), left: sum(missing) };
}

const json = (value) => new Response(JSON.stringify(value), { headers: { "content-type": "application/json" } });
const sum = (files) => files.reduce((total, [, , , packed]) => total + packed, 0);

// One file of a wanted pack, held against its digest: what the site no longer has like this is never kept.
async function bring({ file: [address, digest] }) {
  const answer = await fetch(address, { cache: "no-cache", signal: AbortSignal.timeout?.(STALLED) });
  if (!sound(answer)) return { failed: answer.status >= 500 ? "network" : "changed" };
  const data = await answer.arrayBuffer();
  const found = [...new Uint8Array(await crypto.subtle.digest("SHA-256", data))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== digest) return { failed: "changed" };
  try {
    await (await opened(BODIES)).put(`/kept/${digest}`, new Response(data, { headers: headersOf(answer) }));
  } catch (error) {
    return { failed: error.name === "QuotaExceededError" ? "room" : "network" };
  }
  return {};
}

// All that a wanted pack needs is there: in one step it takes the place of the one before.
async function settle({ language, key }) {
  const pack = await record(language, key, true);
  // Another page, or the worker by itself, was quicker.
  if (!pack && (await record(language, key, false))) return {};
  if (!pack || (await missingOf(pack)).missing.length) return { failed: "network" };
  await write(pack, false);
  await (await opened(SHELF)).delete(placeOn(language, key, true));
  await sweep();
  return {};
}

async function drop({ language, key, only }) {
  const cache = await opened(SHELF);
  if (!only) await cache.delete(placeOn(language, key, false));
  await cache.delete(placeOn(language, key, true));
  shelf = null;
  await sweep();
  return {};
}

async function state() {
  const all = await records(), pages = await opened(VISITED), visited = [];
  for (const request of await pages.keys()) {
    const place = new URL(request.url).pathname;
    const held = place.endsWith("/") && (await pages.match(request));
    if (held) visited.push([place, titleIn(await held.text())]);
  }
  const told = await Promise.all(all.map(async (pack) => {
    const { bytes, left } = pack.wanted ? await missingOf(pack) : { bytes: sum(pack.files), left: 0 };
    const { language, key, label, version, when, wanted, monuments } = pack;
    return { language, key, label, version, when, wanted, monuments, bytes, left };
  }));
  return { packs: told, visited: visited.reverse() };
}

function titleIn(html) {
  const words = (html.match(/<title>([^<]*)/) || ["", ""])[1].replace(/ · [^·]*$/, "");
  return words.replace(/&(amp|lt|gt|quot|#39|#34);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#34": '"' })[name]);
}

// How much of what the newest version has is not there yet, in bytes that travel.
async function compare({ language, key }) {
  const answer = await fetch(`/packs/${language}/${key}.json`, { cache: "no-cache" });
  return sound(answer) ? { left: (await missingOf(await answer.json())).left } : {};
}

// The pack that every other needs comes by itself.
async function refresh(language) {
  const before = await record(language, "shell", false);
  if (before && Date.now() - (before.checked || 0) < DAY) return;
  const { version, missing } = await alone(() => want({ language, key: "shell" }));
  if (before && before.version === version) {
    await alone(async () => {
      await drop({ language, key: "shell", only: true });
      await write({ ...before, checked: Date.now() }, false);
    });
    return;
  }
  for (const file of missing) if ((await bring({ file })).failed) return;
  await alone(async () => {
    if ((await settle({ language, key: "shell" })).failed) return;
    await write({ ...(await record(language, "shell", false)), checked: Date.now() }, false);
  });
}

// What is seen

async function put(name, place, answer) {
  const cache = await opened(name);
  try {
    await cache.put(place, answer.clone());
  } catch (error) {
    if (error.name !== "QuotaExceededError" || name !== VISITED) return;
    const oldest = (await cache.keys()).slice(0, 20);
    await Promise.all(oldest.map((request) => cache.delete(request)));
    await cache.put(place, answer).catch(() => {});
  }
}

// A page is kept as it came. What it shows has a digest in its name: it finds that, or nothing, but never another version's.
async function keepPage(place, answer) {
  const text = await answer.text();
  await put(VISITED, place, new Response(text, { headers: headersOf(answer) }));
  const cache = await opened(VISITED), pages = await cache.keys();
  await Promise.all(pages.slice(0, Math.max(0, pages.length - MOST_PAGES)).map((request) => cache.delete(request)));
}

function isSmall(answer) {
  return Number(answer.headers.get("content-length") || 0) <= LARGEST;
}

// Of what never changes, that goes which no page kept here names, nor any script or index that such a page names. A name is
// told by its digest: an index names no more of its pieces.
async function tidy() {
  const cache = await opened(ASSETS), pages = await opened(VISITED), kept = await cache.keys();
  if (kept.length <= MOST_ASSETS) return;
  const read = async (store, request) => (await store.match(request)).text();
  const seen = (await pages.keys()).filter(({ url }) => new URL(url).pathname.endsWith("/"));
  let named = (await Promise.all(seen.map((request) => read(pages, request)))).join("\n"), waiting = kept, found = 0;
  do {
    found = 0;
    for (const request of waiting) {
      const { pathname } = new URL(request.url), [digest] = pathname.match(/[0-9a-f]{10}/) || [pathname];
      if (!named.includes(digest)) continue;
      found += 1;
      waiting = waiting.filter((one) => one !== request);
      if (/\.js$|\/index-/.test(pathname)) named += await read(cache, request);
    }
  } while (found);
  await Promise.all(waiting.map((request) => cache.delete(request)));
}

// The first page somebody opens is there before this worker is, so it tells what it has loaded. That lies in the browser's
// memory, so nothing travels twice; and nothing at all where data is to be saved.
async function visited({ page, language, seen, chosen, thrifty, installed }) {
  const notes = await opened(SHELF), choice = await (await notes.match("/chosen"))?.text();
  if (LANGUAGES.includes(chosen) && chosen !== choice) {
    await notes.put("/chosen", new Response(chosen));
    shelf = null;
  }
  const memory = { cache: thrifty ? "only-if-cached" : "force-cache", mode: "same-origin" };
  const place = placeOf(new URL(page)), pages = await opened(VISITED), assets = await opened(ASSETS);
  if (!(await pages.match(place))) {
    const answer = await fetch(page.split("#")[0], memory).catch(() => null);
    if (answer && isPage(answer)) await keepPage(place, answer);
  }
  for (const address of seen) {
    const url = new URL(address), store = fixed(url.pathname) ? assets : pages;
    if (url.origin !== location.origin || !isKept(url.pathname) || (await store.match(url.pathname))) continue;
    const answer = await fetch(address, memory).catch(() => null);
    if (answer && sound(answer) && isSmall(answer)) await put(store === assets ? ASSETS : VISITED, url.pathname, answer);
  }
  if (!thrifty || installed) await refresh(LANGUAGES.includes(language) ? language : LANGUAGES[0]).catch(() => {});
  await tidy();
}

// Answers

// What is large, and the browser's own to play, is none of ours; nor is what tells which version is the newest.
function isKept(path) {
  return !/^\/(sw\.js|packs\/|volumes\/|oai\.xml|assets\/model-viewer)|\.(mp4|webm|vtt|glb|mp3|m4a|ogg|opus)$/.test(path);
}

// What a plate carries leads to a page of a pack: an old plate's address with its very query, or without one.
async function plateAt(url) {
  const path = placeOf(url).replace(/\?.*/, "").replace(/\/$/, "").toLowerCase();
  for (const query of new Set([`?${queryOf(url).toLowerCase()}`.replace(/^\?$/, ""), ""])) {
    for (const pack of await packs()) {
      const page = pack.answers[`//${url.host}${path}${query}`] || pack.answers[path + query];
      if (page) return page;
    }
  }
  return "";
}

async function keptPage(url) {
  const place = placeOf(url), seen = await (await opened(VISITED)).match(place), own = await plateAt(url);
  for (const name of new Set([place, place.toLowerCase(), own])) {
    for (const pack of await packs()) {
      const answer = await body(pack.digests.get(name));
      const newer = seen && Number(seen.headers.get("x-kept")) > pack.when;
      if (answer && !(newer && (await differ(answer, seen)))) return { answer, pack };
    }
  }
  return seen && { answer: seen };
}

async function differ(one, other) {
  return (await one.clone().text()) !== (await other.clone().text());
}

async function asked(event) {
  return (await event.preloadResponse) || fetch(event.request);
}

async function page(event, network) {
  const url = new URL(event.request.url), kept = await keptPage(url).catch(() => null);
  const tried = network.catch(() => null);
  const answer = await (kept ? Promise.race([tried, pause(PATIENCE)]) : tried);
  if (answer && !(kept && answer.status >= 500)) return { answer, fresh: true };
  if (!kept) return { answer: await absent(url) };
  if (kept.pack) await handOver(event.resultingClientId, kept.pack.digests).catch(() => {});
  return kept;
}

// A page out of a pack has that pack's pictures as long as it is open, even when the pack was renewed since.
async function handOver(id, digests) {
  const pictures = [...digests].filter(([address]) => /^\/(pictures|plates)\//.test(address));
  await (await opened(SHELF)).put(`/client/${id}`, json(Object.fromEntries(pictures)));
}

// What came too late to be shown is not kept: its pictures were never asked for.
async function keepSeen(url, answer) {
  const place = placeOf(url);
  if (isPage(answer)) await keepPage(place, answer);
  else if (answer.status === 404 || answer.status === 410) await (await opened(VISITED)).delete(place);
}

async function absent(url) {
  const [, first] = url.pathname.split("/"), chosen = (await packs()).map((pack) => pack.language);
  for (const language of new Set([...(LANGUAGES.includes(first) ? [first] : []), ...chosen, ...LANGUAGES])) {
    const found = await keptPage(new URL(`/${language}/saved/`, location.origin));
    if (found) return new Response(found.answer.body, { status: 503, headers: found.answer.headers });
  }
  const words = said(saved_bare), head = "<!doctype html><html lang=kk><meta charset=utf-8><meta name=viewport content='width=device-width'>";
  const told = Object.entries(words).map(([language, text]) => `<p lang=${language}>${text}`).join("");
  return new Response(`${head}<title>${words.kk}</title>${told}`, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } });
}

// Of a picture a pack holds one width and form; whichever a browser asks for, that is the one there is.
const stemOf = (path) => (path.match(/^(.+\.[0-9a-f]{10})-\d+\.[a-z]+$/) || [])[1];
const inWidth = (addresses, path) => stemOf(path) && addresses.find((address) => stemOf(address) === stemOf(path));

async function ofClient(id, path) {
  const note = id && await (await opened(SHELF)).match(`/client/${id}`), digests = note ? await note.json() : {};
  return body(digests[path] || digests[inWidth(Object.keys(digests), path)]);
}

async function otherWidth(path) {
  for (const pack of await packs()) {
    const found = await body(pack.digests.get(inWidth([...pack.digests.keys()], path)));
    if (found) return found;
  }
  const cache = await opened(ASSETS), names = (await cache.keys()).map(({ url }) => new URL(url).pathname);
  const name = inWidth(names, path);
  return name && cache.match(name);
}

// What has a digest in its name: wherever it is kept, it is that.
async function lasting(event, path) {
  const own = await ofClient(event.clientId, path);
  if (own) return own;
  for (const pack of await packs()) {
    const answer = await body(pack.digests.get(path));
    if (answer) return answer;
  }
  const kept = await (await opened(ASSETS)).match(path);
  if (kept) return kept;
  const other = await otherWidth(path), tried = fetch(event.request);
  const answer = await (other ? Promise.race([tried.catch(() => null), pause(PATIENCE)]) : tried);
  if (other && !answer?.ok) return other;
  if (sound(answer) && isSmall(answer)) await put(ASSETS, path, answer);
  return answer;
}

async function passing(event, url) {
  const answer = await fetch(event.request).catch(() => null);
  if (answer && answer.status < 500) {
    if (sound(answer) && isSmall(answer) && !isPage(answer)) await put(VISITED, placeOf(url), answer);
    return answer;
  }
  return (await keptPage(url))?.answer || answer || Response.error();
}

const TASKS = { want: (message) => alone(() => want(message)), settle: (message) => alone(() => settle(message)),
  drop: (message) => alone(() => drop(message)), bring, state, compare, visited,
  forget: async () => { await Promise.all([caches.delete(VISITED), caches.delete(ASSETS)]); return {}; } };

addEventListener("message", (event) => {
  const task = Object.hasOwn(TASKS, event.data.ask) ? TASKS[event.data.ask] : null;
  if (!task) return;
  const failed = (error) => ({ failed: error.name === "QuotaExceededError" ? "room" : "network" });
  event.waitUntil(task(event.data).catch(failed).then((result) => event.ports[0]?.postMessage(result)));
});

addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || request.headers.has("range") || !isKept(url.pathname)) return;
  if (request.mode === "navigate") {
    const network = asked(event), copy = network.then((answer) => answer.clone()), shown = page(event, network);
    event.respondWith(shown.then(({ answer }) => answer));
    event.waitUntil(Promise.all([shown, copy]).then(([{ fresh }, answer]) => fresh && keepSeen(url, answer)).catch(() => {}));
  } else if (fixed(url.pathname)) event.respondWith(lasting(event, url.pathname));
  else event.respondWith(passing(event, url));
});

addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => event.waitUntil((async () => {
  await registration.navigationPreload?.enable();
  await clients.claim();
})()));
