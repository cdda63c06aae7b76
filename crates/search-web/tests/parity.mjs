// Runs the built engine in node on a pack and checks a table of queries: the same ids in the same
// order as natively. Also that a cold search takes at most three rounds.
//
// usage: node parity.mjs PACK_DIRECTORY TABLE.json      (table: [[query, [id, …]], …])

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';

const [packDirectory, tableFile] = process.argv.slice(2);
const dist = new URL('../dist/', import.meta.url);

// The worker script as the site ships it; `self` is all it needs of a worker's world to load.
globalThis.self = {};
vm.runInThisContext(readFileSync(new URL('search-worker.js', dist), 'utf8'));
const glue = vm.runInThisContext('wasm_bindgen');
glue.initSync({ module: new WebAssembly.Module(readFileSync(new URL('search-engine.wasm', dist))) });

// The stemmer of a language other than English is a file of its own, loaded as the worker does.
const read = (file) => readFileSync(join(packDirectory, file));
const entry = read('pack.json');
const hot = read(JSON.parse(entry).hot);
const { language } = JSON.parse(entry);
if (language !== 'en') {
  const module = new WebAssembly.Module(readFileSync(new URL(`stemmers/${language}.wasm`, dist)));
  globalThis.retoldStem = vm.runInThisContext('retoldStemmer')(new WebAssembly.Instance(module));
}

const MAX_ROUNDS = 3;
let failures = 0;
for (const [query, expected] of JSON.parse(readFileSync(tableFile))) {
  const engine = glue.Engine.open(entry, hot);
  let rounds = 0;
  let step = JSON.parse(engine.search(query, 1000, 0, false, 'relevance'));
  while (step.needs && rounds <= MAX_ROUNDS) {
    rounds += 1;
    for (const [file, start, end] of step.needs) {
      engine.supply(file, start, end, read(file).subarray(start, end));
    }
    step = JSON.parse(engine.search(query, 1000, 0, false, 'relevance'));
  }
  const found = (step.answer?.hits ?? []).map((hit) => hit.id);
  if (rounds > MAX_ROUNDS || step.answer?.total !== expected.length || found.join() !== expected.join()) {
    failures += 1;
    console.error(`${JSON.stringify(query)}: ${rounds} rounds\n  native ${expected}\n  wasm   ${found}`);
  }
  engine.free();
}
process.exit(failures === 0 ? 0 : 1);
