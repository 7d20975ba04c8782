// What may be shown within a page, from where, and the address under which it may be framed. Nothing of it is fetched
// before somebody asks for it.

export interface Embeddable {
  name: string;
  frame: string;
}

const known: [string, RegExp, RegExp, (id: string, url: URL) => string][] = [
  ["YouTube", /^(?:www\.|m\.)?youtube(?:-nocookie)?\.com$/, /^\/(?:watch|embed\/|shorts\/|live\/)/, (_, url) => youTube(url.searchParams.get("v") ?? url.pathname.split("/")[2])],
  ["YouTube", /^youtu\.be$/, /^\/[\w-]+$/, (path) => youTube(path.slice(1))],
  ["Vimeo", /^(?:www\.|player\.)?vimeo\.com$/, /^\/(?:video\/)?\d+/, (path) => `https://player.vimeo.com/video/${/\d+/.exec(path)![0]}?dnt=1`],
  ["Figma", /^(?:www\.)?figma\.com$/, /^\/(?:file|design|proto|board)\/\w+/, (_, url) => `https://www.figma.com/embed?embed_host=atrium&url=${encodeURIComponent(url.href)}`],
  ["Loom", /^(?:www\.)?loom\.com$/, /^\/(?:share|embed)\/\w+/, (path) => `https://www.loom.com/embed/${/\/(\w+)$/.exec(path)?.[1] ?? ""}`],
];

const youTube = (id: string | undefined): string => (id && /^[\w-]{6,20}$/.test(id) ? `https://www.youtube-nocookie.com/embed/${id}` : "");

export function embedOf(address: string): Embeddable | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol !== "https:") return null;
  for (const [name, host, path, frameOf] of known) {
    if (!host.test(url.hostname) || !path.test(url.pathname)) continue;
    const frame = frameOf(url.pathname, url);
    if (frame) return { name, frame };
  }
  return null;
}
