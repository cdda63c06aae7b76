// Built by scripts/build-engine: the glue of wasm-bindgen 0.2.130, then worker.js.
let wasm_bindgen = (function(exports) {
    let script_src;
    if (typeof document !== 'undefined' && document.currentScript !== null) {
        script_src = new URL(document.currentScript.src, location.href).toString();
    }

    /**
     * An opened search pack.
     */
    class Engine {
        static __wrap(ptr) {
            const obj = Object.create(Engine.prototype);
            obj.__wbg_ptr = ptr;
            EngineFinalization.register(obj, obj.__wbg_ptr, obj);
            return obj;
        }
        __destroy_into_raw() {
            const ptr = this.__wbg_ptr;
            this.__wbg_ptr = 0;
            EngineFinalization.unregister(this);
            return ptr;
        }
        free() {
            const ptr = this.__destroy_into_raw();
            wasm.__wbg_engine_free(ptr, 0);
        }
        /**
         * How many documents the pack holds.
         * @returns {number}
         */
        get documents() {
            const ret = wasm.engine_documents(this.__wbg_ptr);
            return ret;
        }
        /**
         * Counts the facets of what a query finds, as far as the bytes supplied so far go; returns a
         * step, as JSON.
         *
         * # Errors
         * A `PackError`.
         * @param {string} query
         * @param {boolean} prefix_last
         * @param {string} sort
         * @returns {string}
         */
        facets(query, prefix_last, sort) {
            let deferred5_0;
            let deferred5_1;
            try {
                const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
                const val3 = +prefix_last;
                let ptr0, len0, ptr1, len1;
                try {
                    ptr0 = passStringToWasm0(query, wasm.__wbindgen_export, wasm.__wbindgen_export2);
                    len0 = WASM_VECTOR_LEN;
                    ptr1 = passStringToWasm0(sort, wasm.__wbindgen_export, wasm.__wbindgen_export2);
                    len1 = WASM_VECTOR_LEN;
                } catch (e) {
                    if (ptr1) { wasm.__wbindgen_export3(ptr1, len1 * 1, 1); }
                    if (ptr0) { wasm.__wbindgen_export3(ptr0, len0 * 1, 1); }
                    throw e;
                }
                wasm.engine_facets(retptr, this.__wbg_ptr, ptr0, len0, val3, ptr1, len1);
                var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
                var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
                var r2 = getDataViewMemory0().getInt32(retptr + 4 * 2, true);
                var r3 = getDataViewMemory0().getInt32(retptr + 4 * 3, true);
                var ptr4 = r0;
                var len4 = r1;
                if (r3) {
                    ptr4 = 0; len4 = 0;
                    throw takeObject(r2);
                }
                deferred5_0 = ptr4;
                deferred5_1 = len4;
                return getStringFromWasm0(ptr4, len4);
            } finally {
                wasm.__wbindgen_add_to_stack_pointer(16);
                wasm.__wbindgen_export3(deferred5_0, deferred5_1, 1);
            }
        }
        /**
         * Opens a pack from the content of its entry file and of the hot file that it names.
         *
         * # Errors
         * A `PackError`.
         * @param {Uint8Array | number[]} entry
         * @param {Uint8Array | number[]} hot
         * @returns {Engine}
         */
        static open(entry, hot) {
            try {
                const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
                let ptr0, len0, ptr1, len1;
                try {
                    ptr0 = passArray8ToWasm0(entry, wasm.__wbindgen_export);
                    len0 = WASM_VECTOR_LEN;
                    ptr1 = passArray8ToWasm0(hot, wasm.__wbindgen_export);
                    len1 = WASM_VECTOR_LEN;
                } catch (e) {
                    if (ptr1) { wasm.__wbindgen_export3(ptr1, len1 * 1, 1); }
                    if (ptr0) { wasm.__wbindgen_export3(ptr0, len0 * 1, 1); }
                    throw e;
                }
                wasm.engine_open(retptr, ptr0, len0, ptr1, len1);
                var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
                var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
                var r2 = getDataViewMemory0().getInt32(retptr + 4 * 2, true);
                if (r2) {
                    throw takeObject(r1);
                }
                return Engine.__wrap(r0);
            } finally {
                wasm.__wbindgen_add_to_stack_pointer(16);
            }
        }
        /**
         * Takes a search as far as the bytes supplied so far go; returns a step, as JSON.
         *
         * `sort` is `relevance`, `newest` or `severity`; anything else is `relevance`.
         *
         * # Errors
         * A `PackError`.
         * @param {string} query
         * @param {number} limit
         * @param {number} offset
         * @param {boolean} prefix_last
         * @param {string} sort
         * @returns {string}
         */
        search(query, limit, offset, prefix_last, sort) {
            let deferred7_0;
            let deferred7_1;
            try {
                const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
                const val3 = +limit;
                const val4 = +offset;
                const val5 = +prefix_last;
                let ptr0, len0, ptr1, len1;
                try {
                    ptr0 = passStringToWasm0(query, wasm.__wbindgen_export, wasm.__wbindgen_export2);
                    len0 = WASM_VECTOR_LEN;
                    ptr1 = passStringToWasm0(sort, wasm.__wbindgen_export, wasm.__wbindgen_export2);
                    len1 = WASM_VECTOR_LEN;
                } catch (e) {
                    if (ptr1) { wasm.__wbindgen_export3(ptr1, len1 * 1, 1); }
                    if (ptr0) { wasm.__wbindgen_export3(ptr0, len0 * 1, 1); }
                    throw e;
                }
                wasm.engine_search(retptr, this.__wbg_ptr, ptr0, len0, val3, val4, val5, ptr1, len1);
                var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
                var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
                var r2 = getDataViewMemory0().getInt32(retptr + 4 * 2, true);
                var r3 = getDataViewMemory0().getInt32(retptr + 4 * 3, true);
                var ptr6 = r0;
                var len6 = r1;
                if (r3) {
                    ptr6 = 0; len6 = 0;
                    throw takeObject(r2);
                }
                deferred7_0 = ptr6;
                deferred7_1 = len6;
                return getStringFromWasm0(ptr6, len6);
            } finally {
                wasm.__wbindgen_add_to_stack_pointer(16);
                wasm.__wbindgen_export3(deferred7_0, deferred7_1, 1);
            }
        }
        /**
         * Adds the bytes of a range of a file, or of the whole file.
         *
         * # Errors
         * A `PackError` when they are not what was asked for.
         * @param {string} file
         * @param {number} start
         * @param {number} end
         * @param {Uint8Array | number[]} bytes
         */
        supply(file, start, end, bytes) {
            try {
                const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
                const val3 = +start;
                const val4 = +end;
                let ptr0, len0, ptr1, len1;
                try {
                    ptr0 = passStringToWasm0(file, wasm.__wbindgen_export, wasm.__wbindgen_export2);
                    len0 = WASM_VECTOR_LEN;
                    ptr1 = passArray8ToWasm0(bytes, wasm.__wbindgen_export);
                    len1 = WASM_VECTOR_LEN;
                } catch (e) {
                    if (ptr1) { wasm.__wbindgen_export3(ptr1, len1 * 1, 1); }
                    if (ptr0) { wasm.__wbindgen_export3(ptr0, len0 * 1, 1); }
                    throw e;
                }
                wasm.engine_supply(retptr, this.__wbg_ptr, ptr0, len0, val3, val4, ptr1, len1);
                var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
                var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
                if (r1) {
                    throw takeObject(r0);
                }
            } finally {
                wasm.__wbindgen_add_to_stack_pointer(16);
            }
        }
    }
    if (Symbol.dispose) Engine.prototype[Symbol.dispose] = Engine.prototype.free;
    exports.Engine = Engine;

    /**
     * A query with a filter added, or taken away if it asks for that already.
     * @param {string} query
     * @param {string} filter
     * @returns {string}
     */
    function toggle_filter(query, filter) {
        let deferred3_0;
        let deferred3_1;
        try {
            const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
            let ptr0, len0, ptr1, len1;
            try {
                ptr0 = passStringToWasm0(query, wasm.__wbindgen_export, wasm.__wbindgen_export2);
                len0 = WASM_VECTOR_LEN;
                ptr1 = passStringToWasm0(filter, wasm.__wbindgen_export, wasm.__wbindgen_export2);
                len1 = WASM_VECTOR_LEN;
            } catch (e) {
                if (ptr1) { wasm.__wbindgen_export3(ptr1, len1 * 1, 1); }
                if (ptr0) { wasm.__wbindgen_export3(ptr0, len0 * 1, 1); }
                throw e;
            }
            wasm.toggle_filter(retptr, ptr0, len0, ptr1, len1);
            var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
            var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
            deferred3_0 = r0;
            deferred3_1 = r1;
            return getStringFromWasm0(r0, r1);
        } finally {
            wasm.__wbindgen_add_to_stack_pointer(16);
            wasm.__wbindgen_export3(deferred3_0, deferred3_1, 1);
        }
    }
    exports.toggle_filter = toggle_filter;

    /**
     * A query without its filters.
     * @param {string} query
     * @returns {string}
     */
    function without_filters(query) {
        let deferred2_0;
        let deferred2_1;
        try {
            const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
            const ptr0 = passStringToWasm0(query, wasm.__wbindgen_export, wasm.__wbindgen_export2);
            const len0 = WASM_VECTOR_LEN;
            wasm.without_filters(retptr, ptr0, len0);
            var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
            var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
            deferred2_0 = r0;
            deferred2_1 = r1;
            return getStringFromWasm0(r0, r1);
        } finally {
            wasm.__wbindgen_add_to_stack_pointer(16);
            wasm.__wbindgen_export3(deferred2_0, deferred2_1, 1);
        }
    }
    exports.without_filters = without_filters;
    function __wbg_get_imports() {
        const import0 = {
            __proto__: null,
            __wbg_Error_208446807d0d1e30: function(arg0, arg1) {
                const ret = Error(getStringFromWasm0(arg0, arg1));
                return addHeapObject(ret);
            },
            __wbg___wbindgen_throw_4c88d8bf264fd984: function(arg0, arg1) {
                throw new Error(getStringFromWasm0(arg0, arg1));
            },
            __wbg_retoldStem_ce4c8bebd850073e: function(arg0, arg1, arg2) {
                const ret = retoldStem(getStringFromWasm0(arg1, arg2));
                const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_export, wasm.__wbindgen_export2);
                const len1 = WASM_VECTOR_LEN;
                getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
                getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
            },
        };
        return {
            __proto__: null,
            "./search_bg.js": import0,
        };
    }

    const EngineFinalization = (typeof FinalizationRegistry === 'undefined')
        ? { register: () => {}, unregister: () => {} }
        : new FinalizationRegistry(ptr => wasm.__wbg_engine_free(ptr, 1));

    function addHeapObject(obj) {
        if (heap_next === heap.length) heap.push(heap.length + 1);
        const idx = heap_next;
        heap_next = heap[idx];

        heap[idx] = obj;
        return idx;
    }

    function dropObject(idx) {
        if (idx < 1028) return;
        heap[idx] = heap_next;
        heap_next = idx;
    }

    let cachedDataViewMemory0 = null;
    function getDataViewMemory0() {
        if (cachedDataViewMemory0 === null || cachedDataViewMemory0.buffer.detached === true || (cachedDataViewMemory0.buffer.detached === undefined && cachedDataViewMemory0.buffer !== wasm.memory.buffer)) {
            cachedDataViewMemory0 = new DataView(wasm.memory.buffer);
        }
        return cachedDataViewMemory0;
    }

    function getStringFromWasm0(ptr, len) {
        ptr = ptr >>> 0;
        return decodeText(getUint8ArrayMemory0().subarray(ptr, ptr + len));
    }

    let cachedUint8ArrayMemory0 = null;
    function getUint8ArrayMemory0() {
        if (cachedUint8ArrayMemory0 === null || cachedUint8ArrayMemory0.byteLength === 0) {
            cachedUint8ArrayMemory0 = new Uint8Array(wasm.memory.buffer);
        }
        return cachedUint8ArrayMemory0;
    }

    function getObject(idx) { return heap[idx]; }

    let heap = new Array(1024).fill(undefined);
    heap.push(undefined, null, true, false);

    let heap_next = heap.length;

    function passArray8ToWasm0(arg, malloc) {
        const ptr = malloc(arg.length * 1, 1) >>> 0;
        getUint8ArrayMemory0().set(arg, ptr / 1);
        WASM_VECTOR_LEN = arg.length;
        return ptr;
    }

    function passStringToWasm0(arg, malloc, realloc) {
        if (realloc === undefined) {
            const buf = cachedTextEncoder.encode(arg);
            const ptr = malloc(buf.length, 1) >>> 0;
            getUint8ArrayMemory0().subarray(ptr, ptr + buf.length).set(buf);
            WASM_VECTOR_LEN = buf.length;
            return ptr;
        }

        let len = arg.length;
        let ptr = malloc(len, 1) >>> 0;

        const mem = getUint8ArrayMemory0();

        let offset = 0;

        for (; offset < len; offset++) {
            const code = arg.charCodeAt(offset);
            if (code > 0x7F) break;
            mem[ptr + offset] = code;
        }
        if (offset !== len) {
            if (offset !== 0) {
                arg = arg.slice(offset);
            }
            ptr = realloc(ptr, len, len = offset + arg.length * 3, 1) >>> 0;
            const view = getUint8ArrayMemory0().subarray(ptr + offset, ptr + len);
            const ret = cachedTextEncoder.encodeInto(arg, view);

            offset += ret.written;
            ptr = realloc(ptr, len, offset, 1) >>> 0;
        }

        WASM_VECTOR_LEN = offset;
        return ptr;
    }

    function takeObject(idx) {
        const ret = getObject(idx);
        dropObject(idx);
        return ret;
    }

    let cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
    cachedTextDecoder.decode();
    function decodeText(bytes) {
        return cachedTextDecoder.decode(bytes);
    }

    const cachedTextEncoder = new TextEncoder();

    if (!('encodeInto' in cachedTextEncoder)) {
        cachedTextEncoder.encodeInto = function (arg, view) {
            const buf = cachedTextEncoder.encode(arg);
            view.set(buf);
            return {
                read: arg.length,
                written: buf.length
            };
        };
    }

    let WASM_VECTOR_LEN = 0;

    let wasmModule, wasmInstance, wasm;
    function __wbg_finalize_init(instance, module) {
        wasmInstance = instance;
        wasm = instance.exports;
        wasmModule = module;
        cachedDataViewMemory0 = null;
        cachedUint8ArrayMemory0 = null;
        return wasm;
    }

    async function __wbg_load(module, imports) {
        if (typeof Response === 'function' && module instanceof Response) {
            if (!module.ok) {
                throw new Error(`failed to fetch Wasm: ${module.status} ${module.statusText} fetching '${module.url}'`);
            }

            if (typeof WebAssembly.instantiateStreaming === 'function') {
                try {
                    return await WebAssembly.instantiateStreaming(module, imports);
                } catch (e) {
                    const validResponse = expectedResponseType(module.type);

                    if (validResponse && module.headers.get('Content-Type') !== 'application/wasm') {
                        console.warn("`WebAssembly.instantiateStreaming` failed because your server does not serve Wasm with `application/wasm` MIME type. Falling back to `WebAssembly.instantiate` which is slower. Original error:\n", e);

                    } else { throw e; }
                }
            }

            const bytes = await module.arrayBuffer();
            return await WebAssembly.instantiate(bytes, imports);
        } else {
            const instance = await WebAssembly.instantiate(module, imports);

            if (instance instanceof WebAssembly.Instance) {
                return { instance, module };
            } else {
                return instance;
            }
        }

        function expectedResponseType(type) {
            switch (type) {
                case 'basic': case 'cors': case 'default': return true;
            }
            return false;
        }
    }

    function initSync(module) {
        if (wasm !== undefined) return wasm;


        if (module !== undefined) {
            if (Object.getPrototypeOf(module) === Object.prototype) {
                ({module} = module)
            } else {
                console.warn('using deprecated parameters for `initSync()`; pass a single object instead')
            }
        }

        const imports = __wbg_get_imports();
        if (!(module instanceof WebAssembly.Module)) {
            module = new WebAssembly.Module(module);
        }
        const instance = new WebAssembly.Instance(module, imports);
        return __wbg_finalize_init(instance, module);
    }

    let __wbg_init_promise;
    async function __wbg_init(module_or_path) {
        if (wasm !== undefined) return wasm;
        if (__wbg_init_promise === undefined) {
            __wbg_init_promise = __wbg_init_once(module_or_path);
            __wbg_init_promise.catch(() => { __wbg_init_promise = undefined; });
        }
        return __wbg_init_promise;
    }

    async function __wbg_init_once(module_or_path) {

        if (module_or_path !== undefined) {
            if (Object.getPrototypeOf(module_or_path) === Object.prototype) {
                ({module_or_path} = module_or_path)
            } else {
                console.warn('using deprecated parameters for the initialization function; pass a single object instead')
            }
        }

        if (module_or_path === undefined && script_src !== undefined) {
            module_or_path = script_src.replace(/\.js$/, "_bg.wasm");
        }
        const imports = __wbg_get_imports();

        if (typeof module_or_path === 'string' || (typeof Request === 'function' && module_or_path instanceof Request) || (typeof URL === 'function' && module_or_path instanceof URL)) {
            module_or_path = fetch(module_or_path);
        }

        const { instance, module } = await __wbg_load(await module_or_path, imports);

        return __wbg_finalize_init(instance, module);
    }

    return Object.assign(__wbg_init, { initSync }, exports);
})({ __proto__: null });

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
