// Every type of page on a slow connection: nothing moves while it loads, and all that can be used is reached by keyboard.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { serve } from './server.mjs';
import { buildSite, coverage, launch, open } from './support.mjs';

const site = buildSite();
const fast = await serve(site.folder);
const slow = await serve(site.folder, { latency: 60 });
const browser = await launch();
after(async () => {
  await browser.close();
  await fast.stop();
  await slow.stop();
  site.remove();
});

const pages = [...await coverage(browser, fast.url), 'no/such/page/', 'search/?q=database'];

/** Adds up how far things move that nobody has asked to move, and names them. */
function watchShifts() {
  window.shifts = [];
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      const sources = entry.sources.map(({ node }) => node?.id || node?.className || node?.nodeName);
      window.shifts.push(`${entry.value.toFixed(4)} ${sources.join(' ')}`);
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** Waits until the search page at `path` shows its results. */
async function answered(page, path) {
  if (path.startsWith('search/')) await page.waitForSelector('#results[data-query]');
}

for (const path of pages) {
  for (const width of [1280, 320]) {
    test(`/${path} does not move, ${width} pixels`, async () => {
      const { page, close } = await open(browser, { viewport: { width, height: 800 } });
      await page.addInitScript(watchShifts);
      await page.goto(slow.url + path);
      await answered(page, path);
      await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
      // Images are loaded when they come into view.
      await page.evaluate(() => scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }));
      await page.waitForTimeout(150);
      assert.deepEqual(await page.evaluate(() => window.shifts), []);
      await close();
    });
  }

  test(`/${path} is used by keyboard`, async () => {
    const { page, close } = await open(browser, { viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    await page.goto(fast.url + path);
    await answered(page, path);
    if (path.startsWith('search/')) await page.waitForSelector('#fields fieldset');
    const found = await page.evaluate(() => {
      const usable = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')];
      const shown = usable.filter(element => element.checkVisibility({ visibilityProperty: true }) && !element.disabled);
      shown.forEach((element, index) => { element.dataset.order = String(index); });
      document.activeElement?.blur();
      return shown.length;
    });
    const reached = new Set(), unmarked = [];
    // A field for a month has parts of its own.
    for (let pressed = 0; pressed < found + 20 && reached.size < found; pressed++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const { activeElement: element } = document;
        // The browser marks the part of a month that has the focus.
        const marked = element.type === 'month' || [element, element.closest('form')].some(one => one && getComputedStyle(one).outlineStyle !== 'none');
        return { order: element.dataset.order, name: element.outerHTML.slice(0, 120), marked };
      });
      if (at.order === undefined) continue;
      reached.add(at.order);
      if (!at.marked) unmarked.push(at.name);
    }
    assert.deepEqual(unmarked, [], 'the place of the keyboard is not shown');
    assert.equal(reached.size, found);
    await close();
  });
}

test('the current entry of the navigation is told apart in forced colours', async () => {
  const { page, close } = await open(browser, { forcedColors: 'active' });
  await page.goto(`${fast.url}actions/`);
  const lines = await page.$$eval('.main-nav a', links => links.map(link => getComputedStyle(link).borderBottomColor));
  const current = await page.$eval('.main-nav [aria-current]', link => getComputedStyle(link).borderBottomColor);
  assert.equal(lines.filter(line => line === current).length, 1);
  await close();
});

test('nothing moves by itself for readers who asked for it', async () => {
  const { page, close } = await open(browser, { reducedMotion: 'reduce' });
  for (const path of ['', 'search/', '2018-10-21-github-mysql-failover/']) {
    await page.goto(fast.url + path);
    const moves = await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior);
    assert.equal(moves, 'auto', path);
  }
  await close();
});
