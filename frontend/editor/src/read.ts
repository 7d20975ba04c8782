// What of a page to read is drawn in the browser: code in colours, formulas, diagrams, and embeds on a click. Each part
// comes when the page has a use for it.

import { drawDiagram } from "./diagrams";
import { h } from "./dom";
import { embedOf } from "./embeds";
import { drawFormula } from "./schema/maths";

/** The words that a block was coloured for, or drawn of. */
const drawn = new WeakMap<Element, string>();
let highlighter: typeof import("./lazy/highlight") | undefined;

/** Draws what is not drawn yet, or says something else by now. */
export function draw(body: HTMLElement): void {
  colour([...body.querySelectorAll<HTMLElement>("pre > code[class*=language-]")]);
  for (const formula of body.querySelectorAll<HTMLElement>(".math:not(.drawn)")) {
    formula.classList.add("drawn");
    void drawFormula(formula, formula.dataset.latex ?? formula.textContent ?? "", formula.tagName === "DIV");
  }
  // What scrolls within itself is reached by keys too.
  for (const wide of body.querySelectorAll<HTMLElement>("pre, .table-scroll")) {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
  }
  for (const embed of body.querySelectorAll<HTMLElement>("figure.embed")) offer(embed);
}

function colour(blocks: HTMLElement[]): void {
  const rest: HTMLElement[] = [];
  for (const code of blocks) {
    const words = `${code.className} ${code.textContent ?? ""}`;
    if (drawn.get(code) === words) continue;
    drawn.set(code, words);
    if (code.classList.contains("language-mermaid")) drawDiagram(placeForDiagram(code), code.textContent ?? "");
    else rest.push(code);
  }
  if (rest.length === 0) return;
  if (highlighter) return void highlighter.colourAll(rest);
  import("./lazy/highlight").then((module) => {
    highlighter = module;
    void module.colourAll(rest);
  }, () => {});
}

/** Where its diagram stands: the one that is there shows what it did until there is another. */
function placeForDiagram(code: HTMLElement): HTMLElement {
  const next = code.parentElement?.nextElementSibling;
  if (next instanceof HTMLElement && next.matches(".diagram")) return next;
  const picture = h("div", { class: "diagram" });
  code.parentElement?.after(picture);
  return picture;
}

/** The link stays; a button beside it shows what it leads to, here. */
function offer(embed: HTMLElement): void {
  const known = embedOf(embed.dataset.src ?? "");
  if (!known || embed.querySelector("button, iframe")) return;
  const button = h("button", { class: "button small", type: "button" }, `Show ${known.name} here`);
  button.addEventListener("click", () => {
    const frame = h("iframe", {
      src: known.frame,
      title: known.name,
      loading: "lazy",
      sandbox: "allow-scripts allow-same-origin allow-presentation allow-popups",
      allow: "fullscreen; picture-in-picture",
      referrerpolicy: "strict-origin-when-cross-origin",
    });
    // Where the policy of the page forbids frames, the link remains.
    const refused = ({ effectiveDirective }: SecurityPolicyViolationEvent) => {
      if (effectiveDirective === "frame-src") frame.remove();
    };
    document.addEventListener("securitypolicyviolation", refused, { once: true });
    embed.append(frame);
    button.remove();
  });
  embed.append(button);
}
