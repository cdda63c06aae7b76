// A static server as dumb as they come: no compression, and on request no ranges and wrong MIME types.
// It sends the headers of the site's own `_headers` for `/*`, and serves the site below a sub-path.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PREFIX } from './support.mjs';

const TYPES = {
  '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.json': 'application/json',
  '.png': 'image/png', '.svg': 'image/svg+xml', '.txt': 'text/plain', '.wasm': 'application/wasm', '.xml': 'application/xml',
};

/** The headers that `_headers` sets for every page. */
function headersOf(site) {
  const lines = readFileSync(path.join(site, '_headers'), 'utf8').split('\n');
  const start = lines.indexOf('/*') + 1;
  const end = lines.indexOf('', start);
  return lines.slice(start, end).map(line => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  });
}

/**
 * Serves the folder `site` at `prefix`, each answer `latency` milliseconds late. `blocked` are paths (below the prefix) that answer 404.
 * `rewrite(path, bytes)` can change what is sent.
 * Returns the address of the site, the requests so far, and how to stop.
 */
export async function serve(site, { prefix = PREFIX, ranges = true, honestTypes = true, blocked = [], latency = 0, rewrite = (_, bytes) => bytes } = {}) {
  const headers = headersOf(site);
  const requests = [];
  const server = createServer((request, response) => {
    // The site may be gone before the last page that asks for something of it.
    answer(request, response).catch(() => response.destroy());
  });
  const answer = async (request, response) => {
    if (latency > 0) await new Promise(resolve => setTimeout(resolve, latency));
    const url = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    requests.push(url);
    for (const [name, value] of headers) response.setHeader(name, value);
    const relative = url.startsWith(prefix) ? url.slice(prefix.length) : '..';
    let file = path.join(site, relative.endsWith('/') || relative === '' ? `${relative}index.html` : relative);
    let status = 200;
    if (!file.startsWith(site) || blocked.some(name => relative.startsWith(name))) file = path.join(site, '404.html');
    let bytes = await readFile(file).catch(() => null);
    if (bytes === null || file.endsWith('404.html')) {
      status = 404;
      file = path.join(site, '404.html');
      bytes = await readFile(file);
    }
    if (status === 200) bytes = rewrite(relative, bytes);
    const type = TYPES[path.extname(file)];
    // Hosts that know no .wasm or .bin call them text or nothing at all.
    response.setHeader('content-type', honestTypes || path.extname(file) !== '.wasm' ? type ?? 'application/octet-stream' : 'text/plain');
    if (!honestTypes) response.removeHeader('x-content-type-options');
    const range = ranges && status === 200 && /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    if (range) {
      response.setHeader('content-range', `bytes ${range[1]}-${range[2]}/${bytes.length}`);
      bytes = bytes.subarray(Number(range[1]), Number(range[2]) + 1);
      status = 206;
    }
    response.writeHead(status);
    response.end(bytes);
  };
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${prefix}`,
    requests,
    stop: () => new Promise(resolve => { server.close(resolve); server.closeAllConnections(); }),
  };
}
