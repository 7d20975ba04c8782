// What the program imports, under short names. wasm-bindgen names each import by what it does and a hash, which is safe
// where programs are linked, but of no use to a browser: some 480 hashes, each of them in the program and in the script.

const IMPORTS = 2;

/** LEB128, as in the specification of WebAssembly, 5.2.2. */
function reader(bytes) {
  let at = 0;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  };
  const take = (length) => bytes.subarray(at, (at += length));
  const skip = (read) => {
    const from = at;
    read();
    return bytes.subarray(from, at);
  };
  return { number, take, skip, byte: () => bytes[at++], more: () => at < bytes.length };
}

function number(value) {
  const bytes = [];
  do {
    bytes.push((value & 127) | (value > 127 ? 128 : 0));
    value >>>= 7;
  } while (value);
  return Buffer.from(bytes);
}

const text = (words) => Buffer.concat([number(Buffer.byteLength(words)), Buffer.from(words)]);

/** a, b, .. z, aa, ab .. */
const name = (at) => (at < 26 ? "" : name(Math.floor(at / 26) - 1)) + String.fromCharCode(97 + (at % 26));

/** What stands behind the two names of an import: its kind and its type (5.5.5). */
function described(bytes) {
  const limits = () => {
    const most = bytes.byte() & 1;
    bytes.number();
    if (most) bytes.number();
  };
  return bytes.skip(() => {
    const kind = bytes.byte();
    if (kind === 0) bytes.number();
    else if (kind === 1) { bytes.byte(); limits(); }
    else if (kind === 2) limits();
    else if (kind === 3) bytes.take(2);
    else throw new Error(`an import of kind ${kind}`);
  });
}

/** The program and its script with what `module` gives to it under short names, and `module` under `shortModule`. */
export function shorten(program, script, module, shortModule) {
  const short = new Map();
  const sections = reader(program);
  const out = [sections.take(8)];
  while (sections.more()) {
    const id = sections.byte();
    const content = sections.take(sections.number());
    const renamed = id === IMPORTS ? imports(content, module, shortModule, short) : content;
    out.push(Buffer.from([id]), number(renamed.length), renamed);
  }
  const found = new Set();
  const renamed = script.replaceAll(`"${module}"`, `"${shortModule}"`).replace(/\b__wb\w+/g, (long) => {
    if (short.has(long)) found.add(long);
    return short.get(long) ?? long;
  });
  const missing = [...short.keys()].find((long) => !found.has(long));
  if (missing) throw new Error(`the script does not give ${missing}`);
  return { program: Buffer.concat(out), script: renamed };
}

function imports(content, module, shortModule, short) {
  const bytes = reader(content);
  const count = bytes.number();
  const out = [number(count)];
  for (let index = 0; index < count; index += 1) {
    const [from, what] = [0, 0].map(() => String(bytes.take(bytes.number())));
    const ours = from === module;
    if (ours && !short.has(what)) short.set(what, name(short.size));
    out.push(text(ours ? shortModule : from), text(ours ? short.get(what) : what), described(bytes));
  }
  return Buffer.concat(out);
}
