// The search worker: fetches, and asks the engine. All searching is done in wasm (`src/lib.rs`,
// whose glue stands above this script in the built file as `wasm_bindgen`).
//
// page → worker
//   {type: 'open', pack, engine, stemmer, entry, module, hot}
//                                           absolute URLs: of the pack's directory, ending in `/`, of the
//                                           .wasm file, and of another one with the stemmer, if the
//                                           language has one of its own; the text of the pack's entry
//                                           file, the compiled engine and the bytes of the hot file, if
//                                           the page has them
//   {type: 'search', seq, query, limit, offset, prefixLast, sort}
//   {type: 'facets', seq, query, prefixLast, sort}
//   {type: 'edit', query, filter}             adds a filter or takes it away; '' takes all away
// worker → page
//   {type: 'ready', documents}
//   {type: 'results', seq, query, answer}     answer: SearchResults of `retold-search`
//   {type: 'facets', seq, query, answer}      answer: a list of Facet
//   {type: 'edited', query}
//   {type: 'error', seq?, cause, message}   cause: 'wasm', 'network', 'pack' or 'internal'
//
// Every question is answered once, unless a newer search has overtaken it; questions sent before the
// pack is open are answered when it is. After an error of cause 'internal' the worker is of no more use.

'use strict';

/**
 * Answers what comes in through `port`, which is a worker's own scope. A page that was opened from a file
 * cannot have a worker, nor fetch: it hands in a port of its own, and all files (`offline`, base64 by name).
 */
