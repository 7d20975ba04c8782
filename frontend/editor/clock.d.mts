import type { Plugin } from "esbuild";

export function ticking(source: string): Promise<string>;
export const clock: Plugin;
