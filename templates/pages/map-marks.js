// The marks on a map: monuments that stand close become one mark with their number, and part as the map comes nearer.
import "asset(vendor/supercluster/supercluster-8.0.1.min.js)";
import { numberIn } from "asset(script/counting)";

const APART = 48, TILE = 256, DEEPEST = 8, FANNED = 12, MARGIN = 0.25, NAMED = 40;
const KINDS = ["site", "near", "gone"];
const SVG = "http://www.w3.org/2000/svg";

const pen = document.createElement("canvas").getContext("2d"), measured = new Map();

// How long words are as they are drawn, in px: letters of Kazakh are wide.
function lengthOf(words, px) {
  const key = `${px} ${words}`;
  if (!measured.has(key)) {
    pen.font = `400 ${px}px Literata, serif`;
    measured.set(key, Math.ceil(pen.measureText(words).width) + 4);
  }
  return measured.get(key);
}

export function element(name, attributes = {}) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

// Supercluster knows the globe in Mercator's projection; our places are already on a plane. So each is given the degrees
// that Mercator would bring to that very place, and the clusters it answers with are brought back the same way.
export function toGlobe(x, y, width) {
  return [(x / width) * 360 - 180, (360 / Math.PI) * Math.atan(Math.exp(((180 - (y / width) * 360) * Math.PI) / 180)) - 90];
}

export function toPlane([lng, lat], width) {
  const sin = Math.sin((lat * Math.PI) / 180);
  return [(lng / 360 + 0.5) * width, (0.5 - (0.25 * Math.log((1 + sin) / (1 - sin))) / Math.PI) * width];
}

export const levelOf = (scale, width) => Math.min(Math.max(Math.round(Math.log2((scale * width) / TILE)), 0), DEEPEST);

export function clustersOf(monuments, width) {
  const inside = (n) => Math.min(Math.max(n, 0), width);
  const index = new globalThis.Supercluster({ radius: APART, extent: TILE, maxZoom: DEEPEST, minPoints: 2 });
  return index.load(monuments.filter((one) => one.x !== null).map((monument) => ({
    type: "Feature",
    properties: { monument },
    geometry: { type: "Point", coordinates: toGlobe(inside(monument.x), inside(monument.y), width) },
  })));
}

