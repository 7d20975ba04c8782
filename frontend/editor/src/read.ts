// What of a page to read is drawn in the browser: code in colours, formulas, diagrams, and embeds on a click. Each part
// comes when the page has a use for it.

import { drawDiagram } from "./diagrams";
import { h } from "./dom";
import { embedOf } from "./embeds";
import { drawFormula } from "./schema/maths";

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
  const diagrams = blocks.filter((code) => code.classList.contains("language-mermaid"));
  for (const code of diagrams) {
    const picture = h("div", { class: "diagram" });
    code.parentElement?.after(picture);
    drawDiagram(picture, code.textContent ?? "");
  }
  const rest = blocks.filter((code) => !diagrams.includes(code));
  if (rest.length > 0) import("./lazy/highlight").then(({ colour }) => rest.forEach(colour), () => {});
}

/** The link stays; a button beside it shows what it leads to, here. */
function offer(embed: HTMLElement): void {
  const known = embedOf(embed.dataset.src ?? "");
  if (!known || embed.querySelector("button")) return;
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
