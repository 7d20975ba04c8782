// Makes src/ui/icons.ts from the Lucide icons of end2end/node_modules, as bin/icons makes the sprite: icons.mjs.

import { readFileSync, writeFileSync } from "node:fs";

const names = `a-large-small align-center align-left align-right arrow-down arrow-up bold check chevron-down code columns-3 copy corner-down-left
  file function-square grip-vertical heading-1 heading-2 heading-3 highlighter image info italic link list list-ordered list-todo message-square
  minus pilcrow plus quote redo-2 rows-3 smile sigma square-code square-kanban strikethrough table-2 text-quote trash-2 triangle-alert underline
  undo-2 unlink user workflow x monitor-play`.split(/\s+/);
const shapes = names.map((name) => {
  const path = new URL(`../../end2end/node_modules/lucide-static/icons/${name}.svg`, import.meta.url);
  const svg = readFileSync(path, "utf8").replace(/<!--.*?-->/gs, "").replace(/\s+/g, " ");
  return [name, /<svg[^>]*>(.*)<\/svg>/.exec(svg)[1].replaceAll(" />", "/>").replaceAll("> <", "><").trim()];
});
writeFileSync(new URL("src/ui/icons.ts", import.meta.url), `// Lucide icons, https://lucide.dev. ISC License. Made by icons.mjs; licence texts in public/icons-licence.txt.

const shapes = {
${shapes.map(([name, shape]) => `  ${JSON.stringify(name)}: ${JSON.stringify(shape)},`).join("\n")}
} as const;

export type IconName = keyof typeof shapes;

export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.innerHTML = shapes[name];
  return svg;
}
`);
