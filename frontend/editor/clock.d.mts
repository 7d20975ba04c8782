import type { Plugin } from "esbuild";

export function ticking(source: string, path?: string): string;
export const clock: Plugin;
