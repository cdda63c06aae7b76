// Every type of page: no error under the content security policy, accessible in both colour schemes,
// nothing cut off at 320 pixels.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { serve } from './server.mjs';
import { buildSite, launch, open } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const PAGES = {
  home: '',
  'second page': 'page/2/',
  postmortem: '2017-01-31-gitlab-database-removal/',
  'a repeat': '2025-12-05-cloudflare-waf-killswitch/',
  'near miss': '2023-03-24-github-rsa-host-key/',
  index: 'tags/',
  term: 'tags/capacity/',
  years: 'years/',
  search: 'search/?q=database',
  'not found': 'no/such/page/',
};

let site, server, browser;
before(async () => {
  site = buildSite();
  server = await serve(site.folder);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  site?.remove();
});

for (const [name, path] of Object.entries(PAGES)) {
  for (const [scheme, width] of [['light', 1280], ['dark', 1280], ['light', 320]]) {
    test(`${name}, ${scheme}, ${width} pixels`, async () => {
      const { page, errors, close } = await open(browser, { colorScheme: scheme, viewport: { width, height: 800 } });
      await page.goto(server.url + path);
      if (path.startsWith('search')) await page.waitForFunction(() => document.querySelector('#results')?.dataset.query);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${overflow} pixels too wide`);
      // Playwright evaluates outside the page's policy, so axe needs no exception.
      const violations = await page.evaluate(`${axe}; axe.run(document).then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target).join(', ')))`);
      assert.deepEqual(violations, []);
      // The address that does not exist answers 404, which the console reports.
      assert.deepEqual(errors.filter(error => !(name === 'not found' && error.includes('404'))), []);
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
