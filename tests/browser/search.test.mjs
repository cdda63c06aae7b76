// The search page as readers use it: typed into, on the really built site, below a sub-path, under its own
// content security policy.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { serve } from './server.mjs';
import { buildSite, launch, open, searchInTerminal, settled } from './support.mjs';

// The first ten documents of each are the same in the terminal and in the browser.
const QUERIES = [
  'certificate', 'regular expression', '"load balancer"', 'failover mysql', 'database -mysql', '+dns outage', 'service:dns',
  'sev:1 power', 'kind:near-miss', 'after:2024-01', 'deploy rollback', 'kubernetes', 'max_connections', 'zzzzzz',
  '"unbalanced', '((', 'tag:network capacity', '🔥', 'the of and',
];

let site, browser;
before(async () => {
  site = buildSite();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  site?.remove();
});

async function withPage(options, path, use) {
  const server = await serve(site.folder, options);
  const view = await open(browser);
  try {
    await view.page.goto(server.url + path);
    await use(view.page, server, view.errors);
  } finally {
    await view.close();
    await server.stop();
  }
}

/** Builds an archive of documents by name, with this configuration. */
function writeArchive(configuration, documents) {
  const root = mkdtempSync(path.join(tmpdir(), 'retold-archive-'));
  mkdirSync(path.join(root, 'content'));
  writeFileSync(path.join(root, 'retold.toml'), configuration);
  for (const [name, text] of Object.entries(documents)) writeFileSync(path.join(root, 'content', name), text);
  const built = buildSite(root);
  return { site: built, remove: () => { built.remove(); rmSync(root, { recursive: true }); } };
}

test('typing finds what the terminal finds, in the same order', async () => {
  await withPage({}, 'search/', async (page, server, errors) => {
    for (const query of QUERIES) {
      await page.fill('#q', '');
      await settled(page, '');
      await page.fill('#q', `${query} `);
      // A space after the last word says that the word is finished, as it is in the terminal.
      assert.deepEqual(await settled(page, `${query} `), searchInTerminal(site.folder, query), query);
    }
    assert.deepEqual(errors, []);
  });
});

test('what was typed is a whole word after a while, and on another visit', async () => {
  await withPage({}, 'search/', async (page, server, errors) => {
    for (const query of ['databas', 'data', 'conection', 'servce:dns', 'kube-prxy']) {
      await page.fill('#q', query);
      await page.waitForFunction(query => {
        const { query: shown, finished } = document.getElementById('results').dataset;
        return shown === query && finished === 'true';
      }, query);
      const found = await settled(page, query);
      assert.deepEqual(found, searchInTerminal(site.folder, query), query);
      await page.reload();
      assert.deepEqual(await settled(page, query), found, query);
    }
    assert.deepEqual(errors, []);
  });
});

test('a mistyped filter is asked for', async () => {
  await withPage({}, 'search/?q=servce%3Adns', async (page, server, errors) => {
    await settled(page, 'servce:dns');
    await page.locator('#notes button', { hasText: 'service:' }).click();
    assert.deepEqual(await settled(page, 'service:dns'), searchInTerminal(site.folder, 'service:dns'));
    assert.deepEqual(errors, []);
  });
});

test('results come while typing, with what a reader needs to choose', async () => {
  await withPage({}, 'search/', async (page, server, errors) => {
    await page.locator('#q').pressSequentially('boltd', { delay: 30 });
    await settled(page, 'boltd');
    const first = page.locator('#results > li').first();
    assert.match(await first.locator('h3 a').textContent(), /Roblox/);
    assert.equal(await first.locator('time').count(), 1);
    assert.match(await first.locator('.sev').textContent(), /SEV1/);
    assert.match(await first.textContent(), /consul/);
    assert.ok((await first.locator('.excerpt').textContent()).length > 40);
    assert.match(await page.locator('#status').textContent(), /1 incident/);
    await first.locator('h3 a').click();
    assert.match(await page.locator('h1').textContent(), /Roblox/);
    assert.deepEqual(errors, []);
  });
});

test('the state is in the address, and survives going back', async () => {
  await withPage({}, 'search/?q=certificate', async (page, server, errors) => {
    const found = await settled(page, 'certificate');
    assert.ok(found.length > 0);
    assert.equal(await page.inputValue('#q'), 'certificate');
    await page.fill('#q', 'postgres');
    await settled(page, 'postgres');
    assert.equal(new URL(page.url()).searchParams.get('q'), 'postgres');
    await page.locator('#results h3 a').first().click();
    await page.goBack();
    assert.equal(await page.inputValue('#q'), 'postgres');
    await settled(page, 'postgres');
    assert.deepEqual(errors, []);
  });
});

