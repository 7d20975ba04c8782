// What somebody wrote and could not send, offered above the page that they opened to read.

import { sheet } from "./dom";
import { leaveEarlier, leaveEpochs } from "./live/recovery";
import { offerCopies } from "./notice";
import { type PageData, mayWrite } from "./page";

declare const EDITOR_CSS: string;

/** Edits that nobody can send any more, of an epoch that is over or of somebody who may not write, become copies first. */
export async function offer(article: HTMLElement, data: PageData): Promise<void> {
  await Promise.all([mayWrite(data.level) ? leaveEarlier(data) : leaveEpochs(data), sheet(EDITOR_CSS)]);
  await offerCopies(article, data);
}
