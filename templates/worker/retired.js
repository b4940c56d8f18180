// Takes the place of the worker that kept pages, clears up after it, and goes.
addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => event.waitUntil((async () => {
  const ours = (await caches.keys()).filter((name) => name.startsWith("asylmura-"));
  await Promise.all(ours.map((name) => caches.delete(name)));
  await registration.unregister();
})()));