test('a search from the home page arrives', async () => {
  await withPage({}, '', async (page, server, errors) => {
    await page.fill('#q', 'leap second dns');
    await page.keyboard.press('Enter');
    await page.waitForURL(/search\/\?q=/);
    assert.ok((await settled(page, 'leap second dns')).length > 0);
    assert.deepEqual(errors, []);
  });
});

/** A stack trace that is longer than servers accept addresses. */
const TRACE = Array.from({ length: 700 }, (_, line) => `  at io.etcd.boltdb.Freelist.release(Freelist.java:${line}) – blocked`).join('\n');

async function paste(page, text) {
  await page.locator('#q').focus();
  await page.keyboard.insertText(text);
}

test('a pasted stack trace is searched for, and never sent to the server', async () => {
  await withPage({}, '', async (page, server, errors) => {
    const query = TRACE;
    await paste(page, TRACE);
    await page.keyboard.press('Enter');
    await page.waitForURL(/search\/#q=/);
    const found = await settled(page, query);
    assert.ok(found.length > 0);
    assert.equal(new URL(page.url()).search, '');
    // The address has the words that count, and the history the text.
    assert.ok(page.url().length < server.url.length + 1_000, page.url());
    assert.equal(await page.inputValue('#q'), query);
    await page.reload();
    assert.deepEqual(await settled(page, query), found);
    await page.locator('#results h3 a').first().click();
    await page.goBack();
    assert.deepEqual(await settled(page, query), found);
    // A link to a part of the page leaves the query alone.
    await page.evaluate(() => document.querySelector('a.skip').click());
    assert.equal(await page.inputValue('#q'), query);
    await page.fill('#q', 'postgres');
    await settled(page, 'postgres');
    const { search, hash } = new URL(page.url());
    assert.deepEqual([search, hash], ['?q=postgres', '#main']);
    assert.deepEqual(errors, []);
  });
});

test('a pasted stack trace arrives on the search page of a file, too', async () => {
  const view = await open(browser);
  await view.page.goto(`${pathToFileURL(site.folder)}/index.html`);
  await paste(view.page, TRACE);
  await view.page.keyboard.press('Enter');
  assert.ok((await settled(view.page, TRACE)).length > 0);
  await view.close();
});

test('keys alone are enough', async () => {
  await withPage({}, 'search/?q=database', async page => {
    const found = await settled(page, 'database');
    await page.locator('#q').focus();
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.evaluate(() => document.activeElement.pathname.split('/').at(-2)), found[0]);
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
    await page.keyboard.press('Escape');
    assert.equal(await page.inputValue('#q'), '');
  });
});

