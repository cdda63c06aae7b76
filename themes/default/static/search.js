// The search page. The engine runs in a worker; this file asks it and shows what it answers.
//
//   to the worker:    {type: "open", pack, engine}, {type: "search", seq, query, limit, offset}
//   from the worker:  {type: "ready", documents}, {type: "results", seq, query, total, hits},
//                     {type: "error", seq?, cause, message}

const FIRST = 10; // results at once
const MORE = 20; // results for each press of "More results"
const PATIENCE = 15_000; // milliseconds until we say that it takes long
const OVERTAKE = 400; // milliseconds until a newer query no longer waits for the answer to an older one
const LONGEST_SHARED_QUERY = 1_500; // characters that go into the address

const form = document.getElementById("search");
const box = document.getElementById("q");
const list = document.getElementById("results");
const status = document.getElementById("status");
const trouble = document.getElementById("trouble");
const more = document.getElementById("more");
const site = new URL(form.dataset.root, document.baseURI);

const CAUSES = {
  file: [
    "Search cannot run on a page opened from a file.",
    "Browsers do not let such a page start the search engine. Serve the site, for example with “retold serve”.",
  ],
  worker: [
    "This browser has no web workers, in which the search engine runs.",
    "A current Firefox, Chrome, Edge or Safari has them.",
  ],
  wasm: [
    "This browser does not run WebAssembly, in which the search engine is written.",
    "It may be too old, in a lockdown mode, or kept from it by a policy of the site’s host.",
  ],
  blocked: [
    "The search engine could not be started.",
    "Its script is missing, was blocked by a policy or an extension, or is served with a wrong type.",
  ],
  network: ["Part of the search index did not arrive.", "Check the connection, then try again."],
  pack: [
    "The search index is damaged, or belongs to another version of the site.",
    "Reloading the page often helps while a new version is being put up; if not, the site has to be built again.",
  ],
  internal: ["The search engine ran into a fault of its own.", "Reloading the page starts it afresh."],
  slow: ["This is taking long.", "The connection may be slow; the search goes on."],
};

// ---------------------------------------------------------------- the engine

let worker = null;
let ready = false;
let seq = 0;
let inFlight = null; // {seq, query, offset, at}: the newest question that has no answer yet
let waiting = null; // {query, offset, limit}: what to ask as soon as we may
let overtake = 0;
let watchdog = 0;

function open() {
  if (location.protocol === "file:") return fail("file");
  if (typeof Worker === "undefined") return fail("worker");
  if (typeof WebAssembly === "undefined") return fail("wasm");
  try {
    worker = new Worker(new URL(form.dataset.worker, document.baseURI), { type: "module" });
  } catch (error) {
    return fail("blocked", String(error));
  }
  worker.onmessage = (event) => receive(event.data);
  worker.onmessageerror = () => fail("internal");
  worker.onerror = (event) => {
    event.preventDefault();
    fail(ready ? "internal" : "blocked", event.message);
  };
  const pack = new URL(form.dataset.pack, document.baseURI).href;
  worker.postMessage({
    type: "open",
    pack: pack.endsWith("/") ? pack : `${pack}/`,
    engine: new URL(form.dataset.engine, document.baseURI).href,
  });
  watch();
}

// Keeps one question under way; a newer one waits for its answer, but not for long.
function ask(query, offset = 0, limit = FIRST) {
  waiting = { query, offset, limit };
  send();
}

function send() {
  clearTimeout(overtake);
  if (!worker || !ready || !waiting) return;
  if (inFlight) {
    const left = inFlight.at + OVERTAKE - performance.now();
    if (left > 0) {
      overtake = setTimeout(send, left);
      return;
    }
  }
  seq += 1;
  inFlight = { seq, query: waiting.query, offset: waiting.offset, at: performance.now() };
  worker.postMessage({ type: "search", seq, ...waiting });
  waiting = null;
  watch();
}

function receive(message) {
  if (message.type === "ready") {
    ready = true;
    documents = message.documents;
    settle();
    send();
  } else if (message.type === "results") {
    if (!inFlight || message.seq !== inFlight.seq) return;
    const { query, offset } = inFlight;
    inFlight = null;
    settle();
    // An answer that a newer query has already replaced is not shown.
    if (!waiting || waiting.query === query) show(query, offset, message);
    send();
  } else if (message.type === "error") {
    if (message.seq !== undefined && message.seq !== inFlight?.seq) return;
    const asked = inFlight;
    inFlight = null;
    console.warn("search:", message.cause, message.message);
    fail(message.cause, message.message, asked);
    send();
  }
}

function watch() {
  clearTimeout(watchdog);
  watchdog = setTimeout(() => explain("slow"), PATIENCE);
}

function settle() {
  clearTimeout(watchdog);
  trouble.hidden = true;
}

function fail(cause, message = "", asked = null) {
  clearTimeout(watchdog);
  if (!ready || !asked) {
    worker?.terminate();
    worker = null;
  }
  explain(cause in CAUSES ? cause : "internal", message, asked);
}

// ---------------------------------------------------------------- what is shown

let documents = 0;
let shown = 0;

function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

const language = document.documentElement.lang || "en";
let dates = null;
try {
  const locale = /^en(-|$)/i.test(language) ? "en-GB" : language;
  dates = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
} catch {
  // an unknown language: dates stay as they are
}

function dateText(iso) {
  const day = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  return dates && !Number.isNaN(day.getTime()) ? dates.format(day) : iso;
}

