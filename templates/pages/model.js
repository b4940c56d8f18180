// Opens models in three dimensions, each when it is asked for: until then the page has loaded neither the viewer nor a
// model. Without this script a model can still be fetched by the link below its stage.
let viewer;

// The viewer is one file, kept with us; what it would fetch from elsewhere (decoders) no model of ours needs, for a build
// refuses those that do.
function fetched() {
  viewer ??= import("asset(vendor/model-viewer/model-viewer.min.js)").catch((error) => {
    viewer = undefined;
    throw error;
  });
  return viewer;
}

function raised(stage) {
  const { model, alt, tongue, ar, scale, sides } = stage.dataset;
  const shown = document.createElement("model-viewer");
  const said = { src: model, alt, ar: "", "ar-scale": scale, "camera-controls": "", "touch-action": "pan-y",
    "ar-modes": "webxr scene-viewer quick-look", "interaction-prompt": "none", "shadow-intensity": "1", a11y: sides };
  for (const [name, value] of Object.entries(said)) shown.setAttribute(name, value);
  if (tongue) shown.lang = tongue;
  // Shown by the viewer where the phone can set the model before its camera, and nowhere else.
  const near = document.createElement("button");
  near.slot = "ar-button";
  near.className = "near";
  near.textContent = ar;
  shown.append(near);
  return shown;
}

async function open(stage, button) {
  const floor = stage.querySelector(".floor"), status = stage.querySelector(".said");
  const { loading, ready, failed } = stage.dataset;
  button.disabled = true;
  status.textContent = loading;
  try {
    await fetched();
    const shown = raised(stage);
    await new Promise((loaded, broken) => {
      shown.addEventListener("load", loaded, { once: true });
      shown.addEventListener("error", broken, { once: true });
      floor.append(shown);
      floor.classList.add("lit");
    });
    floor.querySelectorAll("picture, img").forEach((poster) => poster.remove());
    button.remove();
    status.textContent = ready;
    // Whoever came by the keyboard stays where the button was: within the viewer is what the arrow keys turn.
    shown.shadowRoot.querySelector("[tabindex]")?.focus();
  } catch {
    floor.querySelector("model-viewer")?.remove();
    floor.classList.remove("lit");
    button.disabled = false;
    status.textContent = failed;
  }
}

for (const stage of document.querySelectorAll("[data-model]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "raise";
  button.textContent = stage.dataset.open;
  button.addEventListener("click", () => open(stage, button));
  stage.querySelector(".floor").append(button);
}