test('a result shows the section that matched, and leads there', async () => {
  await withPage({}, 'search/?q=boltdb%20freelist', async (page, server, errors) => {
    await settled(page, 'boltdb freelist');
    const excerpt = page.locator('#results .excerpt').first();
    assert.match((await excerpt.locator('mark').allTextContents()).join(' '), /freelist/i);
    const where = excerpt.locator('a.where');
    assert.match(await where.getAttribute('href'), /#./);
    await where.click();
    const target = decodeURIComponent(new URL(page.url()).hash.slice(1));
    assert.equal(await page.locator(`[id="${target}"]`).count(), 1);
    assert.deepEqual(errors, []);
  });
});

test('filters are counted, chosen and taken back', async () => {
  await withPage({}, 'search/?q=network', async (page, server, errors) => {
    const all = await settled(page, 'network');
    const total = parseInt(await page.locator('#status').textContent(), 10);
    const value = page.locator('#fields fieldset', { hasText: 'Severity' }).locator('label').first();
    await value.waitFor();
    const label = await value.locator('.name').textContent();
    const count = Number(await value.locator('.count').textContent());
    assert.ok(count > 0 && count < total, `${count} of ${total}`);
    await value.locator('input').check();
    const query = `network sev:${label.toLowerCase()}`;
    const filtered = await settled(page, query);
    assert.deepEqual(filtered, searchInTerminal(site.folder, query));
    assert.equal(filtered.length, Math.min(count, 10));
    assert.equal(new URL(page.url()).searchParams.get('q'), query);
    await page.waitForFunction(query => document.getElementById('fields').dataset.query === query, query);
    assert.ok(await page.locator(`[data-filter="sev:${label.toLowerCase()}"]`).isChecked());
    await page.locator(`[data-filter="sev:${label.toLowerCase()}"]`).uncheck();
    assert.deepEqual(await settled(page, 'network'), all);
    await page.fill('#from', '2021-01');
    const later = await settled(page, 'network after:2021-01');
    assert.ok(later.length > 0 && parseInt(await page.locator('#status').textContent(), 10) < total);
    assert.deepEqual(errors, []);
  });
});

test('the order can be chosen, and is in the address', async () => {
  await withPage({}, 'search/?q=outage', async (page, server, errors) => {
    await settled(page, 'outage');
    await page.selectOption('#sort', 'newest');
    await page.waitForFunction(() => new URL(location).searchParams.get('sort') === 'newest');
    const dates = () => page.locator('#results time').evaluateAll(times => times.map(time => time.dateTime));
    await page.waitForFunction(() => {
      const dates = [...document.querySelectorAll('#results time')].map(time => time.dateTime);
      return dates.length > 1 && dates.every((date, index) => index === 0 || dates[index - 1] >= date);
    });
    const before = await dates();
    await page.reload();
    await settled(page, 'outage');
    assert.deepEqual(await dates(), before);
    assert.deepEqual(errors, []);
  });
});

test('nothing found says what else to try', async () => {
  await withPage({}, 'search/?q=boltbd%20service:nowhere', async (page, server, errors) => {
    await settled(page, 'boltbd service:nowhere');
    assert.match(await page.locator('#notes').textContent(), /“boltbd” is in no document/);
    await page.locator('#notes button').click();
    assert.ok((await settled(page, 'boltbd')).length > 0);
    assert.deepEqual(errors, []);
  });
});

test('a page that is older than the index finds the new one', async () => {
  const rewrite = (path, bytes) => (path === 'search/'
    ? Buffer.from(bytes.toString().replaceAll(/hot-[a-z0-9]+\.bin/g, 'hot-0000000000000.bin'))
    : bytes);
  await withPage({ rewrite }, 'search/?q=failover', async page => {
    assert.deepEqual(await settled(page, 'failover'), searchInTerminal(site.folder, 'failover'));
    assert.ok(await page.locator('#trouble').isHidden());
  });
});

test('from any page, a key leads to the search, and the focus gets it ready', async () => {
  await withPage({}, 'services/', async (page, server, errors) => {
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.name), 'q');
    await page.waitForFunction(count => performance.getEntriesByType('resource')
      .filter(({ name }) => /search-engine|hot-/.test(name)).length >= count, 2);
    assert.deepEqual(errors, []);
  });
});

test('markup in a document is shown as it was written, and never run', async () => {
  const archive = writeArchive('', {
    '2026-01-31-markup.md': '# <img src=x onerror=alert(1)> breaks `</script>`\n\nA `<script>alert("deploy")</script>` was pasted & stored.\n',
  });
  const server = await serve(archive.site.folder);
  const view = await open(browser);
  view.page.on('dialog', () => assert.fail('a script of a document ran'));
  await view.page.goto(`${server.url}search/?q=deploy`);
  assert.deepEqual(await settled(view.page, 'deploy'), ['2026-01-31-markup']);
  assert.match(await view.page.locator('#results .excerpt').textContent(), /A <script>alert\("deploy"\)<\/script> was pasted & stored/);
  assert.equal(await view.page.locator('#results :is(script, img)').count(), 0);
  await view.page.locator('#search textarea').fill('<img src=x onerror=alert(1)> onerror');
  await settled(view.page, '<img src=x onerror=alert(1)> onerror');
  assert.equal(await view.page.locator('main :is(script, img)').count(), 0);
  assert.deepEqual(view.errors, []);
  await view.close();
  await server.stop();
  archive.remove();
});

