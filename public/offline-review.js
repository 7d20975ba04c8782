// What could not be saved as it was meant, with both versions, and what to do about it. Comes when it is needed.
(() => {
  const FIELDS = {
    title: "Title", description: "Description", priority: "Priority", due_on: "Due", start_on: "Start",
    estimate: "Estimate", assignees: "People", labels: "Labels",
  };
  const SENTENCES = {
    not_found: "It is not there any more, or not shared with you.",
    forbidden: "You may look at this, but not change it any more.",
    signed_out: "Please sign in first.",
  };

  function element(tag, props = {}, ...children) {
    const made = Object.assign(document.createElement(tag), props);
    made.append(...children);
    return made;
  }

  const button = (text, act, kind = "") =>
    element("button", { type: "button", className: `button small ${kind}`, textContent: text, onclick: act });

  function decide(message) {
    navigator.serviceWorker.controller?.postMessage({ decide: message });
  }

  function tried({ name, args }) {
    if (name === "create_task") return `Add the task “${args.task.title}”`;
    if (name === "move_task") return "Move a task";
    if (name === "archive_task") return "Archive a task";
    if (name === "add_comment") return "Comment on a task";
    const fields = Object.keys(FIELDS).filter((field) => args.edit[field] != null);
    return `Change the ${fields.map((field) => FIELDS[field].toLowerCase()).join(" and ")} of a task`;
  }

  function why({ state, refusal }) {
    if (state === "conflict") return "Somebody changed it in the meantime. Nothing of theirs was overwritten.";
    const refused = refusal?.Refused;
    if (typeof refused === "string") return SENTENCES[refused] ?? "The server refused it.";
    return Object.values(refused?.invalid?.fields ?? {})[0] ?? "The server could not do it.";
  }

  const wordsOf = ({ args }) => args.body ?? args.task?.title ?? args.edit?.description ?? args.edit?.title;

  async function theirs({ args }) {
    const answer = await fetch(`/api/v1/workspaces/${args.workspace}/tasks/${args.task_id}`);
    if (!answer.ok) throw new Error("The task is not there.");
    return answer.json();
  }

  const version = (title, text) =>
    element("section", {}, element("h4", { textContent: title }), element("pre", { textContent: text || "Empty" }));

  /** Both versions side by side, where there are two. */
  async function versions(one, actions, close) {
    const now = await theirs(one);
    const changed = ["title", "description"].filter((field) => one.args.edit[field] != null);
    const parts = changed.map((field) => element(
      "div", { className: "both-versions", ariaLabel: FIELDS[field] },
      version("Yours", one.args.edit[field]), version("Theirs", now[field]),
    ));
    const keep = (how) => () => { decide({ number: one.number, how, expected: now.version }); close(); };
    actions.append(button("Keep theirs", keep("drop")), button("Keep mine", keep("mine"), "primary"));
    return [element("p", { textContent: now.key, className: "muted" }), ...parts];
  }

  async function item(one, list) {
    const actions = element("div", { className: "actions" });
    const made = element(
      "li", {}, element("h3", { textContent: tried(one) }), element("p", { textContent: why(one) }),
    );
    const close = () => {
      made.remove();
      if (!list.children.length) list.closest("dialog").close();
    };
    const words = wordsOf(one);
    if (words) actions.append(button("Copy my text", () => navigator.clipboard.writeText(words), "quiet"));
    try {
      if (one.state !== "conflict") throw new Error("There is one version only.");
      made.append(...(await versions(one, actions, close)));
    } catch {
      if (words) made.append(element("pre", { textContent: words }));
      const end = (how) => () => { decide({ number: one.number, how }); close(); };
      actions.append(button("Throw away", end("drop")), button("Try again", end("mine"), "primary"));
    }
    made.append(actions);
    return made;
  }

  function dialog(title, ...body) {
    document.getElementById("offline-review")?.remove();
    const close = element("button", { type: "button", className: "button quiet small", textContent: "Close" });
    const made = element(
      "dialog", { id: "offline-review", className: "dialog wide" },
      element("header", {}, element("h2", { id: "offline-review-title", textContent: title }), close),
      element("div", { className: "body" }, ...body),
    );
    made.setAttribute("aria-labelledby", "offline-review-title");
    close.onclick = () => made.close();
    made.onclose = () => made.remove();
    document.body.append(made);
    made.showModal();
    return made;
  }

  async function open(kept) {
    const list = element("ul", { className: "could-not-save" });
    for (const one of kept.filter(({ state }) => state !== "waiting")) list.append(await item(one, list));
    if (list.children.length) dialog("What could not be saved", list);
  }

  /** Before a sign-out that would leave something unsent behind. */
  function leave(kept, go) {
    const text = "They stay on this device, shown to nobody else, and are sent when you sign in here again. "
      + "On a computer of others, throw them away.";
    const actions = element(
      "div", { className: "actions" },
      button("Throw away and sign out", () => {
        navigator.serviceWorker.controller?.postMessage({ forget: true });
        go();
      }, "danger"),
      button("Keep and sign out", go),
      button("Stay", () => made.close(), "primary"),
    );
    const count = kept.length === 1 ? "1 change is not sent" : `${kept.length} changes are not sent`;
    const made = dialog(count, element("p", { textContent: text }), actions);
  }

  window.atriumReview = { open, leave };
})();
