// The search page's side of the search engine, which runs in a worker.
//
//   to the worker:    {type: "open", pack, engine, stemmer, entry, module, hot},
//                     {type: "search", seq, query, limit, offset, prefixLast, sort},
//                     {type: "facets", seq, query, prefixLast, sort},
//                     {type: "edit", query, filter}
//   from the worker:  {type: "ready", documents}, {type: "results" | "facets", seq, query, answer},
//                     {type: "edited", query}, {type: "error", seq?, cause, message}

'use strict';

{
const PATIENCE = 15_000; // milliseconds until the reader learns that it takes long
const OVERTAKE = 400; // milliseconds until a newer query no longer waits for the answer to an older one

/**
 * The engine of the search page whose `form` names its files.
 *
 * `listener` gets what comes: results only of the newest question; `slow` when nothing comes for a while, and `failed` when
 * the question cannot be answered, or, if it is over, no other one either.
 *
 * @param {HTMLFormElement} form
 * @param {RetoldSearchListener} listener
 */
self.retold.searchClient = (form, listener) => {
  /** @type {{ postMessage: (message: any) => void, terminate: () => void } | null} */
  let worker = null;
  let opening = false; // the worker knows what to open, and may be asked: it answers once it can
  let ready = false;
  let seq = 0;
  /** The newest question that has no answer yet. @type {(RetoldQuestion & { seq: number, at: number }) | null} */
  let inFlight = null;
  /** What to ask as soon as that is possible. @type {RetoldQuestion | null} */
  let waiting = null;
  let overtake = 0;
  let watchdog = 0;

  const at = (/** @type {string} */ url) => new URL(url, document.baseURI);
  const files = /** @type {Record<string, string>} */ (form.dataset);

  function open() {
    if (typeof WebAssembly === "undefined") return fail("wasm");
    if (location.protocol === "file:") return openOffline();
    if (typeof Worker === "undefined") return fail("worker");
    try {
      const started = new Worker(at(files.worker));
      started.onmessage = (event) => receive(event.data);
      started.onmessageerror = () => fail("internal");
      started.onerror = (event) => {
        event.preventDefault();
        fail(ready ? "internal" : "blocked", event.message);
      };
      worker = started;
    } catch (error) {
      return fail("blocked", String(error));
    }
    start();
  }

  async function start() {
    watch();
    const pack = at(files.pack).href;
    const message = {
      type: "open",
      pack: pack.endsWith("/") ? pack : `${pack}/`,
      engine: at(files.engine).href,
      stemmer: files.stemmer ? at(files.stemmer).href : "",
      entry: files.entry,
    };
    // The page has begun to load these two; the worker would load them again where the browser keeps no copies.
    // What does not come, or not with the right type, the worker asks for itself.
    const [module, hot] = await Promise.all([
      early(message.engine).then((response) => WebAssembly.compileStreaming(response)).catch(() => {}),
      early(message.pack + files.hot).then((response) => response.arrayBuffer()).catch(() => {}),
    ]);
    if (!worker) return;
    worker.postMessage({ ...message, module, hot });
    opening = true;
    send();
  }

  /** @param {string} address */
  async function early(address) {
    if (location.protocol === "file:") throw new Error("nothing can be fetched");
    const response = await fetch(address);
    return response.ok ? response : Promise.reject(new Error(address));
  }

  // A page that was opened from a file may load scripts, and nothing else. Of archives that are small enough,
  // all files of the search stand in one script; the engine then runs in the page.
  function openOffline() {
    const port = {
      postMessage: (/** @type {any} */ message) => receive(message),
      onmessage: (/** @type {{ data: any }} */ _event) => {},
    };
    worker = {
      postMessage: (data) => queueMicrotask(() => port.onmessage({ data })),
      terminate: () => {},
    };
    Promise.all([script(`${files.pack}offline.js`), script(files.worker)]).then(
      () => {
        self.retoldSearch(port, self.retoldOffline);
        start();
      },
      () => fail("file"),
    );
  }

  /** @param {string} address */
  function script(address) {
    return new Promise((resolve, reject) => {
      const node = document.createElement("script");
      node.src = at(address).href;
      node.onload = resolve;
      node.onerror = reject;
      document.head.append(node);
    });
  }

  // Keeps one question under way; a newer one waits for its answer, but not for long.
  function send() {
    clearTimeout(overtake);
    if (!worker || !opening || !waiting) return;
    if (inFlight) {
      const left = inFlight.at + OVERTAKE - performance.now();
      if (left > 0) {
        overtake = window.setTimeout(send, left);
        return;
      }
    }
    seq += 1;
    inFlight = { ...waiting, seq, at: performance.now() };
    worker.postMessage({ type: "search", seq, ...waiting });
    waiting = null;
    watch();
  }

  /** @param {any} message */
  function receive(message) {
    if (message.type === "ready") {
      ready = true;
      clearTimeout(watchdog);
      listener.ready(message.documents);
      // Who asked while the engine was loading waits for an answer still.
      if (inFlight) watch();
    } else if (message.type === "results") {
      if (!inFlight || message.seq !== inFlight.seq) return;
      const question = inFlight;
      inFlight = null;
      clearTimeout(watchdog);
      // An answer that a newer query has already replaced is not shown.
      if (!waiting || waiting.query === question.query) listener.results(question, message.answer);
      send();
    } else if (message.type === "facets") {
      if (!waiting) listener.facets(message.query, message.answer);
    } else if (message.type === "edited") {
      listener.edited(message.query);
    } else if (message.type === "error") {
      if (message.seq !== undefined && message.seq !== inFlight?.seq) return;
      const wasAsked = inFlight !== null;
      inFlight = null;
      console.warn("search:", message.cause, message.message);
      fail(message.cause, message.message, wasAsked);
      send();
    }
  }

  function watch() {
    clearTimeout(watchdog);
    watchdog = window.setTimeout(() => listener.slow(), PATIENCE);
  }

  function fail(cause = "", message = "", wasAsked = false) {
    clearTimeout(watchdog);
    const isOver = !ready || !wasAsked;
    if (isOver) {
      worker?.terminate();
      worker = inFlight = null;
    }
    listener.failed(cause, message, isOver);
  }

  return {
    open,
    /** Whether an engine runs, or is being loaded. */
    runs: () => worker !== null,
    /** Whether a question is without its answer. */
    isBusy: () => inFlight !== null || waiting !== null,
    /** @param {RetoldQuestion} question */
    ask(question) {
      waiting = question;
      send();
    },
    /** Asks for the filters' counts of the query that was asked last. @param {RetoldQuestion} question */
    countFacets({ query, prefixLast, sort }) {
      if (worker && !inFlight && !waiting) worker.postMessage({ type: "facets", seq, query, prefixLast, sort });
    },
    /** Adds a filter to a query or takes it away; without one, takes all away. @param {string} query @param {string} filter */
    edit(query, filter) {
      if (worker && ready) worker.postMessage({ type: "edit", query, filter });
    },
  };
};
}
