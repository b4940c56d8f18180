// Has a worker keep what is read here. Where there can be none, or it fails, the page stays as it is.
async function start() {
  const { serviceWorker, connection } = navigator;
  await serviceWorker.register("/sw.js", { updateViaCache: "none" });
  const { active } = await serviceWorker.ready;
  active.postMessage({
    ask: "visited",
    page: location.href,
    language: document.documentElement.lang.slice(0, 2),
    seen: performance.getEntriesByType("resource").map(({ name }) => name),
    chosen: localStorage.getItem("language"),
    // On such a network what nobody asked for is not fetched: what is already here is kept all the same.
    thrifty: Boolean(connection && (connection.saveData || /2g/.test(connection.effectiveType))),
    installed: matchMedia("(display-mode: standalone)").matches,
  });
}

start().catch(() => {});