function retoldSearch(port, offline = null) {
  /** Rounds after which a search that still asks for bytes is given up; three are needed. */
  const MAX_ROUNDS = 8;

  /** Milliseconds before a failed fetch is tried again, once. */
  const RETRY_DELAY = 300;

  /** An error with the cause that the page tells the reader. */
  class SearchError extends Error {
    constructor(cause, message) {
      super(message);
      this.kind = cause;
    }
  }

  /** URLs of the pack's directory and of the .wasm files. */
  let pack = '';
  let wasmUrl = '';
  let stemmerUrl = '';

  /** The entry file as the page knows it, and the hot file that it names; they are trusted once. */
  let knownEntry;
  let knownHot;

  /** The engine, if the page has compiled it. */
  let knownModule;

  /** Promises of the compiled code and of the opened engine; null again when they failed. */
  let compiling = null;
  let opening = null;

  /** The number of the newest search; older ones are dropped. */
  let newest = -Infinity;

  /** Fetches under way, by file and range, so that a newer search joins them. */
  const underWay = new Map();

  /** Whether the server has answered a request for a range with a whole file. */
  let wholeFiles = false;

  /**
   * For each engine: the files of which it has ranges. Names are by content, so only whole files can be compared with
   * theirs.
   */
  const unproved = new WeakMap();

  port.onmessage = ({ data }) => {
    if (data.type === 'open') {
      pack = data.pack;
      knownEntry = data.entry;
      knownHot = data.hot;
      knownModule = data.module;
      wasmUrl = data.engine;
      stemmerUrl = data.stemmer;
      open().then(
        (engine) => port.postMessage({ type: 'ready', documents: engine.documents }),
        (error) => report(error),
      );
    } else if (data.type === 'search' || data.type === 'facets') {
      if (data.type === 'search') newest = data.seq;
      answer(data).catch((error) => {
        if (data.seq === newest) report(error, data.seq);
      });
    } else if (data.type === 'edit') {
      const { query, filter } = data;
      (opening || open()).then(() => {
        const edited = filter ? wasm_bindgen.toggle_filter(query, filter) : wasm_bindgen.without_filters(query);
        port.postMessage({ type: 'edited', query: edited });
      }).catch(report);
    }
  };

  /** Answers a question, unless a newer search comes in between. */
  async function answer({ type, seq, query, limit = 10, offset = 0, prefixLast = true, sort = '' }) {
    const ask = (engine) => (type === 'search'
      ? engine.search(query, limit, offset, prefixLast, sort)
      : engine.facets(query, prefixLast, sort));
    const answer = await recover(async (engine) => {
      for (let round = 0; round < MAX_ROUNDS; round += 1) {
        if (seq !== newest) return null;
        const step = JSON.parse(run(() => ask(engine)));
        if (!step.needs) {
          if (type === 'facets' || !saysThatThereIsNone(step.answer) || unproved.get(engine).size === 0) {
            return step.answer;
          }
          // Damage looks the same.
          await prove(engine);
          continue;
        }
        await Promise.all(step.needs.map((range) => supply(engine, range)));
      }
      throw new SearchError('pack', 'the search keeps asking for the same bytes');
    });
    if (seq === newest) {
      port.postMessage({ type: type === 'search' ? 'results' : 'facets', seq, query, answer });
    }
  }

  /**
   * Runs a search; when a file is missing or damaged, as while a new version of the site is being
   * uploaded, opens the pack anew and runs it once more.
   */
  async function recover(search) {
    const opened = opening || open();
    const engine = await opened;
    try {
      return await search(engine);
    } catch (error) {
      if (error.kind !== 'pack') throw error;
      // Another search may have reopened it already.
      return search(await (opening === opened || !opening ? open() : opening));
    }
  }

  /** Opens the pack; the downloads of the engine and of the pack do not wait for each other. */
  function open() {
    compiling = compiling || Promise.all([loadEngine(), loadStemmer()]);
    const attempt = () => Promise.all([openFiles(), compiling]).then(([files]) => openEngine(files));
    const opened = knownEntry
      ? attempt().catch((error) => {
        if (error.kind !== 'pack') throw error;
        return attempt();
      })
      : attempt();
    opening = opened;
    compiling.catch(() => { compiling = null; });
    opened.catch(() => { if (opening === opened) opening = null; });
    return opened;
  }

  async function loadEngine() {
    const module = knownModule || await compile(wasmUrl);
    try {
      wasm_bindgen.initSync({ module });
    } catch (error) {
      throw cannotRun(error);
    }
  }

  /** Loads the stemmer, if there is one, into where the engine looks for it. */
  async function loadStemmer() {
    if (!stemmerUrl) return;
    self.retoldStem = retoldStemmer(await WebAssembly.instantiate(await compile(stemmerUrl)));
  }

  /** Compiles a .wasm file, whatever MIME type the server gives it. */
  async function compile(url) {
    if (typeof WebAssembly !== 'object') {
      throw new SearchError('wasm', 'this browser has no WebAssembly');
    }
    const response = await get(url, {}, 'network');
    try {
      const isWasm = (response.headers.get('Content-Type') || '').startsWith('application/wasm');
      return isWasm && WebAssembly.compileStreaming
        ? await WebAssembly.compileStreaming(response)
        : await WebAssembly.compile(await response.arrayBuffer());
    } catch (error) {
      throw cannotRun(error);
    }
  }

  function cannotRun(error) {
    return new SearchError('wasm', `the search engine cannot run: ${error.message}`);
  }

  /** Fetches the entry file, and the hot file that it names. */
  async function openFiles() {
    // The entry is the one file whose content changes under its name. The page was made together with
    // one; when that has become old, its files may be gone, and the pack is opened anew.
    const entry = knownEntry
      ? new TextEncoder().encode(knownEntry)
      : await body(await get(`${pack}pack.json`, { cache: 'no-cache' }, 'network'));
    const handed = knownHot;
    knownEntry = knownHot = undefined;
    if (handed) return { entry, hot: new Uint8Array(handed) };
    // The engine can read the entry only once it is there; the name of the hot file cannot wait.
    let hot;
    try {
      ({ hot } = JSON.parse(new TextDecoder().decode(entry)));
    } catch {
      throw new SearchError('pack', '`pack.json` is not the entry of a search pack');
    }
    return { entry, hot: await body(await get(`${pack}${hot}`, {}, 'pack')) };
  }

  function openEngine({ entry, hot }) {
    const engine = run(() => wasm_bindgen.Engine.open(entry, hot));
    unproved.set(engine, new Set());
    return engine;
  }

  /** Whether nothing is found, or a word in no document. */
  function saysThatThereIsNone({ total, corrections = [], unknown = [] }) {
    return total === 0 || corrections.length > 0 || unknown.length > 0;
  }

  /** Replaces the ranges that the engine has by whole files, of which it can see whether they are damaged. */
  async function prove(engine) {
    const files = unproved.get(engine);
    await Promise.all([...files].map(async (file) => {
      const bytes = await body(await get(`${pack}${file}`, {}, 'pack'));
      // A range that no file has: fewer bytes than those of the whole are an error, too.
      run(() => engine.supply(file, 0, Number.MAX_SAFE_INTEGER, bytes));
      files.delete(file);
    }));
  }

  /** Fetches a range that the engine needs and hands it over; joins a fetch that is under way. */
  function supply(engine, [file, start, end]) {
    const key = wholeFiles ? file : `${file} ${start} ${end}`;
    let fetching = underWay.get(key);
    if (!fetching) {
      fetching = fetchRange(file, start, end).finally(() => underWay.delete(key));
      underWay.set(key, fetching);
    }
    return fetching.then((bytes) => {
      run(() => engine.supply(file, start, end, bytes));
      if (bytes.length === end - start) unproved.get(engine).add(file);
    });
  }

  /** The bytes of a range of a file, or of the whole file from a server that knows no ranges. */
  async function fetchRange(file, start, end) {
    const headers = wholeFiles ? {} : { Range: `bytes=${start}-${end - 1}` };
    const response = await get(`${pack}${file}`, { headers }, 'pack');
    if (response.status === 200) wholeFiles = true;
    return body(response);
  }

  /**
   * Fetches; tries once more when there is no answer or the server is in trouble. `missing` is the
   * cause to report when the server says that there is no such file.
   */
  async function get(url, options, missing) {
    if (offline) {
      const file = offline[nameOf(url)];
      if (file === undefined) throw new SearchError(missing, `\`${nameOf(url)}\` was not found`);
      return new Response(Uint8Array.from(atob(file), (byte) => byte.charCodeAt(0)));
    }
    for (let attempt = 0; ; attempt += 1) {
      let failure;
      try {
        const response = await fetch(url, options);
        if (response.ok) return response;
        if (response.status < 500) {
          throw new SearchError(missing, `\`${nameOf(url)}\` was not found (${response.status})`);
        }
        failure = `status ${response.status}`;
      } catch (error) {
        if (error instanceof SearchError) throw error;
        failure = error.message;
      }
      if (attempt > 0) {
        throw new SearchError('network', `\`${nameOf(url)}\` could not be fetched: ${failure}`);
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY));
    }
  }

  /** The body of a response; a connection that breaks midway is an error of the network. */
  async function body(response) {
    try {
      return new Uint8Array(await response.arrayBuffer());
    } catch (error) {
      throw new SearchError('network', `\`${nameOf(response.url)}\` broke off: ${error.message}`);
    }
  }

  function nameOf(url) {
    return url.slice(url.lastIndexOf('/') + 1);
  }

  /** Calls into wasm: what it throws is about the pack, a trap is a defect of the engine. */
  function run(call) {
    try {
      return call();
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) {
        throw new SearchError('internal', `the search engine failed: ${error.message}`);
      }
      throw new SearchError('pack', error.message);
    }
  }

  function report(error, seq) {
    const message = { type: 'error', cause: error.kind || 'internal', message: error.message };
    port.postMessage(seq === undefined ? message : { ...message, seq });
  }
}

/** The function of a stemmer's instance, from words to their stems. */
function retoldStemmer({ exports }) {
  const room = () => new Uint8Array(exports.memory.buffer, exports.room());
  return (word) => {
    const { written } = new TextEncoder().encodeInto(word, room());
    // Stemming may move the memory: look for the room after it.
    const length = exports.stem(written);
    return new TextDecoder().decode(room().subarray(0, length));
  };
}

// Words of other languages than English stay as they are where no stemmer is loaded.
self.retoldStem = (word) => word;

if (typeof WorkerGlobalScope !== 'undefined' && self instanceof WorkerGlobalScope) retoldSearch(self);
