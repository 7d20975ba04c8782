// Starts the program of a release and fetches its parts. Their files of WebAssembly come in packs, some fifty files
// compressed as one, which is a fifth less to send than each compressed by itself. `bin/lib/pack.mjs` makes the packs,
// writes above this what PROGRAM, HOUSE (the pack that every page needs) and PARTS (for each part the packs that it needs
// beyond that) are, which part is the BOARD and which sheet comes LATER, and below it a function for each part, which the program calls.

const opened = new Map();
const instances = new Map();
let style;

// What the program gives to the files of its parts, once it is there.
let awake;
const program = new Promise((resolve) => { awake = resolve; });

/**
 * The files of a pack in their order, each as an answer that can be read while the rest is on its way. A pack is the
 * length of its list in four bytes, little end first, the list of [name, length] in JSON, and the files.
 */
async function* unpack(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const reader = answer.body.getReader();
  let rest = new Uint8Array();
  const upTo = async (most) => {
    while (!rest.length) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`${address} was cut off.`);
      rest = value;
    }
    const taken = rest.subarray(0, most);
    rest = rest.subarray(taken.length);
    return taken;
  };
  const stream = (left) => new Response(new ReadableStream({
    async pull(out) {
      const taken = await upTo(left);
      left -= taken.length;
      out.enqueue(taken);
      if (!left) out.close();
    },
  }), { headers: { "content-type": "application/wasm" } });

  const length = new DataView(await stream(4).arrayBuffer()).getUint32(0, true);
  for (const [name, size] of await stream(length).json()) yield [name, stream(size)];
}

async function take(pack) {
  const files = [];
  for await (const [name, answer] of unpack(pack)) {
    if (name === PROGRAM) awake(await init({ module_or_path: answer }));
    else files.push(instance(name, await answer.arrayBuffer()));
  }
  await Promise.all(files);
}

/** A file that two packs hold is made an instance once. */
function instance(name, code) {
  if (!instances.has(name)) {
    instances.set(name, program.then((shared) => WebAssembly.instantiate(code, { __wasm_split: shared })));
  }
  return instances.get(name);
}

/** What did not arrive is fetched anew when it is asked for again. */
function open(pack) {
  if (!opened.has(pack)) {
    const opening = take(new URL(pack, import.meta.url));
    opening.catch(() => opened.delete(pack));
    opened.set(pack, opening);
  }
  return opened.get(pack);
}

/** The sheet for all that a board does not show at first. A page that shows something else names it in its head. */
function styled() {
  if (!style) {
    let link = document.querySelector(`link[href$="${LATER}"]`);
    if (link) return (style = Promise.resolve());
    link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL(LATER, import.meta.url);
    style = new Promise((resolve, reject) => {
      link.onload = resolve;
      link.onerror = () => reject(new Error(`${LATER} did not arrive.`));
    });
    style.catch(() => { style = undefined; link.remove(); });
    document.head.append(link);
  }
  return style;
}

async function load(part, callback, data) {
  const sheet = part === BOARD ? [] : [styled()];
  const arrived = await Promise.all([...sheet, ...PARTS[part].map(open)]).then(() => true, (error) => {
    console.error(error);
    return false;
  });
  const { __indirect_function_table: table } = await program;
  table.get(callback)(data, arrived);
}

async function start() {
  await open(HOUSE);
  hydrate();
}

// The page is there already; a browser that is still busy with it goes first.
if ("requestIdleCallback" in globalThis) requestIdleCallback(start, { timeout: 2000 });
else start();
