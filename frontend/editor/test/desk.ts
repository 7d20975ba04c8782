// People at their desks: each has a page open to be edited, on one device and at one server in memory, which are new for
// each test.

import { getSchema } from "@tiptap/core";
import { afterEach, beforeEach } from "node:test";
import { WebSocket as NodeSocket } from "ws";
import * as Y from "yjs";
import { type Ending, Session } from "../src/live/session";
import type { Level, PageData, SaveState } from "../src/page";
import { extensions } from "../src/schema";
import { Room, Server } from "./server";
import { until } from "./until";

const schema = getSchema(extensions);
const Socket = NodeSocket as unknown as typeof WebSocket;
export let server: Server;
export let number = 0;
let base: string;
let open: Desk[] = [];

export interface Desk {
  session: Session;
  data: PageData;
  saved: SaveState[];
  levels: Level[];
  endings: [Ending, boolean][];
}

beforeEach(async () => {
  server = new Server();
  base = await server.listen();
  number += 1;
});
afterEach(async () => {
  for (const { session } of open) session.destroy();
  open = [];
  await server.close();
});

export const pageData = (more: Partial<PageData> = {}): PageData => ({
  workspace: "larkspur", page: `page-${number}`, number: 1, epoch: 1, schema: 1, level: "edit", person: { id: "ada", name: "Ada", hue: 1 }, ...more,
});
export const room = (): Room => server.room(`larkspur/page-${number}`);
export const paragraph = (text: string): Y.XmlElement => {
  const element = new Y.XmlElement("paragraph");
  element.insert(0, text ? [new Y.XmlText(text)] : []);
  return element;
};
export const fill = (...texts: string[]) => room().fragment.insert(0, texts.map(paragraph));
export const write = (desk: Desk, text: string) => desk.session.fragment.push([paragraph(text)]);
export const textOf = (fragment: Y.XmlFragment): string => fragment.toString().replace(/<\/?paragraph>/g, "|");

export function sit(more: Partial<PageData> = {}): Desk {
  const data = pageData(more);
  const desk = { data, saved: [], levels: [], endings: [] } as unknown as Desk;
  desk.session = new Session(data, schema, {
    saved: (saved) => desk.saved.push(saved),
    level: (level) => desk.levels.push(level),
    ended: (why, copy) => desk.endings.push([why, copy]),
  }, { base, Socket, random: () => 0 });
  open.push(desk);
  return desk;
}

export async function edit(more: Partial<PageData> = {}): Promise<Desk> {
  const desk = sit(more);
  await desk.session.start();
  return desk;
}

export const last = ({ saved }: Desk) => saved.at(-1);

/** Somebody has begun to write, and nothing is under way. */
export async function begun(): Promise<Desk> {
  fill("Hello");
  const desk = await edit();
  await desk.session.ready;
  await until(() => last(desk) === "saved", "it is as the server has it");
  return desk;
}

export async function cutTheLine(...desks: Desk[]): Promise<void> {
  server.refuses = 4503;
  room().close(4503);
  await until(() => desks.every((desk) => !desk.session.provider.online), "the line is cut");
}
