// The findings in the pages of `retold serve`: what is open, what stays closed, and what opens the editor.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { launch, open, program } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A document with a date that is one, or is none, and a sentence that the review finds. */
const document = (date, text = 'This was careless.') => `---\ndate: ${date}\n---\n# Disk full\n\n${text}\n${'\nMore.\n'.repeat(60)}`;

const root = mkdtempSync(path.join(tmpdir(), 'retold-serve-'));
const write = (name, text) => {
  mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  writeFileSync(path.join(root, name), text);
};
// How something is written is no error unless a team says so.
write('retold.toml', '[check.levels]\n"blame/word" = "error"\n"blame/counterfactual" = "error"\n');
write('content/disk.md', document('soon'));
write('content/other.md', '# Other\n\nSee [nothing](nothing.md).\n');

// In the folder of the archive, as paths of findings are relative to it.
const server = spawn(program, ['serve', '--port', '0', '--editor', 'vscode'], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
const url = await new Promise(resolve => {
  createInterface(server.stderr).on('line', line => {
    const address = /^Serving at (\S+)/.exec(line)?.[1];
    if (address) resolve(address);
  });
});
const browser = await launch();
after(async () => {
  await browser.close();
  server.kill();
  rmSync(root, { recursive: true, force: true });
});

/** The sections: what their lines say, and whether they are open. */
const sections = page => page.$$eval('#retold-findings details', all => all.map(section =>
  `${section.open ? 'open' : 'closed'}: ${section.querySelector('summary').textContent}`));

const ERROR = '1 error on this page', WARNINGS = /warnings?(, \d notes?)? on this page$/, OTHERS = /^closed: \d findings? in other documents$/;

/** Saves a file, and waits until the page shows it. */
async function save(page, name, text) {
  const loaded = page.waitForEvent('load');
  write(name, text);
  await loaded;
}

test('errors of the page are open, and the rest is closed lines', async () => {
  const { page, errors, close } = await open(browser);
  await page.goto(`${url}disk/`);
  const [first, second, third, ...more] = await sections(page);
  assert.equal(first, `open: ${ERROR}`);
  assert.match(second, /^closed: /);
  assert.match(second, WARNINGS);
  assert.match(third, OTHERS);
  assert.deepEqual(more, []);
  assert.deepEqual(errors, []);
  await close();
});

test('a section stays as it was left, by keyboard, until there is an error of another rule', async () => {
  const { page, errors, close } = await open(browser);
  await page.goto(`${url}disk/`);
  const marks = async () => (await sections(page)).map(text => text.split(':')[0]);
  assert.deepEqual(await marks(), ['open', 'closed', 'closed']);
  await page.locator('#retold-findings summary').nth(1).focus();
  await page.keyboard.press('Enter');
  await page.locator('#retold-findings summary').first().focus();
  await page.keyboard.press('Space');
  assert.deepEqual(await marks(), ['closed', 'open', 'closed']);
  await save(page, 'content/disk.md', document('later'));
  assert.deepEqual(await marks(), ['closed', 'open', 'closed']);
  await save(page, 'content/disk.md', document('later', 'They should have known better.'));
  assert.equal((await marks())[0], 'open');
  await save(page, 'content/disk.md', document('soon'));
  await page.locator('#retold-findings summary').nth(1).click();
  await save(page, 'content/disk.md', document('soon', 'This was very careless.'));
  assert.equal((await marks())[1], 'closed');
  assert.deepEqual(errors, []);
  await close();
});

test('a place opens the editor', async () => {
  const { page, close } = await open(browser);
  await page.goto(`${url}disk/`);
  const link = page.locator('#retold-findings a').first();
  assert.equal(await link.textContent(), 'content/disk.md:6:15');
  assert.match(await link.getAttribute('href'), /^vscode:\/\/file\/.*\/content\/disk\.md:6:15$/);
  await close();
});

for (const [scheme, width] of [['light', 1280], ['dark', 1280], ['light', 320], ['dark', 320]]) {
  for (const name of ['disk/', '', 'no/such/page/']) {
    test(`/${name} with all findings open, ${scheme}, ${width} pixels`, async () => {
      const { page, errors, close } = await open(browser, { colorScheme: scheme, viewport: { width, height: 640 } });
      await page.goto(url + name);
      const found = page.locator('#retold-findings');
      await found.evaluate(panel => panel.querySelectorAll('details').forEach(section => { section.open = true; }));
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth) <= 0);
      assert.ok(await found.evaluate(panel => panel.scrollWidth - panel.clientWidth) <= 0);
      const violations = await page.evaluate(`${axe}; axe.run(document).then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target).join(', ')))`);
      assert.deepEqual(violations, []);
      // The end of the page can be scrolled out from behind the findings.
      await page.waitForFunction(() => {
        scrollTo(0, document.documentElement.scrollHeight);
        const end = document.querySelector('footer').getBoundingClientRect().bottom;
        return end <= document.getElementById('retold-findings').getBoundingClientRect().top + 1;
      });
      await page.emulateMedia({ media: 'print' });
      assert.ok(await found.isHidden());
      assert.deepEqual(errors.filter(error => !(name.startsWith('no/') && error.includes('404'))), []);
      await close();
    });
  }
}

test('without JavaScript, sections open all the same', async () => {
  const { page, close } = await open(browser, { javaScriptEnabled: false });
  await page.goto(`${url}disk/`);
  await page.locator('#retold-findings summary').nth(1).click();
  assert.ok(await page.locator('#retold-findings', { hasText: 'soon for date is not a date' }).isVisible());
  await close();
});

test('a page that cannot be built is one, too', async () => {
  write('theme/templates/postmortem.html', '{{ nothing.at_all }}');
  for (const [scheme, width] of [['light', 1280], ['dark', 320]]) {
    const { page, close } = await open(browser, { colorScheme: scheme, viewport: { width, height: 640 } });
    await page.goto(`${url}disk/`);
    await page.waitForFunction(() => document.title === 'This page cannot be built');
    await page.waitForLoadState();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth) <= 0);
    assert.equal((await sections(page))[0], 'open: 2 errors on this page');
    const violations = await page.evaluate(`${axe}; axe.run(document).then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target).join(', ')))`);
    assert.deepEqual(violations, []);
    await close();
  }
});
