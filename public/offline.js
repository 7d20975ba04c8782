// The page's end of offline work: says how it stands with what was written, and offers a new version. It is small and
// comes after the program; what the worker (sw.js) keeps and sends, it does by itself.
(() => {
  const { account, build } = document.documentElement.dataset;
  const { nonce } = document.currentScript;
  const worker = navigator.serviceWorker;
  if (!worker) return;

  const state = { kept: [], reached: true, sending: false };
  let told = [];
  let saved;
  // The answer to the sign-out takes the place of this page.
  let signingOut = false;

  const words = document.createElement("p");
  words.setAttribute("role", "status");
  const review = document.createElement("button");
  review.className = "button small";
  review.textContent = "Review";
  review.hidden = true;
  review.addEventListener("click", () => withReview((it) => it.open(state.kept)));
  const strip = document.createElement("div");
  strip.className = "offline-strip";
  strip.setAttribute("role", "region");
  strip.setAttribute("aria-label", "Connection");
  strip.append(words, review);

  const changes = (count) => (count === 1 ? "1 change" : `${count} changes`);
  const isHeld = (one) => one.state !== "waiting";

  function sentence() {
    const held = state.kept.filter(isHeld).length;
    const waiting = state.kept.length - held;
    if (!navigator.onLine || !state.reached) {
      return waiting ? `Offline, ${changes(waiting)} kept` : "Offline, as last read";
    }
    if (state.sending && waiting) return `Sending ${changes(waiting)}`;
    if (held) return `${changes(held)} not saved`;
    if (waiting) return `${changes(waiting)} kept, to be sent`;
    return saved ? "Saved" : "";
  }

  function draw() {
    review.hidden = !state.kept.some(isHeld);
    const now = sentence();
    if (words.textContent !== now) words.textContent = now;
    strip.classList.toggle("shown", now !== "");
  }

  function showSaved() {
    clearTimeout(saved);
    saved = setTimeout(() => { saved = undefined; draw(); }, 3_000);
  }

  /** Lets the board know, which shows over what the server last said what is still on its way. */
  function pass(name, detail) {
    window.dispatchEvent(new CustomEvent(name, { detail: JSON.stringify(detail) }));
  }

  worker.addEventListener("message", ({ data }) => {
    // A page that is on its way out would only call the sign-out off.
    if ("account" in data && account && data.account !== account && !signingOut) location.reload();
    if (!account || data.of !== account) return;
    if (data.kept) {
      const before = state.kept;
      Object.assign(state, data);
      if (before.length && !state.kept.length) showSaved();
      const now = state.kept.filter((one) => !isHeld(one)).map(({ name, args }) => ({ name, args }));
      const isNews = JSON.stringify(now) !== JSON.stringify(told);
      told = now;
      if (isNews) pass("atrium-kept", told);
      draw();
      if (state.kept.filter(isHeld).length > before.filter(isHeld).length && !isWriting()) {
        withReview((it) => it.open(state.kept));
      }
    }
    if (data.news) pass("atrium-sent", data.news);
  });
  window.addEventListener("atrium-kept-ask", () => { if (told.length) pass("atrium-kept", told); });

  const isWriting = () => document.activeElement?.matches("input, textarea, select, [contenteditable]")
    || document.querySelector("dialog[open]");

  /** What few need comes when it is needed. */
  function withReview(act) {
    if (window.atriumReview) return act(window.atriumReview);
    const script = document.createElement("script");
    script.nonce = nonce;
    script.src = "/offline-review.js";
    script.onload = () => act(window.atriumReview);
    document.head.append(script);
    return undefined;
  }

  document.addEventListener("submit", (event) => {
    if (event.target.getAttribute("action") !== "/sign-out") return;
    signingOut = !state.kept.length;
    if (signingOut) return;
    event.preventDefault();
    withReview((it) => it.leave(state.kept, () => {
      signingOut = true;
      event.target.submit();
    }));
  }, true);

  const say = async (message) => (await worker.ready).active?.postMessage(message);

  // Back from the browser's memory: whoever left meanwhile is not shown again.
  window.addEventListener("pageshow", (event) => {
    signingOut = false;
    if (!event.persisted || !account || !worker.controller) return;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => { if (data !== account) location.reload(); };
    worker.controller.postMessage({ whose: true }, [port2]);
  });

  // A page is of the server's own version when it comes.
  let asked = Date.now();
  async function lookForNews() {
    if (!build || document.hidden || Date.now() - asked < 60_000) return;
    asked = Date.now();
    const program = await fetch("/program.json").then((answer) => answer.json()).catch(() => ({ build }));
    if (program.build !== build) offerNews();
  }

  function offerNews() {
    if (document.querySelector(".new-version")) return;
    const news = document.createElement("div");
    news.className = "toast new-version";
    news.setAttribute("role", "region");
    news.setAttribute("aria-label", "New version");
    const text = document.createElement("p");
    text.setAttribute("role", "status");
    const reload = document.createElement("button");
    reload.className = "button small";
    reload.textContent = "Reload";
    reload.addEventListener("click", () => location.reload());
    const later = document.createElement("button");
    later.className = "button quiet small";
    later.textContent = "Later";
    later.addEventListener("click", () => news.remove());
    news.append(text, reload, later);
    document.body.append(news);
    text.textContent = "There is a new version of Atrium.";
  }

  function begin() {
    document.body.append(strip);
    draw();
    void worker.register("/sw.js").then(() => say({ hello: location.pathname + location.search })).catch(() => {});
  }

  for (const event of ["online", "offline"]) window.addEventListener(event, draw);
  window.addEventListener("online", () => { void say({ send: true, now: true }); asked = 0; void lookForNews(); });
  document.addEventListener("visibilitychange", () => void lookForNews());
  setInterval(() => {
    if (state.kept.some((one) => !isHeld(one)) || !state.reached) void say({ send: true });
    void lookForNews();
  }, 5_000);

  // The worker comes after all that the page itself needs.
  const awake = () => document.body.hasAttribute("data-hydrated");
  if (awake()) begin();
  else {
    const watch = new MutationObserver(() => { if (awake()) { watch.disconnect(); begin(); } });
    watch.observe(document.body, { attributeFilter: ["data-hydrated"] });
  }
})();
