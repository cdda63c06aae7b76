// What a search finds, and how it is shown: results, filters, remarks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchSample, writeArchive } from './search-support.mjs';
import { serve } from './server.mjs';
import { open, searchInTerminal, settled } from './support.mjs';

const sample = searchSample();

// The first ten documents of each are the same in the terminal and in the browser.
const QUERIES = [
  'certificate', 'regular expression', '"load balancer"', 'failover mysql', 'database -mysql', '+dns outage', 'service:dns',
  'sev:1 power', 'kind:near-miss', 'after:2024-01', 'deploy rollback', 'kubernetes', 'max_connections', 'zzzzzz',
  '"unbalanced', '((', 'tag:network capacity', '🔥', 'the of and',
];

test('typing finds what the terminal finds, in the same order', async () => {
  await sample.withPage({}, 'search/', async (page, server, errors) => {
    for (const query of QUERIES) {
      await page.fill('#q', '');
      await settled(page, '');
      await page.fill('#q', `${query} `);
      // A space after the last word says that the word is finished, as it is in the terminal.
      assert.deepEqual(await settled(page, `${query} `), searchInTerminal(sample.site.folder, query), query);
    }
    assert.deepEqual(errors, []);
  });
});

test('what was typed is a whole word after a while, and on another visit', async () => {
  await sample.withPage({}, 'search/', async (page, server, errors) => {
    for (const query of ['databas', 'data', 'conection', 'servce:dns', 'kube-prxy']) {
      await page.fill('#q', query);
      await page.waitForFunction(query => {
        const { query: shown, finished } = document.getElementById('results').dataset;
        return shown === query && finished === 'true';
      }, query);
      const found = await settled(page, query);
      assert.deepEqual(found, searchInTerminal(sample.site.folder, query), query);
      await page.reload();
      assert.deepEqual(await settled(page, query), found, query);
    }
    assert.deepEqual(errors, []);
  });
});

test('a mistyped filter is asked for', async () => {
  await sample.withPage({}, 'search/?q=servce%3Adns', async (page, server, errors) => {
    await settled(page, 'servce:dns');
    await page.locator('#notes button', { hasText: 'service:' }).click();
    assert.deepEqual(await settled(page, 'service:dns'), searchInTerminal(sample.site.folder, 'service:dns'));
    assert.deepEqual(errors, []);
  });
});

test('results come while typing, with what a reader needs to choose', async () => {
  await sample.withPage({}, 'search/', async (page, server, errors) => {
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

test('a result shows the section that matched, and leads there', async () => {
  await sample.withPage({}, 'search/?q=boltdb%20freelist', async (page, server, errors) => {
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
  await sample.withPage({}, 'search/?q=network', async (page, server, errors) => {
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
    assert.deepEqual(filtered, searchInTerminal(sample.site.folder, query));
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
  await sample.withPage({}, 'search/?q=outage', async (page, server, errors) => {
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
  await sample.withPage({}, 'search/?q=boltbd%20service:nowhere', async (page, server, errors) => {
    await settled(page, 'boltbd service:nowhere');
    assert.match(await page.locator('#notes').textContent(), /“boltbd” is in no document/);
    await page.locator('#notes button').click();
    assert.ok((await settled(page, 'boltbd')).length > 0);
    assert.deepEqual(errors, []);
  });
});

test('markup in a document is shown as it was written, and never run', async () => {
  const archive = writeArchive('', {
    '2026-01-31-markup.md': '# <img src=x onerror=alert(1)> breaks `</script>`\n\nA `<script>alert("deploy")</script>` was pasted & stored.\n',
  });
  const server = await serve(archive.site.folder);
  const view = await open(sample.browser);
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

test('a rule parts results with all words from those with some', async () => {
  await sample.withPage({}, 'search/?q=database%20failover', async (page, server, errors) => {
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
  const view = await open(sample.browser);
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
  const view = await open(sample.browser, { viewport: { width: 1280, height: 800 } });
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
