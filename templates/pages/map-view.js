// A drawing that is moved within its frame: by keys, wheel, one finger or two. Knows nothing of what is drawn.
const NUDGE = 0.2, STEP = 1.7, SLACK = 6;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function movable(frame, svg, closest, changed) {
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const pointers = new Map();
  let at = { x: width / 2, y: height / 2, zoom: 1 }, size = frame.getBoundingClientRect(), waiting = 0, dragged = false;

  const fit = () => Math.min(size.width / width, size.height / height) || 1;

  function seen() {
    const scale = fit() * at.zoom, w = size.width / scale, h = size.height / scale;
    return { ...at, scale, width, left: at.x - w / 2, top: at.y - h / 2, right: at.x + w / 2, bottom: at.y + h / 2 };
  }

  const within = (value, half, whole) => Math.min(Math.max(value, Math.min(half, whole / 2)), Math.max(whole - half, whole / 2));

  function go(x, y, zoom) {
    zoom = Math.min(Math.max(zoom, 1), closest);
    const scale = fit() * zoom;
    at = { x: within(x, size.width / 2 / scale, width), y: within(y, size.height / 2 / scale, height), zoom };
    waiting ||= requestAnimationFrame(() => {
      waiting = 0;
      const box = seen();
      svg.setAttribute("viewBox", [box.left, box.top, box.right - box.left, box.bottom - box.top].map((n) => n.toFixed(3)).join(" "));
      frame.classList.toggle("near", at.zoom > 1);
      changed(box);
    });
  }

  // The place under the pointer stays under it.
  function zoomAt(factor, clientX, clientY) {
    const scale = fit() * at.zoom, zoom = Math.min(Math.max(at.zoom * factor, 1), closest), after = fit() * zoom;
    const dx = clientX - size.left - size.width / 2, dy = clientY - size.top - size.height / 2;
    go(at.x + dx / scale - dx / after, at.y + dy / scale - dy / after, zoom);
  }

  const zoomBy = (factor) => go(at.x, at.y, at.zoom * factor);
  const whole = () => go(width / 2, height / 2, 1);

  // A box in units of the drawing, with some air around it.
  function show({ x, y, width: w, height: h }) {
    go(x + w / 2, y + h / 2, 0.85 * Math.min(size.width / Math.max(w, 1), size.height / Math.max(h, 1)) / fit());
  }

  frame.addEventListener("pointerdown", (event) => {
    if (event.button || event.target.closest("button")) return;
    size = frame.getBoundingClientRect();
    if (!pointers.size) dragged = false;
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY, from: [event.clientX, event.clientY] });
  });
  frame.addEventListener("pointermove", (event) => {
    const own = pointers.get(event.pointerId);
    if (!own) return;
    const before = { ...own }, other = [...pointers.values()].find((one) => one !== own);
    if (!dragged && Math.hypot(event.clientX - own.from[0], event.clientY - own.from[1]) < SLACK) return;
    if (!dragged) {
      // Only a drag is captured: a click must reach the mark beneath it.
      dragged = true;
      frame.setPointerCapture(event.pointerId);
      frame.classList.add("held");
    }
    own.x = event.clientX;
    own.y = event.clientY;
    const scale = fit() * at.zoom;
    if (!other) {
      go(at.x - (own.x - before.x) / scale, at.y - (own.y - before.y) / scale, at.zoom);
      return;
    }
    const apart = (one) => Math.hypot(one.x - other.x, one.y - other.y) || 1;
    go(at.x - (own.x - before.x) / 2 / scale, at.y - (own.y - before.y) / 2 / scale, at.zoom);
    zoomAt(apart(own) / apart(before), (own.x + other.x) / 2, (own.y + other.y) / 2);
  });
  const released = (event) => {
    pointers.delete(event.pointerId);
    if (!pointers.size) frame.classList.remove("held");
  };
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) frame.addEventListener(name, released);
  frame.addEventListener("click", (event) => {
    if (dragged) {
      event.preventDefault();
      event.stopPropagation();
    }
    dragged = false;
  }, true);
  frame.addEventListener("dragstart", (event) => event.preventDefault());
  frame.addEventListener("dblclick", (event) => {
    if (!event.target.closest("button, a, [role=button]")) zoomAt(STEP, event.clientX, event.clientY);
  });
  // The wheel scrolls the page on, unless the map was taken hold of, or fingers on a touchpad pinch (which says "ctrl").
  frame.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && !frame.contains(document.activeElement)) return;
    event.preventDefault();
    size = frame.getBoundingClientRect();
    zoomAt(Math.exp(-event.deltaY * (event.deltaMode ? 16 : 1) * 0.002), event.clientX, event.clientY);
  }, { passive: false });
  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("button")) return;
    const { left, right, top, bottom } = seen();
    if (ARROWS[event.key]) go(at.x + ARROWS[event.key][0] * NUDGE * (right - left), at.y + ARROWS[event.key][1] * NUDGE * (bottom - top), at.zoom);
    else if ("+=".includes(event.key)) zoomBy(STEP);
    else if ("-_".includes(event.key)) zoomBy(1 / STEP);
    else if (event.key === "0") whole();
    else return;
    event.preventDefault();
  });
  new ResizeObserver(() => {
    size = frame.getBoundingClientRect();
    go(at.x, at.y, at.zoom);
  }).observe(frame);

  return { seen, go, show, whole, closer: () => zoomBy(STEP), farther: () => zoomBy(1 / STEP) };
}
