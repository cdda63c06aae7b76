// A search pack that is damaged on its way or on the host: what is shown is right, or an error. "No incidents" would be believed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from './server.mjs';
import { buildSite, launch, open, searchInTerminal } from './support.mjs';

const QUERIES = ['certificate', '"load balancer"', 'failover mysql', 'postgres'];

/** Ways of damage: what becomes of the bytes of a file. @type {Record<string, (bytes: Buffer, random: () => number) => Buffer>} */
const WAYS = {
  'one bit': (bytes, random) => flipped(bytes, random, 1),
  'twenty bits': (bytes, random) => flipped(bytes, random, 20),
  'zeros': bytes => Buffer.alloc(bytes.length),
  'zeros behind the middle': bytes => Buffer.concat([bytes.subarray(0, bytes.length / 2), Buffer.alloc(Math.ceil(bytes.length / 2))]),
  'cut off': (bytes, random) => bytes.subarray(0, Math.floor(random() * bytes.length)),
  'empty': () => Buffer.alloc(0),
  'a page': () => Buffer.from('<!doctype html><title>Sign in</title><p>Sign in to go on.'),
};

let site, browser;
before(async () => {
  site = buildSite();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  site?.remove();
});

/** Numbers from 0 to 1, the same for the same seed. */
function randomOf(seed) {
  let state = seed * 2_654_435_761 >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

function flipped(bytes, random, count) {
  const damaged = Buffer.from(bytes);
  for (let bit = 0; bit < count && damaged.length > 0; bit += 1) {
    damaged[Math.floor(random() * damaged.length)] ^= 1 << Math.floor(random() * 8);
  }
  return damaged;
}

/** What the page shows for `query`: the ids of documents, or the cause of an error. */
async function shown(page, query) {
  await page.fill('#q', query);
  const answer = await page.waitForFunction(query => {
    const trouble = document.getElementById('trouble');
    if (trouble && !trouble.hidden && trouble.dataset.cause !== 'slow') return { cause: trouble.dataset.cause };
    const list = document.getElementById('results');
    if (list?.dataset.query !== query || list.dataset.finished !== 'true') return null;
    return { ids: [...list.children].map(item => /** @type {HTMLElement} */ (item).dataset.id) };
  }, query, { timeout: 30_000 });
  return answer.jsonValue();
}

/** Looks for all queries on a site whose files `rewrite` changes; returns how many had an error. */
async function look(name, options) {
  const server = await serve(site.folder, options);
  const view = await open(browser);
  let errors = 0;
  try {
    await view.page.goto(`${server.url}search/`);
    for (const query of QUERIES) {
      const { ids, cause } = await shown(view.page, query);
      if (cause) errors += 1;
      else assert.deepEqual(ids, searchInTerminal(site.folder, query), `${name}: ${query}`);
    }
  } finally {
    await view.close();
    await server.stop();
  }
  return errors;
}

const isOfPack = path => /^search\/pack\/.*\.bin$/.test(path);

test('a damaged part is named or makes no difference, whatever the damage', async () => {
  let errors = 0;
  for (let seed = 1; seed <= 20; seed += 1) {
    const names = Object.keys(WAYS);
    const way = names[seed % names.length];
    // Each file is damaged in the same way however often it is asked for.
    const share = seed % 3 === 0 ? 1 : 0.4;
    const rewrite = (path, bytes) => {
      const random = randomOf(seed + [...path].reduce((sum, c) => sum * 31 + c.charCodeAt(0) & 0xFFFF, 7));
      return isOfPack(path) && random() < share ? WAYS[way](bytes, random) : bytes;
    };
    errors += await look(`${seed}, ${way}`, { rewrite, ranges: seed % 2 === 0 });
  }
  assert.ok(errors > 0, 'no damage was noticed at all');
});

test('parts that are gone are an error', async () => {
  for (const blocked of [['search/pack/idx-'], ['search/pack/term-'], ['search/pack/pos-'], ['search/pack/']]) {
    await look(String(blocked), { blocked });
  }
});