export function marksOn(svg, words, closer) {
  const names = svg.querySelectorAll("text.n"), layer = element("g");
  const rooms = [...svg.querySelectorAll("path[data-room]")].map((path) => ({
    x: Number(path.dataset.x), y: Number(path.dataset.y), room: Number(path.dataset.room),
    text: element("text", { class: "n", "aria-hidden": "true", "paint-order": "stroke" }), name: path.textContent.trim(),
  }));
  const here = element("circle", { class: "here", r: 13, visibility: "hidden" });
  names.forEach((name) => name.remove());
  for (const region of rooms) {
    region.text.textContent = region.name;
    svg.append(region.text);
  }
  svg.append(layer, here);
  let index = null, whole = null, drawn = new Map(), level = -1, covered = null, pins = [], pointed = null, last = null;

  const put = (node, x, y, scale, dx = 0, dy = 0) =>
    node.setAttribute("transform", `translate(${x.toFixed(3)} ${y.toFixed(3)}) scale(${(1 / scale).toFixed(6)}) translate(${dx} ${dy})`);

  function single(monument) {
    const link = element("a", { class: "pin", href: `${words.pages}${monument.slug}/`, "aria-label": monument.name });
    const title = element("title"), text = element("text", { class: "t", "paint-order": "stroke", "aria-hidden": "true" });
    if (monument.language) for (const named of [link, text]) named.setAttribute("lang", monument.language);
    title.textContent = text.textContent = monument.name;
    link.append(title, element("circle", { class: "hit", r: 12 }), element("circle", { class: KINDS[monument.mark], r: 5.5 }));
    return { link, text, monument };
  }

  function several(count, id) {
    const button = element("g", { class: "pin", role: "button", tabindex: 0, "aria-label": words.many.replace("{n}", numberIn(count)) });
    const text = element("text", { y: 4 }), r = Math.min(11 + 3 * Math.log10(count) * 1.6, 22);
    text.textContent = numberIn(count);
    button.append(element("circle", { class: "hit", r: Math.max(r, 12) }), element("circle", { class: "many", r }), text);
    const open = () => closer(id);
    button.addEventListener("click", open);
    button.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open();
    });
    return { link: button, r };
  }

  // At the nearest, monuments at one and the same place are laid around it.
  function fanned(feature, x, y) {
    const leaves = index.getLeaves(feature.properties.cluster_id, FANNED);
    return leaves.map(({ properties: { monument } }, i) => {
      const turn = (2 * Math.PI * i) / leaves.length;
      return { key: monument.slug, monument, x, y, dx: Math.round(24 * Math.sin(turn)), dy: Math.round(-24 * Math.cos(turn)) };
    });
  }

  function found(box) {
    const { left, top, right, bottom, width, nearest } = box, dx = (right - left) * MARGIN, dy = (bottom - top) * MARGIN;
    const inside = (n) => Math.min(Math.max(n, 0), width);
    const [west, north] = toGlobe(inside(left - dx), inside(top - dy), width), [east, south] = toGlobe(inside(right + dx), inside(bottom + dy), width);
    covered = { left: left - dx, top: top - dy, right: right + dx, bottom: bottom + dy };
    return index.getClusters([west, south, east, north], level).flatMap((feature) => {
      const { cluster_id: id, point_count: count, monument } = feature.properties;
      const [x, y] = monument ? [monument.x, monument.y] : toPlane(feature.geometry.coordinates, width);
      if (monument) return [{ key: monument.slug, monument, x, y }];
      return nearest && count <= FANNED ? fanned(feature, x, y) : [{ key: `${id}`, id, count, x, y }];
    }).sort((a, b) => a.y - b.y || a.x - b.x);
  }

  function fill(box) {
    const before = drawn, focused = document.activeElement;
    drawn = new Map();
    pins = found(box);
    for (const pin of pins) {
      const kept = before.get(pin.key) ?? (pin.monument ? single(pin.monument) : several(pin.count, pin.id));
      Object.assign(pin, kept);
      drawn.set(pin.key, kept);
    }
    layer.replaceChildren(...pins.flatMap((pin) => (pin.text ? [pin.text, pin.link] : [pin.link])));
    // What had the focus has it still, when it is still there.
    if (layer.contains(focused) && focused !== document.activeElement) focused.focus({ preventScroll: true });
  }

  const meets = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  function name(box) {
    const { left, top, right, bottom, scale } = box;
    const spots = pins.map((pin) => ({ pin, x: (pin.x - left) * scale + (pin.dx ?? 0), y: (pin.y - top) * scale + (pin.dy ?? 0) }));
    const taken = spots.map(({ pin, x, y }) => [x - (pin.r ?? 8), y - (pin.r ?? 8), x + (pin.r ?? 8), y + (pin.r ?? 8)]);
    // The buttons that move the map stand in its corner.
    taken.push([(right - left) * scale - words.corner[0], (bottom - top) * scale - words.corner[1], (right - left) * scale, (bottom - top) * scale]);
    const edge = [(right - left) * scale, (bottom - top) * scale], shown = spots.filter(({ pin }) => pin.monument).length <= NAMED;
    const free = (own, but) => own[0] >= 2 && own[1] >= 0 && own[2] <= edge[0] - 2 && own[3] <= edge[1] && !taken.some((other, i) => i !== but && meets(own, other));
    spots.forEach(({ pin, x, y }, i) => {
      if (!pin.monument) return;
      const long = lengthOf(pin.text.textContent, 13);
      const place = shown && [[10, 4], [-10 - long, 4], [-long / 2, 22], [-long / 2, -12]].find(([dx, dy]) => free([x + dx, y + dy - 11, x + dx + long, y + dy + 3], i));
      pin.text.setAttribute("visibility", place ? "visible" : "hidden");
      if (!place) return;
      taken.push([x + place[0], y + place[1] - 11, x + place[0] + long, y + place[1] + 3]);
      put(pin.text, pin.x, pin.y, scale, (pin.dx ?? 0) + Math.round(place[0]), (pin.dy ?? 0) + place[1]);
    });
    for (const region of rooms) {
      const long = lengthOf(region.text.textContent, 12), x = (region.x - left) * scale, y = (region.y - top) * scale;
      const dy = long <= region.room * scale ? [0, -18, 18].find((d) => free([x - long / 2, y + d - 11, x + long / 2, y + d + 4], -1)) : undefined;
      region.text.setAttribute("visibility", dy === undefined ? "hidden" : "visible");
      if (dy !== undefined) put(region.text, region.x, region.y, scale, 0, dy);
    }
  }

  function draw(box) {
    last = box;
    if (!index) return;
    const now = levelOf(box.scale, box.width), c = covered;
    const anew = !c || now !== level || box.nearest !== c.nearest || box.left < c.left || box.top < c.top || box.right > c.right || box.bottom > c.bottom;
    if (anew) {
      level = now;
      fill(box);
      covered.nearest = box.nearest;
    }
    for (const pin of pins) put(pin.link, pin.x, pin.y, box.scale, pin.dx, pin.dy);
    point(pointed);
    name(box);
  }

  // The monument that is meant on the list, ringed on the map, though it may be one of several there.
  function point(monument) {
    pointed = monument && monument.x !== null ? monument : null;
    here.setAttribute("visibility", pointed ? "visible" : "hidden");
    if (pointed && last) put(here, pointed.x, pointed.y, last.scale);
  }

  return {
    draw,
    point,
    // Of all monuments the clusters are made once: to clear a filter is what is waited for most often.
    load(monuments, width, all) {
      whole = monuments.length < all.length ? whole : (whole ?? clustersOf(all, width));
      index = monuments.length < all.length ? clustersOf(monuments, width) : whole;
      covered = null;
      drawn = new Map();
      if (last) draw(last);
    },
    partsAt: (id) => index.getClusterExpansionZoom(id),
    placeOf: (id) => pins.find((pin) => pin.id === id),
  };
}
