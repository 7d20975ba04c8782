// A page to try the editor by hand, with a server in memory: serve.mjs [PORT]. Build first, then open the address twice.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import esbuild from "esbuild";
import { shared } from "../bundle.mjs";

const here = (path) => new URL(path, import.meta.url).pathname;
const port = Number(process.argv[2] ?? 4300);
const out = here("../node_modules/.try");
await esbuild.build({ ...shared, platform: "node", external: ["ws"], outdir: out, outExtension: { ".js": ".mjs" }, entryPoints: [here("../test/server.ts"), here("sample.ts")].map((path) => path) , outbase: here("..") });
const { Server } = await import(join(out, "test/server.mjs"));
const { fill } = await import(join(out, "try/sample.mjs"));

const ROOM = "larkspur/0190f0a0-0000-7000-8000-000000000001";
const server = new Server();
fill(server.room(ROOM).doc);
const kinds = { ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".json": "application/json", ".html": "text/html; charset=utf-8" };
const policy = "default-src 'none'; script-src 'self' 'nonce-try'; style-src 'self' 'nonce-try'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; frame-src https://www.youtube-nocookie.com https://player.vimeo.com https://www.figma.com https://www.loom.com";
const css = (await esbuild.build({ entryPoints: [here("../../../style/main.css")], bundle: true, write: false })).outputFiles[0].text;

const found = {
  people: [{ id: "p1", name: "Ada Park", title: "Designer" }, { id: "p2", name: "Bela Novak", title: "Engineer" }],
  tasks: [{ id: "t1", key: "SHOP-12", title: "Move the shop to the new address", project: "Shop" }],
  pages: [{ id: "g1", number: 1, title: "How we release", space: "Engineering" }, { id: "g2", number: 2, title: "Handbook", space: "Team" }],
};
const uploads = new Map();

server.http.on("request", (request, response) => {
  const { pathname, searchParams } = new URL(request.url, "http://here");
  const send = (status, kind, body, headers = {}) => response.writeHead(status, { "content-type": kind, ...headers }).end(body);
  if (pathname === "/") return send(200, kinds[".html"], page(searchParams), { "content-security-policy": policy });
  // Ends every line as the server would: /close?code=4410
  if (pathname === "/close") return send(200, "text/plain", String(server.room(ROOM).close(Number(searchParams.get("code") ?? 4500))));
  if (pathname === "/style.css") return send(200, "text/css", css);
  if (pathname.endsWith("/find")) {
    const words = (searchParams.get("q") ?? "").toLowerCase();
    const by = (list) => list.filter((one) => JSON.stringify(one).toLowerCase().includes(words));
    return send(200, "application/json", JSON.stringify({ people: by(found.people), tasks: by(found.tasks), pages: by(found.pages) }));
  }
  if (pathname.endsWith("/people")) return send(200, "application/json", JSON.stringify({ items: found.people.map(({ id, name, title }) => ({ person_id: id, name, title: title ?? "" })), next: null }));
  if (pathname.endsWith("/my-tasks")) return send(200, "application/json", JSON.stringify({ items: found.tasks.map((task) => ({ ...task, column: "To do" })), next: null }));
  if (pathname.endsWith("/uploads") && request.method === "POST") {
    const id = `u${uploads.size + 1}`;
    uploads.set(id, { id, size: Number(request.headers["upload-length"]), bytes: Buffer.alloc(0) });
    return send(201, "text/plain", "", { location: `${pathname}/${id}` });
  }
  const upload = /\/(uploads|attachments)\/(u\d+)$/.exec(pathname);
  if (upload) {
    const one = uploads.get(upload[2]);
    if (request.method !== "PATCH") return send(200, "image/png", one.bytes);
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      one.bytes = Buffer.concat([one.bytes, ...chunks]);
      response.writeHead(204, { "upload-offset": String(one.bytes.length) }).end();
    });
    return;
  }
  if (pathname.endsWith("/attachments")) return send(200, "application/json", JSON.stringify({ items: [...uploads.values()].map(({ id, size }) => ({ id, size })), next: null }));
  try {
    const file = readFileSync(join(here("../../../public"), normalize(pathname)));
    send(200, kinds[extname(pathname)] ?? "application/octet-stream", file);
  } catch {
    send(404, "text/plain", "There is no such file.");
  }
});

function page(asked) {
  const { open } = JSON.parse(readFileSync(here("../../../public/editor/manifest.json"), "utf8"));
  const data = { workspace: "larkspur", page: ROOM.split("/")[1], epoch: 1, schema: 1, level: asked.get("level") ?? "edit", person: { id: "me", name: "Me", hue: 4 }, number: 1 };
  return readFileSync(here("page.html"), "utf8").replace("{{theme}}", asked.get("theme") ?? "system").replace("{{open}}", open).replace("{{data}}", JSON.stringify(data).replaceAll("'", "&#39;"));
}

await server.listen(port);
console.log(`http://127.0.0.1:${port}/ and http://127.0.0.1:${port}/?theme=dark`);
