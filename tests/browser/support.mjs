// The built sample archive, the program, and a browser that reports what goes wrong in a page.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

export const repository = path.resolve(import.meta.dirname, '../..');
export const program = path.join(repository, 'target/debug/retold');

/** Where the tests serve the site: below a path, as on a host that many share. */
export const PREFIX = '/team/archive/';

/** Builds the sample archive, or the one in `root`, into a folder of its own. */
export function buildSite(root = repository) {
  const folder = mkdtempSync(path.join(tmpdir(), 'retold-site-'));
  execFileSync(program, ['build', '--root', root, '--output-dir', folder, '--base-url', `https://example.org${PREFIX}`], { stdio: 'pipe' });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The ids that `retold search` answers, in order. */
export function searchInTerminal(folder, query, limit = 10) {
  const run = spawnSync(
    program,
    ['search', '--root', repository, '--output-dir', folder, '--format', 'ids', '--limit', String(limit), '--', query],
    { encoding: 'utf8' },
  );
  if (run.status > 1) throw new Error(run.stderr);
  return run.stdout.split('\n').filter(Boolean);
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** A page in a context of its own, and the list of what went wrong in it: errors, and loads that were blocked. */
export async function open(browser, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const errors = [];
  page.on('console', message => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', error => errors.push(String(error)));
  page.on('request', request => {
    if (!/^(http:\/\/127\.0\.0\.1|blob:|data:)/.test(request.url())) errors.push(`loads ${request.url()}`);
  });
  return { page, errors, close: () => context.close() };
}

/**
 * Pages of the sitemap of the site at `url` that together show everything: each has an outline, or a class on an element, that those before
 * it do not have. A new type of page has an outline of its own.
 */
export async function coverage(browser, url) {
  const { page, close } = await open(browser);
  await page.goto(url);
  const found = await page.evaluate(async root => {
    const parse = async (path, type) => new DOMParser().parseFromString(await (await fetch(root + path)).text(), type);
    const name = element => [element.localName, ...element.classList].join('.');
    const seen = new Set(), found = new Map();
    for (const { textContent: address } of (await parse('sitemap.xml', 'text/xml')).querySelectorAll('loc')) {
      const path = address.slice(`https://example.org${new URL(root).pathname}`.length);
      const main = (await parse(path, 'text/html')).querySelector('main');
      const outline = [...main.children].map(name).join(' ');
      const marks = new Set([outline, ...[...main.querySelectorAll('[class]')].map(name)]);
      if ([...marks].some(mark => !seen.has(mark))) found.set(path, marks);
      marks.forEach(mark => seen.add(mark));
    }
    // A later page may show all that an earlier one was taken for.
    for (const [path, marks] of found) {
      const others = [...found].filter(([other]) => other !== path).map(([, marks]) => marks);
      if ([...marks].every(mark => others.some(marks => marks.has(mark)))) found.delete(path);
    }
    return [...found.keys()];
  }, url);
  await close();
  return found;
}

/** Waits until the results shown are those of `query`; returns the ids of the documents. */
export async function settled(page, query) {
  await page.waitForFunction(q => document.querySelector('#results')?.dataset.query === q, query, { timeout: 20_000 });
  return page.$$eval('#results > li', items => items.map(item => item.dataset.id));
}
