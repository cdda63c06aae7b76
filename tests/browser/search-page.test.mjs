// The search page as readers use it: the box, the address, the history, the keys, and what stays in its place.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { searchSample } from './search-support.mjs';
import { serve } from './server.mjs';
import { open, settled } from './support.mjs';

const sample = searchSample();

test('the state is in the address, and survives going back', async () => {
  await sample.withPage({}, 'search/?q=certificate', async (page, server, errors) => {
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
  await sample.withPage({}, '', async (page, server, errors) => {
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
  await sample.withPage({}, '', async (page, server, errors) => {
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
  const view = await open(sample.browser);
  await view.page.goto(`${pathToFileURL(sample.site.folder)}/index.html`);
  await paste(view.page, TRACE);
  await view.page.keyboard.press('Enter');
  assert.ok((await settled(view.page, TRACE)).length > 0);
  await view.close();
});

test('the box of every page grows, and takes any paste', async () => {
  await sample.withPage({}, 'services/', async (page, server, errors) => {
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

test('keys alone are enough', async () => {
  await sample.withPage({}, 'search/?q=database', async page => {
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

test('from any page, a key leads to the search, and the focus gets it ready', async () => {
  await sample.withPage({}, 'services/', async (page, server, errors) => {
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.name), 'q');
    await page.waitForFunction(count => performance.getEntriesByType('resource')
      .filter(({ name }) => /search-engine|hot-/.test(name)).length >= count, 2);
    assert.deepEqual(errors, []);
  });
});

test('the keyboard comes to the results before the filters', async () => {
  await sample.withPage({}, 'search/?q=network', async (page, server, errors) => {
    await settled(page, 'network');
    const order = await page.evaluate(() => [...document.querySelectorAll('#results a, #filters summary')].map(node => node.localName));
    assert.equal(order.at(-1), 'summary');
    assert.deepEqual(errors, []);
  });
});

test('each filter is a chip and an entry of the history', async () => {
  await sample.withPage({}, 'search/?q=network', async (page, server, errors) => {
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
  await sample.withPage({}, 'search/?q=outage', async (page, server, errors) => {
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
  await sample.withPage({}, 'search/?q=boltdb%20freelist', async (page, server, errors) => {
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

test('an example finds something, and "Back" leads to how to ask', async () => {
  await sample.withPage({}, 'search/', async (page, server, errors) => {
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

test('who has scrolled to the end before the first results stays there', async () => {
  for (const address of ['search/', 'search/?q=database+failover', 'search/?q=zzzzzz']) {
    for (const width of [1280, 320]) {
      const server = await serve(sample.site.folder, { latency: 150 });
      const view = await open(sample.browser, { viewport: { width, height: 800 } });
      await view.page.addInitScript(watchShifts);
      await view.page.goto(server.url + address, { waitUntil: 'commit' });
      await view.page.waitForSelector('footer');
      await view.page.evaluate(() => scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }));
      const end = () => view.page.evaluate(() => Math.round(document.querySelector('footer').getBoundingClientRect().top));
      const before = await end();
      await view.page.waitForFunction(() => document.getElementById('results').dataset.query !== undefined);
      await view.page.waitForTimeout(200);
      const after = await end();
      const { total, what } = await view.page.evaluate(() => window.shifted);
      await view.close();
      await server.stop();
      assert.ok(total < 0.005, `${address} at ${width} px: ${total} (${what})`);
      assert.ok(Math.abs(after - before) <= 1, `${address} at ${width} px: ${before} to ${after}`);
    }
  }
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
      const server = await serve(sample.site.folder, { latency });
      const view = await open(sample.browser, { viewport: { width, height: 800 } });
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
