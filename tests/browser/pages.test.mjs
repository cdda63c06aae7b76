// Every type of page: no error under the content security policy, accessible in both colour schemes,
// nothing cut off at 320 pixels.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';
import { serve } from './server.mjs';
import { buildSite, coverage, launch, open } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const site = buildSite();
const server = await serve(site.folder);
const browser = await launch();
after(async () => {
  await browser.close();
  await server.stop();
  site.remove();
});

// The sitemap lists no page for addresses that do not exist. A query shows what the search page is for.
const pages = [...await coverage(browser, server.url), 'no/such/page/', 'search/?q=database'];

test('the pages that are looked at are of several types', () => {
  for (const path of ['', 'page/2/', 'documents/', 'search/']) {
    assert.equal(pages.includes(path), existsSync(`${site.folder}/${path}index.html`), path);
  }
  assert.ok(pages.length > 10 && pages.length < 60, pages.join(' '));
});

for (const path of pages) {
  for (const [scheme, width] of [['light', 1280], ['dark', 1280], ['light', 320]]) {
    test(`/${path}, ${scheme}, ${width} pixels`, async () => {
      const { page, errors, close } = await open(browser, { colorScheme: scheme, viewport: { width, height: 800 } });
      await page.goto(server.url + path);
      if (path.startsWith('search/?')) await page.waitForFunction(() => document.querySelector('#results')?.dataset.query);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${overflow} pixels too wide`);
      // Playwright evaluates outside the page's policy, so axe needs no exception.
      const violations = await page.evaluate(`${axe}; axe.run(document).then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target).join(', ')))`);
      assert.deepEqual(violations, []);
      // The address that does not exist answers 404, which the console reports.
      assert.deepEqual(errors.filter(error => !(path.startsWith('no/') && error.includes('404'))), []);
      await close();
    });
  }
}

test('the 404 page finds its way home from any depth', async () => {
  const { page, close } = await open(browser);
  await page.goto(`${server.url}a/b/c`);
  await page.locator('a.brand').click();
  assert.equal(page.url(), server.url);
  await close();
});
