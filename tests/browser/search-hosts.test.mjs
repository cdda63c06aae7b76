// Where the search runs, and what it says where it cannot: servers, files, languages, connections.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { searchSample, writeArchive } from './search-support.mjs';
import { serve } from './server.mjs';
import { open, searchInTerminal, settled } from './support.mjs';

const sample = searchSample();

test('a page that is older than the index finds the new one', async () => {
  const rewrite = (path, bytes) => (path === 'search/'
    ? Buffer.from(bytes.toString().replaceAll(/hot-[a-z0-9]+\.bin/g, 'hot-0000000000000.bin'))
    : bytes);
  await sample.withPage({ rewrite }, 'search/?q=failover', async page => {
    assert.deepEqual(await settled(page, 'failover'), searchInTerminal(sample.site.folder, 'failover'));
    assert.ok(await page.locator('#trouble').isHidden());
  });
});

test('an archive in another language brings its own stemmer', async () => {
  const archive = writeArchive('language = "de"\n', {
    '2026-01-31-last.md': '# Überlastung der Datenbanken\n\nDie Verbindungen brachen ab.\n',
  });
  const server = await serve(archive.site.folder);
  for (const address of [`${server.url}search/?q=verbindung`, `${pathToFileURL(archive.site.folder)}/search/index.html?q=verbindung`]) {
    const view = await open(sample.browser);
    await view.page.goto(address);
    assert.deepEqual(await settled(view.page, 'verbindung'), ['2026-01-31-last']);
    assert.equal(await view.page.locator('#results mark').first().textContent(), 'Verbindungen');
    await view.close();
  }
  await server.stop();
  archive.remove();
});

test('from a file, a small archive can be searched, too', async () => {
  const view = await open(sample.browser);
  await view.page.goto(`${pathToFileURL(sample.site.folder)}/index.html`);
  await view.page.locator('.big-search textarea').fill('failover');
  await view.page.keyboard.press('Enter');
  assert.deepEqual(await settled(view.page, 'failover'), searchInTerminal(sample.site.folder, 'failover'));
  await view.page.locator('#results h3 a').first().click();
  assert.match(await view.page.locator('article h1').textContent(), /\w/);
  // The preloads of the search page are for servers; a browser says that it leaves them.
  const preloads = /^loads file:|link element resource|net::ERR_FAILED/;
  assert.deepEqual(view.errors.filter((error) => !preloads.test(error)), []);
  await view.close();
});

test('a server without ranges and with wrong types will do', async () => {
  await sample.withPage({ ranges: false, honestTypes: false, prefix: '/' }, 'search/?q=failover', async (page, server, errors) => {
    assert.deepEqual(await settled(page, 'failover'), searchInTerminal(sample.site.folder, 'failover'));
    assert.deepEqual(errors, []);
  });
});

test('what cannot run says so, and shows the way to the indexes', async () => {
  for (const blocked of [['assets/search-worker'], ['assets/search-engine'], ['search/pack/hot-'], ['search/pack/']]) {
    await sample.withPage({ blocked }, 'search/?q=dns', async page => {
      const trouble = page.locator('#trouble');
      await trouble.waitFor({ state: 'visible', timeout: 20_000 });
      assert.ok((await trouble.textContent()).length > 20, blocked[0]);
      assert.ok(await trouble.locator('a[href$="browse/"]').count() > 0, blocked[0]);
      assert.doesNotMatch(await page.locator('#status').textContent(), /Searching/);
    });
  }
});

test('without JavaScript the page says so', async () => {
  const server = await serve(sample.site.folder);
  const view = await open(sample.browser, { javaScriptEnabled: false });
  await view.page.goto(`${server.url}search/`);
  assert.match(await view.page.locator('#unstarted').textContent(), /JavaScript/);
  assert.ok(await view.page.locator('#unstarted').isVisible());
  assert.equal(await view.page.locator('main :is(textarea, button, select, input):visible').count(), 0);
  assert.ok(await view.page.locator('nav a[href$="browse/"]').count() > 0);
  await view.close();
  await server.stop();
});

test('nothing of the search loads before its page opens', async () => {
  await sample.withPage({}, '', async (page, server) => {
    await page.waitForLoadState('networkidle');
    assert.deepEqual(server.requests.filter(url => /search-|pack/.test(url)), []);
  });
});

test('a connection that breaks leaves no results of another query', async () => {
  const blocked = [];
  await sample.withPage({ blocked }, 'search/?q=postgres', async page => {
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