// The same markup as a card of the theme's components.html.
function card(hit) {
  const item = element("li", "card");
  item.dataset.id = hit.id;
  const side = element("p", "card-side");
  if (hit.date) {
    const time = element("time", "", dateText(hit.date));
    time.dateTime = hit.date.slice(0, 10);
    side.append(time);
  } else {
    side.append(element("span", "undated", "Undated"));
  }
  if (hit.severity) {
    const severity = element("span", `sev sev-${Number(hit.rank) || 0}`);
    severity.append(element("span", "vh", "Severity "), hit.severity);
    side.append(" ", severity);
  }
  const body = element("div", "card-body");
  const title = element("h3");
  const link = element("a", "", hit.title || hit.url);
  link.href = new URL(hit.url, site);
  title.append(link);
  body.append(title);
  if (hit.summary) body.append(element("p", "excerpt", hit.summary));
  const services = Array.isArray(hit.services) ? hit.services : hit.services ? [hit.services] : [];
  if (services.length > 0) {
    // No list: items of `#results` are results, and nothing else.
    const meta = element("p", "meta");
    meta.append(...services.map((service) => element("span", "", service)));
    body.append(meta);
  }
  item.append(side, body);
  return item;
}

function show(query, offset, { total, hits }) {
  const items = hits.map(card);
  if (offset === 0) {
    list.replaceChildren(...items);
    shown = items.length;
  } else {
    list.append(...items);
    shown += items.length;
    items[0]?.querySelector("a").focus();
  }
  const rest = hits.length > 0 ? total - shown : 0;
  more.hidden = rest <= 0;
  say(headline(query, total));
  // Before a result can be followed, the way back leads here.
  if (query === box.value) store();
  list.dataset.query = query;
}

function headline(query, total) {
  const wanted = query.trim();
  const count = total.toLocaleString(language);
  if (wanted === "") {
    if (total > 0) return `${total === 1 ? "1 incident" : `${count} incidents`}, newest first`;
    return documents > 0 ? `${documents.toLocaleString(language)} documents to search` : "";
  }
  const quoted = `“${wanted.length > 80 ? `${wanted.slice(0, 80)}…` : wanted}”`;
  if (total === 0) return `No incidents for ${quoted}. Fewer or other words may find some.`;
  return `${total === 1 ? "1 incident" : `${count} incidents`} for ${quoted}`;
}

function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

function explain(cause, message = "", asked = null) {
  const [what, why] = CAUSES[cause];
  const parts = [element("p", "", what), element("p", "", why)];
  if (message && cause !== "slow") {
    const detail = element("p");
    detail.append(element("code", "", message));
    parts.push(detail);
  }
  if (cause !== "slow" && cause !== "file" && cause !== "worker") {
    const again = element("button", "", asked ? "Try again" : "Reload the page");
    again.type = "button";
    again.onclick = asked ? () => search(box.value) : () => location.reload();
    const line = element("p");
    line.append(again);
    parts.push(line);
  }
  const doors = document.querySelector(".search-doors ul").cloneNode(true);
  parts.push(element("p", "", "These lists need no search engine:"), doors);
  trouble.replaceChildren(...parts);
  trouble.dataset.cause = cause;
  trouble.hidden = false;
  if (cause !== "slow") say("");
}

// ---------------------------------------------------------------- the query and the address

let saving = 0;

// Puts the query into the address.
function store() {
  clearTimeout(saving);
  const address = new URL(location.href);
  const query = box.value;
  if (query === "" || query.length > LONGEST_SHARED_QUERY) address.searchParams.delete("q");
  else address.searchParams.set("q", query);
  try {
    if (address.href !== location.href) history.replaceState(null, "", address);
  } catch {
    // Safari refuses more than a hundred changes in half a minute; the next one will do.
  }
}

// The same a little later, while somebody types.
function save() {
  clearTimeout(saving);
  saving = setTimeout(store, 100);
}

function search(query) {
  if (worker) ask(query);
}

function load() {
  box.value = new URLSearchParams(location.search).get("q") ?? "";
  search(box.value);
}

box.addEventListener("input", () => {
  search(box.value);
  save();
});

// A one-line box would glue the lines of a pasted stack trace together.
box.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!/[\r\n]/.test(text)) return;
  event.preventDefault();
  box.setRangeText(text.replace(/\s+/g, " ").trim(), box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  search(box.value);
  save();
  // On a touch screen the keyboard would cover the results.
  if (matchMedia("(pointer: coarse)").matches) box.blur();
});

more.addEventListener("click", () => {
  const query = list.dataset.query ?? "";
  if (worker && !waiting && !inFlight) ask(query, shown, MORE);
});

addEventListener("popstate", load);

// ---------------------------------------------------------------- keyboard

addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  const at = event.target;
  const links = [...list.querySelectorAll("h3 a")];
  const here = links.indexOf(at);

  if (event.key === "/") {
    if (at === box || at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) return;
    box.focus();
    box.select();
  } else if (event.key === "Escape") {
    if (at !== box && here < 0) return;
    if (box.value !== "") {
      box.value = "";
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    box.focus();
  } else if (event.key === "ArrowDown" && (at === box || here >= 0)) {
    const next = links[here + 1] ?? (here >= 0 && !more.hidden ? more : null);
    if (!next) return;
    next.focus();
  } else if (event.key === "ArrowUp" && (here >= 0 || at === more)) {
    if (at === more) links.at(-1)?.focus();
    else (links[here - 1] ?? box).focus();
  } else {
    return;
  }
  event.preventDefault();
});

// ---------------------------------------------------------------- begin

document.getElementById("unstarted").remove();

// What was typed before this script arrived counts; else the address says what to look for.
if (box.value === "") box.value = new URLSearchParams(location.search).get("q") ?? "";
open();
if (worker) {
  if (box.value.trim() !== "") say("Opening the index…");
  search(box.value);
}
