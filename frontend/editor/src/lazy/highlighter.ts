// Colours what is too long to be coloured in the page itself, where it can be stopped: a worker.

import { spansOf } from "./colours";

const worker = globalThis as unknown as { onmessage: unknown; postMessage(message: unknown): void };
worker.onmessage = ({ data }: { data: { text: string; language: string } }) => worker.postMessage(spansOf(data.text, data.language));
worker.postMessage("ready");
