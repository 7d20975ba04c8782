// The colours of the house for diagrams, as Mermaid can read them.

const canvas = document.createElement("canvas");
canvas.width = canvas.height = 1;
const pen = canvas.getContext("2d", { willReadFrequently: true });

/** A colour in any notation as `#rrggbb`. */
function plain(colour: string): string {
  if (!pen) return "#808080";
  pen.clearRect(0, 0, 1, 1);
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  return `#${[...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** The values that these expressions have in the page now. */
function valuesOf<K extends string>(wanted: Record<K, string>): Record<K, string> {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const found = Object.entries<string>(wanted).map(([name, expression]) => {
    probe.style.color = expression;
    return [name, plain(style.color)];
  });
  probe.remove();
  return Object.fromEntries(found) as Record<K, string>;
}

const part = (colour: string, percent: number): string => `color-mix(in oklab, var(--${colour}) ${percent}%, var(--page))`;

export const isDark = (): boolean => {
  const { theme } = document.documentElement.dataset;
  return theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
};

/** One family of colours, and the hues of the house where a diagram needs several. */
export function inks(): Record<string, unknown> {
  const ink = valuesOf({
    page: "var(--page)", text: "var(--text)", line: "var(--muted)", edge: part("accent", 45), fill: part("accent", 11),
    pale: part("text", 4), rule: part("text", 18), warm: part("amber", 16), warmEdge: part("amber", 45), late: part("red", 18), lateEdge: part("red", 60),
  });
  const hues = valuesOf(Object.fromEntries(["accent", "amber", "violet", "green", "blue", "red"].map((name) => [name, part(name, 42)])));
  const several = Object.values(hues);
  const numbered = (name: string, from: number, count: number, colours: string[]) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`${name}${from + at}`, colours[at % colours.length]!]));
  return {
    darkMode: isDark(),
    fontSize: "14px",
    background: ink.page,
    primaryColor: ink.fill, primaryTextColor: ink.text, primaryBorderColor: ink.edge,
    secondaryColor: ink.warm, secondaryTextColor: ink.text, secondaryBorderColor: ink.warmEdge,
    tertiaryColor: ink.pale, tertiaryTextColor: ink.text, tertiaryBorderColor: ink.rule,
    lineColor: ink.line, textColor: ink.text, titleColor: ink.text,
    clusterBkg: ink.pale, clusterBorder: ink.rule, edgeLabelBackground: ink.page,
    noteBkgColor: ink.warm, noteTextColor: ink.text, noteBorderColor: ink.warmEdge,
    actorLineColor: ink.rule, signalColor: ink.line, signalTextColor: ink.text,
    sectionBkgColor: ink.pale, altSectionBkgColor: ink.page, sectionBkgColor2: ink.pale, gridColor: ink.rule,
    taskBkgColor: ink.fill, taskBorderColor: ink.edge, taskTextColor: ink.text, taskTextDarkColor: ink.text, taskTextLightColor: ink.text, taskTextOutsideColor: ink.text,
    critBkgColor: ink.late, critBorderColor: ink.lateEdge, todayLineColor: ink.lateEdge,
    pieTitleTextColor: ink.text, pieSectionTextColor: ink.text, pieLegendTextColor: ink.text, pieStrokeColor: ink.page, pieOuterStrokeColor: ink.rule, pieOpacity: "1",
    xyChart: { backgroundColor: ink.page, titleColor: ink.text, xAxisLabelColor: ink.text, yAxisLabelColor: ink.text, plotColorPalette: several.join(",") },
    quadrant1Fill: ink.fill, quadrant2Fill: ink.pale, quadrant3Fill: ink.page, quadrant4Fill: ink.pale, quadrantPointFill: ink.edge,
    ...numbered("pie", 1, 12, several), ...numbered("git", 0, 8, several), ...numbered("cScale", 0, 12, several), ...numbered("fillType", 0, 8, several),
    ...numbered("cScaleLabel", 0, 12, [ink.text]), ...numbered("gitBranchLabel", 0, 8, [ink.text]),
  };
}