test('an archive in another language brings its own stemmer', async () => {
  const archive = writeArchive('language = "de"\n', {
    '2026-01-31-last.md': '# Überlastung der Datenbanken\n\nDie Verbindungen brachen ab.\n',
  });
  const server = await serve(archive.site.folder);
  for (const address of [`${server.url}search/?q=verbindung`, `${pathToFileURL(archive.site.folder)}/search/index.html?q=verbindung`]) {
    const view = await open(browser);
    await view.page.goto(address);
    assert.deepEqual(await settled(view.page, 'verbindung'), ['2026-01-31-last']);
    assert.equal(await view.page.locator('#results mark').first().textContent(), 'Verbindungen');
    await view.close();
  }
  await server.stop();
  archive.remove();
});

test('from a file, a small archive can be searched, too', async () => {
  const view = await open(browser);
  await view.page.goto(`${pathToFileURL(site.folder)}/index.html`);
  await view.page.locator('.big-search textarea').fill('failover');
  await view.page.keyboard.press('Enter');
  assert.deepEqual(await settled(view.page, 'failover'), searchInTerminal(site.folder, 'failover'));
  await view.page.locator('#results h3 a').first().click();
  assert.match(await view.page.locator('article h1').textContent(), /\w/);
  // The preloads of the search page are for servers; a browser says that it leaves them.
  const preloads = /^loads file:|link element resource|net::ERR_FAILED/;
  assert.deepEqual(view.errors.filter((error) => !preloads.test(error)), []);
  await view.close();
});

test('a server without ranges and with wrong types will do', async () => {
  await withPage({ ranges: false, honestTypes: false, prefix: '/' }, 'search/?q=failover', async (page, server, errors) => {
    assert.deepEqual(await settled(page, 'failover'), searchInTerminal(site.folder, 'failover'));
    assert.deepEqual(errors, []);
  });
});

test('what cannot run says so, and shows the way to the indexes', async () => {
  for (const blocked of [['assets/search-worker'], ['assets/search-engine'], ['search/pack/hot-'], ['search/pack/']]) {
    await withPage({ blocked }, 'search/?q=dns', async page => {
      const trouble = page.locator('#trouble');
      await trouble.waitFor({ state: 'visible', timeout: 20_000 });
      assert.ok((await trouble.textContent()).length > 20, blocked[0]);
      assert.ok(await trouble.locator('a[href$="browse/"]').count() > 0, blocked[0]);
      assert.doesNotMatch(await page.locator('#status').textContent(), /Searching/);
    });
  }
});

test('without JavaScript the page says so', async () => {
  const server = await serve(site.folder);
  const view = await open(browser, { javaScriptEnabled: false });
  await view.page.goto(`${server.url}search/`);
  assert.match(await view.page.locator('#unstarted').textContent(), /JavaScript/);
  assert.ok(await view.page.locator('#unstarted').isVisible());
  assert.equal(await view.page.locator('main :is(textarea, button, select, input):visible').count(), 0);
  assert.ok(await view.page.locator('nav a[href$="browse/"]').count() > 0);
  await view.close();
  await server.stop();
});

test('nothing of the search loads before its page opens', async () => {
  await withPage({}, '', async (page, server) => {
    await page.waitForLoadState('networkidle');
    assert.deepEqual(server.requests.filter(url => /search-|pack/.test(url)), []);
  });
});

/** Adds up what moves without a reader's doing, as browsers measure it. */
const watchShifts = () => {
  window.shifted = { total: 0, what: [] };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      window.shifted.total += entry.value;
      window.shifted.what.push(...entry.sources.map(({ node }) => node?.id || node?.className || node?.nodeName));
    }
  }).observe({ type: 'layout-shift', buffered: true });
};

test('nothing moves when results come, however slowly', async () => {
  const pasted = encodeURIComponent('ERROR psycopg2.OperationalError: FATAL: too many clients already\n  at pool.acquire(pool.py:112)');
  for (const address of ['search/', 'search/?q=database+failover+kind%3Aincident', 'search/?q=zzzzzz', `search/#q=${pasted}`]) {
    for (const [latency, width] of [[0, 1280], [150, 1280], [150, 320]]) {
      const server = await serve(site.folder, { latency });
      const view = await open(browser, { viewport: { width, height: 800 } });
      await view.page.addInitScript(watchShifts);
      await view.page.goto(server.url + address);
      await view.page.waitForFunction(() => document.getElementById('results').dataset.query !== undefined);
      if (width > 1000 && !address.endsWith('zzzzzz')) await view.page.locator('#fields fieldset').first().waitFor();
      if (address.includes('#')) await view.page.locator('.precedent li').first().waitFor();
      await view.page.waitForTimeout(200);
      const { total, what } = await view.page.evaluate(() => window.shifted);
      assert.ok(total < 0.005, `${address} at ${width} px, ${latency} ms: ${total} (${what})`);
      await view.close();
      await server.stop();
    }
  }
});

