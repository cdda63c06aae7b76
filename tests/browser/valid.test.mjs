// All pages of the sample archive are valid HTML.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { buildSite } from './support.mjs';
import { htmlFiles, problems } from './valid.mjs';

const site = buildSite();
after(() => site.remove());

test('all pages are valid HTML', async () => {
  const files = htmlFiles(site.folder);
  assert.ok(files.length > 100);
  assert.deepEqual(await problems(files), []);
});
