// Files for programs, read by libraries that other programs use: feeds, the calendar and the data.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { parseAtomFeed, parseJsonFeed } from 'feedsmith';
import ICAL from 'ical.js';
import { buildSite } from './support.mjs';

const site = buildSite();
after(() => site.remove());

const files = readdirSync(site.folder, { recursive: true, encoding: 'utf8' }).sort();
const read = (/** @type {string} */ name) => readFileSync(`${site.folder}/${name}`, 'utf8');
const json = (/** @type {string} */ name) => JSON.parse(read(name));

test('feeds of both formats are read, and say the same', () => {
  const feeds = files.filter(file => /(^|\/)atom\.xml$/.test(file));
  assert.ok(feeds.length > 10);
  for (const file of feeds) {
    const atom = parseAtomFeed(read(file));
    const other = parseJsonFeed(json(file.replace('atom.xml', 'feed.json')));
    assert.ok(atom.title && atom.id && atom.updated && atom.entries?.length, file);
    assert.equal(other.title, atom.title.value);
    const entries = atom.entries.map(entry => [entry.id, entry.title?.value, entry.links?.[0]?.href]);
    assert.deepEqual(other.items?.map(item => [item.id, item.title, item.url]), entries, file);
    for (const { id, updated, links } of atom.entries) {
      assert.ok(id && !Number.isNaN(Date.parse(String(updated))), file);
      assert.ok(links?.[0]?.href && URL.canParse(links[0].href), file);
    }
  }
});

test('a calendar reads the open actions', () => {
  const calendar = new ICAL.Component(ICAL.parse(read('actions.ics')));
  assert.equal(calendar.getFirstPropertyValue('version'), '2.0');
  const tasks = calendar.getAllSubcomponents('vtodo');
  assert.ok(tasks.length > 10);
  for (const task of tasks) {
    assert.ok(task.getFirstPropertyValue('uid') && task.getFirstPropertyValue('summary') && task.getFirstPropertyValue('dtstamp'));
    assert.ok(URL.canParse(String(task.getFirstPropertyValue('url'))));
  }
  const ids = new Set(tasks.map(task => task.getFirstPropertyValue('uid')));
  assert.equal(ids.size, tasks.length);
});

test('each file of data is as the schema has it', () => {
  const validator = new Ajv({ strict: false, validateFormats: false });
  const schema = json('api/v1/schema.json');
  validator.addSchema(schema, 'schema');
  const validate = validator.getSchema('schema');
  const data = files.filter(file => file.startsWith('api/v1/') && file.endsWith('.json') && file !== 'api/v1/schema.json');
  assert.ok(data.length > 50);
  for (const file of data) {
    validate?.(json(file));
    assert.deepEqual(validate?.errors ?? [], [], file);
  }
});