test('the box of every page grows, and takes any paste', async () => {
  await withPage({}, 'services/', async (page, server, errors) => {
    const box = page.locator('.quick-search textarea');
    const height = async () => (await box.boundingBox()).height;
    const before = await height();
    await box.focus();
    await page.keyboard.insertText(TRACE.slice(0, 28_000));
    assert.ok(await height() > before * 2);
    await page.keyboard.press('Enter');
    await page.waitForURL(/search\/#q=/);
    assert.ok((await settled(page, TRACE.slice(0, 28_000))).length > 0);
    assert.ok(server.requests.every(url => url.length < 200));
    assert.deepEqual(errors, []);
  });
});

test('an example finds something, and "Back" leads to how to ask', async () => {
  await withPage({}, 'search/', async (page, server, errors) => {
    await settled(page, '');
    const examples = page.locator('#how .examples a');
    assert.equal(await examples.count(), 5);
    for (let index = 0; index < 5; index += 1) {
      const query = await examples.nth(index).getAttribute('data-query');
      await examples.nth(index).click();
      assert.ok((await settled(page, query)).length > 0, query);
      assert.ok(await page.locator('#how').isHidden());
      await page.goBack();
      await settled(page, '');
      assert.ok(await page.locator('#how').isVisible());
    }
    assert.deepEqual(errors, []);
  });
});

test('each filter is a chip and an entry of the history', async () => {
  await withPage({}, 'search/?q=network', async (page, server, errors) => {
    const all = await settled(page, 'network');
    await page.locator('#fields input[type="checkbox"]').first().check();
    await page.waitForFunction(() => /^network \S+:/.test(document.getElementById('results').dataset.query));
    const filtered = await page.inputValue('#q');
    await settled(page, filtered);
    assert.equal(await page.locator('#chips .chip').count(), 1);
    await page.locator('#chips .chip').click();
    assert.deepEqual(await settled(page, 'network'), all);
    assert.ok(await page.locator('#chips').isHidden());
    await page.goBack();
    await settled(page, filtered);
    await page.goBack();
    assert.deepEqual(await settled(page, 'network'), all);
    assert.equal(await page.inputValue('#q'), 'network');
    assert.deepEqual(errors, []);
  });
});

test('"Back" from a result leads to its place among more results', async () => {
  await withPage({}, 'search/?q=outage', async (page, server, errors) => {
    await settled(page, 'outage');
    await page.locator('#more').click();
    await page.waitForFunction(() => document.querySelectorAll('#results > li').length > 10);
    const link = page.locator('#results h3 a').nth(14);
    const id = await page.locator('#results > li').nth(14).getAttribute('data-id');
    await link.scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => scrollY);
    assert.ok(before > 500);
    await link.click();
    await page.locator('article h1').waitFor();
    await page.goBack();
    await page.waitForFunction(() => document.querySelectorAll('#results > li').length > 10);
    await page.waitForFunction(scroll => Math.abs(scrollY - scroll) < 5, before);
    assert.equal(await page.evaluate(() => document.activeElement.closest('li')?.dataset.id), id);
    assert.deepEqual(errors, []);
  });
});

test('the page of a result marks the words that led to it', async () => {
  await withPage({}, 'search/?q=boltdb%20freelist', async (page, server, errors) => {
    await settled(page, 'boltdb freelist');
    const marked = () => page.evaluate(() => [...(CSS.highlights.get('retold-found') ?? [])].map(range => range.toString().toLowerCase()));
    await page.locator('#results h3 a').first().click();
    await page.locator('article h1').waitFor();
    await page.waitForFunction(() => CSS.highlights.has('retold-found'));
    assert.deepEqual([...new Set(await marked())].map(word => word.slice(0, 4)).sort().slice(0, 2), ['bolt', 'free']);
    await page.goto(`${server.url}services/`);
    assert.deepEqual(await marked(), []);
    assert.deepEqual(errors, []);
  });
});

