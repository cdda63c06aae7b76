// What a text can have, and HTML as people write it: valid, readable in both colour schemes, nothing cut off.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, test } from 'node:test';
import { serve } from './server.mjs';
import { buildSite, launch, open } from './support.mjs';
import { htmlFiles, problems } from './valid.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const site = buildSite(path.join(import.meta.dirname, 'texts'));
const server = await serve(site.folder);
const browser = await launch();
after(async () => {
  await browser.close();
  await server.stop();
  site.remove();
});

test('HTML that people write is valid on the page', async () => {
  // Their headings are in the order that they chose.
  assert.deepEqual(await problems(htmlFiles(site.folder), { 'heading-level': 'off' }), []);
});

for (const options of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }]) {
  test(`code can be read, ${JSON.stringify(options)}`, async () => {
    const { page, errors, close } = await open(browser, options);
    await page.goto(`${server.url}2026-01-03-text/`);
    assert.ok(await page.locator('pre [class^="hl-"]').count() > 40);
    const violations = await page.evaluate(`${axe}; axe.run(document).then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target).join(', ')))`);
    assert.deepEqual(violations, []);
    assert.deepEqual(errors, []);
    await close();
  });
}

test('tables and code scroll inside themselves', async () => {
  const { page, close } = await open(browser, { viewport: { width: 320, height: 800 } });
  await page.goto(`${server.url}2026-01-03-text/`);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  const scrolls = await page.$$eval('.table-wrap, pre:has(.language-ts)', all => all.map(one => one.scrollWidth > one.clientWidth && getComputedStyle(one).overflowX === 'auto'));
  assert.deepEqual(scrolls, [true, true]);
  const lines = await page.$eval('td.nowrap', cell => {
    const text = document.createRange();
    text.selectNodeContents(cell);
    return text.getClientRects().length;
  });
  assert.equal(lines, 1);
  await close();
});

test('lines of a log are linked, boxes have their titles, notes their way back, images their size', async () => {
  const { page, close } = await open(browser);
  await page.goto(`${server.url}2026-01-03-text/#log-1-3`);
  assert.equal(await page.$eval(':target', line => line.getAttribute('aria-label')), '3');
  const titles = await page.$$eval('[class^="markdown-alert"]', boxes => boxes.map(box => getComputedStyle(box, '::before').content));
  assert.deepEqual(titles, ['"Warning"', '"Tip"']);
  await page.locator('.footnote-reference a').click();
  await page.locator('[role="doc-backlink"]').click();
  assert.equal(new URL(page.url()).hash, '#fnref-pool');
  assert.equal(await page.locator('#seen').textContent(), 'What we saw ');
  const image = await page.$eval('.prose img', one => [one.getAttribute('loading'), one.alt]);
  assert.deepEqual(image, ['lazy', 'Requests over the day']);
  await close();
});

test('a diagram is its text with a caption', async () => {
  const { page, close } = await open(browser);
  await page.goto(`${server.url}2026-01-03-text/`);
  const figure = page.locator('figure.diagram');
  assert.equal(await figure.locator('figcaption').textContent(), 'Mermaid');
  assert.equal(await figure.locator('code').textContent(), 'sequenceDiagram\n  checkout->>pool: take\n  pool-->>checkout: none left\n');
  assert.match(readFileSync(`${site.folder}/2026-01-03-text/index.md`, 'utf8'), /```mermaid\nsequenceDiagram/);
  await close();
});
