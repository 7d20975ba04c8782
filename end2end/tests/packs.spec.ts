import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { expect, test, type Page } from '@playwright/test';

// The tests run a build for development, which has no packs. So a program of nothing but names is packed here.

const HASH = 'AAAAAAAAAAAAAAAAAAAAAA';
// As wasm-bindgen names an import.
const TELL = '__wbg_tell_0123456789abcdef';
const text = (words: string) => [words.length, ...Buffer.from(words)];

/** A module that tells its name when it is made an instance: (import "__wasm_split" name) (start 0). */
function module(name: string, from = '__wasm_split') {
  const section = (id: number, content: number[]) => [id, content.length, ...content];
  return Buffer.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, [1, 0x60, 0, 0]),
    ...section(2, [1, ...text(from), ...text(name), 0, 0]),
    ...section(8, [0]),
  ]);
}

function packed() {
  const folder = mkdtempSync(join(tmpdir(), 'atrium-packs-'));
  const write = (name: string, content: string | Buffer) => writeFileSync(join(folder, name), content);
  const parts: Record<string, string[]> = {
    board_1: ['both', 'panel_too', 'board_1'],
    pages_2: ['both', 'others', 'pages_2'],
    panel_3: ['both', 'panel_too', 'panel_3'],
    at_hand_4: ['others', 'at_hand_4'],
  };
  for (const name of new Set(Object.values(parts).flat())) write(`${name}.${HASH}.wasm`, module(name));
  const hashed = Object.entries(parts).map(([part, files]) => [part, files.map(file => `${file}.${HASH}`)]);
  write(`atrium.${HASH}.wasm`, module(TELL, './atrium_bg.js'));
  write(`atrium.${HASH}.css`, '@layer base{p{top:0}}@layer later{p{top:1px}@media print{p{top:2px}}}@layer utilities{p{left:0}}');
  write(`__wasm_split.${HASH}.js`, '');
  write(`__wasm_split_manifest.${HASH}.json`, JSON.stringify(Object.fromEntries(hashed)));
  // What wasm-bindgen makes, as far as the loader can tell.
  write(`atrium.${HASH}.js`, `
    import * as parts from"./__wasm_split.${HASH}.js";
    export default async function init({ module_or_path: answer }) {
      globalThis.told = [];
      await WebAssembly.instantiate(await answer.arrayBuffer(),
        {"./atrium_bg.js":{__proto__:null,${TELL}:function(){told.push("the program")}}});
      globalThis.parts = parts;
      const table = { get: (at) => (...args) => told.push([at, ...args]) };
      const names = ${JSON.stringify([...new Set(Object.values(parts).flat())])};
      const tellers = names.map(name => [name, () => told.push(name)]);
      return { __indirect_function_table: table, ...Object.fromEntries(tellers) };
    }
    export const hydrate = () => told.push("hydrated");
  `);
  execFileSync('node', [join(import.meta.dirname, '../../bin/lib/pack.mjs'), folder]);
  return { folder, list: JSON.parse(readFileSync(join(folder, 'packs.json'), 'utf8')) };
}

/** Opens a page that has nothing but the packed program; `asked` are the names it fetches. */
async function start(page: Page, { folder, list }: ReturnType<typeof packed>) {
  const asked: string[] = [];
  await page.route('**/packed/**', route => {
    const name = new URL(route.request().url()).pathname.split('/').pop()!;
    if (name === 'index.html') {
      return route.fulfill({ contentType: 'text/html', body: `<script type="module" src="${list.loader}"></script>` });
    }
    asked.push(name);
    const contentType = { js: 'text/javascript', css: 'text/css' }[name.split('.').pop()!] ?? 'application/octet-stream';
    return route.fulfill({ contentType, body: readFileSync(join(folder, name)) });
  });
  await page.goto('/packed/index.html');
  await expect.poll(() => page.evaluate('globalThis.told')).toContain('hydrated');
  return asked;
}

const load = (page: Page, part: string): Promise<unknown[]> =>
  page.evaluate(`parts.__wasm_split_load_${part}("${part}", 7).then(() => told.splice(0))`);

test('a program comes in a few packs, each file once, and a pack that is cut off comes again', async ({ page }) => {
  const program = packed();
  const { list, folder } = program;
  const names = readdirSync(folder);
  expect(names.filter(name => /\.wasm|split|\.json$/.test(name))).toEqual(['packs.json']);
  for (const name of names.filter(name => name.endsWith('.br'))) {
    expect(brotliDecompressSync(readFileSync(join(folder, name)))).toEqual(readFileSync(join(folder, name.slice(0, -3))));
  }

  const asked = await start(page, program);
  // What board and pages share comes with the program, which comes first.
  expect(await page.evaluate('told.splice(0)')).toEqual(['the program', 'both', 'hydrated']);
  expect(asked).toContain(list.house);

  const sheet = (name: string) => readFileSync(join(folder, name), 'utf8');
  expect(sheet(list.later)).toBe('@layer later{p{top:1px}@media print{p{top:2px}}}');
  expect(sheet(list.style)).toBe(
    '@layer base,ui,feature,later,utilities;@layer base{p{top:0}}@layer utilities{p{left:0}}',
  );

  const [board] = list.parts.board_1;
  let cut = true;
  await page.route(`**/${board}`, route => {
    const body = readFileSync(join(folder, board));
    return route.fulfill({ body: cut ? body.subarray(0, body.length - 3) : body });
  });
  const first = await load(page, 'board_1');
  expect(first).toContainEqual(['board_1', 7, false]);
  cut = false;
  const second = await load(page, 'board_1');
  expect(second.at(-1)).toEqual(['board_1', 7, true]);
  expect([...first, ...second].filter(told => typeof told === 'string').sort()).toEqual(['board_1', 'panel_too']);
  expect(asked).not.toContain(list.later);
  // What stands over a board takes from the board's pack what is in there.
  expect(list.parts.panel_3[0]).toBe(board);
  expect(await load(page, 'panel_3')).toEqual(['panel_3', ['panel_3', 7, true]]);
  // Any other part stands alone, and holds again what two of them need.
  expect(await page.evaluate(() => document.styleSheets.length)).toBe(1);
  const pages = await load(page, 'pages_2');
  expect(pages.slice(0, 2).sort()).toEqual(['others', 'pages_2']);
  expect(pages.slice(2)).toEqual([['pages_2', 7, true]]);
  expect(await load(page, 'at_hand_4')).toEqual(['at_hand_4', ['at_hand_4', 7, true]]);
  expect(await load(page, 'board_1')).toEqual([['board_1', 7, true]]);
  expect(asked.filter(name => name.endsWith('.pack')).length).toBe(4);
  expect(asked.filter(name => name === list.later).length).toBe(1);
});