test('a rule parts results with all words from those with some', async () => {
  await withPage({}, 'search/?q=database%20failover', async (page, server, errors) => {
    await settled(page, 'database failover');
    while (await page.locator('.rule').count() === 0) {
      const count = await page.locator('#results > li').count();
      await page.locator('#more').click();
      await page.waitForFunction(count => document.querySelectorAll('#results > li').length > count, count);
    }
    assert.equal(await page.locator('.rule').count(), 1);
    const parts = await page.locator('#results > li').evaluateAll(items => items.map(item => item.querySelector('.matched') === null));
    const first = await page.locator('#results > li').evaluateAll(items => items.findIndex(item => item.querySelector('.rule')));
    assert.ok(first > 0);
    // Those behind it name the words that they have.
    assert.deepEqual(parts, parts.map((_, index) => index < first));
    assert.deepEqual(errors, []);
  });
});

test('of what looks like a pasted text, it is shown how that was resolved', async () => {
  const archive = writeArchive('', {
    '2025-01-31-first.md': '# Pool is full\n\nconnection refused by payments\n\n## Resolution\n\nThe pool was made larger. It took an hour.\n\n## Action items\n\n- [ ] Give the pool a limit\n- [x] Page somebody\n',
    '2026-01-31-second.md': '---\nrecurrence_of: 2025-01-31-first\n---\n# Pool is full again\n\nconnection refused by payments\n',
  });
  const server = await serve(archive.site.folder);
  const view = await open(browser);
  const query = '2026-02-01T03:12:44Z ERROR payments connection refused to 10.0.0.7:5432';
  await view.page.goto(`${server.url}search/?q=${encodeURIComponent(query)}`);
  await settled(view.page, query);
  const first = view.page.locator('[data-id="2025-01-31-first"]');
  await first.locator('.precedent li').first().waitFor();
  assert.match(await first.locator('.precedent').textContent(), /Happened 2 times\. Resolved: The pool was made larger\..*1 action still open: Give the pool a limit/);
  assert.match(await first.locator('.matched').textContent(), /3 of 3 words: payments connection refused/);
  assert.deepEqual(view.errors, []);
  await view.close();
  await server.stop();
  archive.remove();
});

test('a long facet has a box, which also takes what is not listed', async () => {
  const documents = Object.fromEntries(Array.from({ length: 230 }, (_, number) => [
    `2026-01-31-${number}.md`, `---\ntags: [tag ${number}, common]\n---\n# Report ${number}\n`,
  ]));
  const archive = writeArchive('', documents);
  const server = await serve(archive.site.folder);
  const view = await open(browser, { viewport: { width: 1280, height: 800 } });
  await view.page.goto(`${server.url}search/`);
  const facet = view.page.locator('#fields fieldset', { hasText: 'common' });
  await facet.locator('button', { hasText: '225 more' }).click();
  assert.match(await facet.locator('.others').textContent(), /^31 rarer ones/);
  const box = facet.locator('.among');
  await box.fill('tag 22');
  const shown = await facet.locator('label:visible .name').allTextContents();
  assert.ok(shown.length < 12 && shown.every(name => name.startsWith('tag 22')), String(shown));
  await box.fill('tag 99');
  await box.press('Enter');
  await settled(view.page, 'tag:tag-99').catch(() => settled(view.page, 'tag:"tag 99"'));
  assert.deepEqual(await view.page.$$eval('#results > li', items => items.map(item => item.dataset.id)), ['2026-01-31-99']);
  await view.close();
  await server.stop();
  archive.remove();
});

test('a connection that breaks leaves no results of another query', async () => {
  const blocked = [];
  await withPage({ blocked }, 'search/?q=postgres', async page => {
    assert.ok((await settled(page, 'postgres')).length > 0);
    await page.context().setOffline(true);
    await page.fill('#q', '"split brain" freelist');
    await page.locator('#trouble[data-cause="network"]').waitFor({ state: 'visible', timeout: 20_000 });
    assert.equal(await page.locator('#results > li').count(), 0);
    await page.context().setOffline(false);
    await page.locator('#trouble button').click();
    await settled(page, '"split brain" freelist');
    assert.ok(await page.locator('#trouble').isHidden());
  });
});

test('the keyboard comes to the results before the filters', async () => {
  await withPage({}, 'search/?q=network', async (page, server, errors) => {
    await settled(page, 'network');
    const order = await page.evaluate(() => [...document.querySelectorAll('#results a, #filters summary')].map(node => node.localName));
    assert.equal(order.at(-1), 'summary');
    assert.deepEqual(errors, []);
  });
});
