// The search page of the really built sample archive, below a sub-path, under its own content security policy.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before } from 'node:test';
import { serve } from './server.mjs';
import { buildSite, launch, open } from './support.mjs';

/** The built sample archive and a browser, for all tests of a file. */
export function searchSample() {
  const sample = {
    /** Opens the page at `path` on a server with these `options`, for as long as `use(page, server, errors)` takes. */
    async withPage(options, path, use) {
      const server = await serve(sample.site.folder, options);
      const view = await open(sample.browser);
      try {
        await view.page.goto(server.url + path);
        await use(view.page, server, view.errors);
      } finally {
        await view.close();
        await server.stop();
      }
    },
  };
  before(async () => {
    sample.site = buildSite();
    sample.browser = await launch();
  });
  after(async () => {
    await sample.browser?.close();
    sample.site?.remove();
  });
  return sample;
}

/** Builds an archive of documents by name, with this configuration. */
export function writeArchive(configuration, documents) {
  const root = mkdtempSync(path.join(tmpdir(), 'retold-archive-'));
  mkdirSync(path.join(root, 'content'));
  writeFileSync(path.join(root, 'retold.toml'), configuration);
  for (const [name, text] of Object.entries(documents)) writeFileSync(path.join(root, 'content', name), text);
  const built = buildSite(root);
  return { site: built, remove: () => { built.remove(); rmSync(root, { recursive: true }); } };
}
