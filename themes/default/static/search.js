// The search page. The engine runs in a worker; this file asks it and shows what it answers.
//
//   to the worker:    {type: "open", pack, engine, stemmer, entry, module, hot},
//                     {type: "search", seq, query, limit, offset, prefixLast, sort},
//                     {type: "facets", seq, query, prefixLast, sort},
//                     {type: "edit", query, filter}
//   from the worker:  {type: "ready", documents}, {type: "results" | "facets", seq, query, answer},
//                     {type: "edited", query}, {type: "error", seq?, cause, message}
//
// All of what is asked stands in the box, filters included, and in the address: as `?q=…`, or as `#q=…` where it is long.
// Servers refuse long addresses, and never get the fragment.

'use strict';

{
const FIRST = 10; // results at once
const MORE = 10; // results for each press of "More results"
const VALUES = 6; // values of a facet before "more"
const PATIENCE = 15_000; // milliseconds until we say that it takes long
const OVERTAKE = 400; // milliseconds until a newer query no longer waits for the answer to an older one
const REST = 120; // milliseconds without a key until the filters are counted
const FINISHED = 1_000; // milliseconds without a key until the last word is taken for a whole one
const LONGEST_SENT_QUERY = 1_500; // encoded characters of a query in the part of the address that servers get
const LONGEST_KEPT_QUERY = 65_536; // characters in the part that stays in the browser: the engine reads no more

const byId = (id) => document.getElementById(id);
const form = byId("search");
const box = byId("q");
const list = byId("results");
const status = byId("status");
const notes = byId("notes");
const trouble = byId("trouble");
const more = byId("more");
const order = byId("sort");
const filters = byId("filters");
const fields = byId("fields");
const from = byId("from");
const to = byId("to");
const site = new URL(form.dataset.root, document.baseURI);

const CAUSES = {
  file: [
    "This archive is too large to be searched from a file.",
    "Browsers do not let a page that was opened from a file read the index. Serve the site, for example with “retold serve”.",
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

const FIELDS = {
  sev: "Severity",
  service: "Service",
  kind: "Kind",
  status: "Status",
  cause: "Cause",
  tag: "Tag",
  team: "Team",
  year: "Year",
};

// ---------------------------------------------------------------- the engine

let worker = null;
let opening = false; // the worker knows what to open, and may be asked: it answers once it can
let ready = false;
let seq = 0;
let inFlight = null; // {seq, query, offset, at}: the newest question that has no answer yet
let waiting = null; // {query, offset, limit, prefixLast, sort}: what to ask as soon as we may
let overtake = 0;
let watchdog = 0;
let resting = 0;
let finishing = 0;
let typing = false; // the last word of what is shown may go on

function open() {
  if (typeof WebAssembly === "undefined") return fail("wasm");
  if (location.protocol === "file:") return openOffline();
  if (typeof Worker === "undefined") return fail("worker");
  try {
    worker = new Worker(new URL(form.dataset.worker, document.baseURI));
  } catch (error) {
    return fail("blocked", String(error));
  }
  worker.onmessage = (event) => receive(event.data);
  worker.onmessageerror = () => fail("internal");
  worker.onerror = (event) => {
    event.preventDefault();
    fail(ready ? "internal" : "blocked", event.message);
  };
  start();
}

async function start() {
  watch();
  const pack = new URL(form.dataset.pack, document.baseURI).href;
  const message = {
    type: "open",
    pack: pack.endsWith("/") ? pack : `${pack}/`,
    engine: new URL(form.dataset.engine, document.baseURI).href,
    stemmer: form.dataset.stemmer ? new URL(form.dataset.stemmer, document.baseURI).href : "",
    entry: form.dataset.entry,
  };
  // The page has begun to load these two; the worker would load them again where the browser keeps no copies.
  // What does not come, or not with the right type, the worker asks for itself.
  const [module, hot] = await Promise.all([
    early(message.engine).then((response) => WebAssembly.compileStreaming(response)).catch(() => {}),
    early(message.pack + form.dataset.hot).then((response) => response.arrayBuffer()).catch(() => {}),
  ]);
  if (!worker) return;
  worker.postMessage({ ...message, module, hot });
  opening = true;
  send();
}

async function early(address) {
  if (location.protocol === "file:") throw new Error("nothing can be fetched");
  const response = await fetch(address);
  return response.ok ? response : Promise.reject(new Error(address));
}

// A page that was opened from a file may load scripts, and nothing else. Of archives that are small enough,
// all files of the search stand in one script; the engine then runs in the page.
function openOffline() {
  const port = { postMessage: (message) => receive(message) };
  worker = {
    postMessage: (data) => queueMicrotask(() => port.onmessage({ data })),
    terminate: () => {},
  };
  Promise.all([script(`${form.dataset.pack}offline.js`), script(form.dataset.worker)]).then(
    () => {
      self.retoldSearch(port, self.retoldOffline);
      start();
    },
    () => fail("file"),
  );
}

function script(address) {
  return new Promise((resolve, reject) => {
    const node = element("script");
    node.src = new URL(address, document.baseURI);
    node.onload = resolve;
    node.onerror = reject;
    document.head.append(node);
  });
}

// Keeps one question under way; a newer one waits for its answer, but not for long.
function ask(query, prefixLast, offset = 0, limit = FIRST) {
  waiting = { query, offset, limit, prefixLast, sort: order.value };
  clearTimeout(resting);
  clearTimeout(finishing);
  send();
}

function send() {
  clearTimeout(overtake);
  if (!worker || !opening || !waiting) return;
  if (inFlight) {
    const left = inFlight.at + OVERTAKE - performance.now();
    if (left > 0) {
      overtake = setTimeout(send, left);
      return;
    }
  }
  seq += 1;
  const { query, offset, prefixLast } = waiting;
  inFlight = { seq, query, offset, prefixLast, at: performance.now() };
  worker.postMessage({ type: "search", seq, ...waiting });
  waiting = null;
  watch();
}

function receive(message) {
  if (message.type === "ready") {
    ready = true;
    documents = message.documents;
    settle();
  } else if (message.type === "results") {
    if (!inFlight || message.seq !== inFlight.seq) return;
    const { query, offset, prefixLast } = inFlight;
    inFlight = null;
    settle();
    // An answer that a newer query has already replaced is not shown.
    if (!waiting || waiting.query === query) {
      typing = prefixLast;
      show(query, offset, message.answer);
    }
    send();
  } else if (message.type === "facets") {
    if (message.query === list.dataset.query && !waiting) showFacets(message.query, message.answer);
  } else if (message.type === "edited") {
    box.value = message.query;
    search(box.value);
    store();
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
    worker = inFlight = null;
  }
  explain(cause in CAUSES ? cause : "internal", message, asked);
}

// ---------------------------------------------------------------- what is shown

let documents = 0;
let shown = 0; // results in the list
let found = 0; // results in all

function element(name, className, ...content) {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.append(...content.filter((piece) => piece !== undefined));
  return node;
}

// Every second piece of a highlighted text is a match.
function marked(pieces) {
  return pieces.map((piece, index) => (index % 2 === 0 ? piece : element("mark", "", piece)));
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
  const address = new URL(hit.url, site);
  // No server adds it.
  if (location.protocol === "file:") address.pathname += "index.html";
  const link = element("a", "", ...(hit.marked_title ? marked(hit.marked_title) : [hit.title || hit.url]));
  link.href = address;
  body.append(element("h3", "", link));
  if (hit.excerpt) {
    const { anchor, heading, text } = hit.excerpt;
    const line = element("p", "excerpt");
    if (heading) {
      const section = element("a", "where", heading);
      section.href = anchor ? new URL(`#${anchor}`, address) : address;
      line.append(section, " ");
    }
    line.append(...marked(text));
    body.append(line);
  } else if (hit.summary) {
    body.append(element("p", "excerpt", hit.summary));
  }
  const services = Array.isArray(hit.services) ? hit.services : [];
  if (services.length > 0) {
    // No list: items of `#results` are results, and nothing else.
    body.append(element("p", "meta", ...services.map((service) => element("span", "", service))));
  }
  item.append(side, body);
  return item;
}

function show(query, offset, answer) {
  const items = answer.hits.map(card);
  if (offset === 0) {
    list.replaceChildren(...items);
    shown = items.length;
  } else {
    list.append(...items);
    shown += items.length;
    items[0]?.querySelector("a").focus();
  }
  found = answer.total;
  more.hidden = answer.hits.length === 0 || answer.total <= shown;
  say(headline(query, answer.total));
  remark(query, answer);
  // Before a result can be followed, the way back leads here.
  if (query === box.value) store();
  list.dataset.query = query;
  list.dataset.finished = !typing;
  countFacets();
}

function headline(query, total) {
  const wanted = query.trim();
  const count = total.toLocaleString(language);
  if (wanted === "") {
    if (total > 0) return `${total === 1 ? "1 incident" : `${count} incidents`}, newest first`;
    return documents > 0 ? `${documents.toLocaleString(language)} documents to search` : "";
  }
  const quoted = `“${wanted.length > 80 ? `${wanted.slice(0, 80)}…` : wanted}”`;
  if (total === 0) return `No incidents for ${quoted}.`;
  return `${total === 1 ? "1 incident" : `${count} incidents`} for ${quoted}`;
}

function quoted(words) {
  return words.map((word) => `“${word}”`).join(", ");
}

// What was made of the query where it is not what was typed, and what else to try.
function remark(query, answer) {
  const lines = [];
  if (answer.wordless && !answer.pasted) lines.push(element("p", "", "There is no word in it to look for."));
  for (const { typed, used } of answer.corrections ?? []) {
    lines.push(element("p", "", `“${typed}” is in no document; ${quoted(used)} was looked for instead.`));
  }
  for (const { typed, used } of answer.did_you_mean ?? []) {
    const meant = element("button", "link", used[0]);
    meant.type = "button";
    meant.onclick = () => replace(typed, used[0]);
    lines.push(element("p", "", `“${typed}” is no filter; did you mean `, meant, "?"));
  }
  if (answer.unknown) {
    const verb = answer.unknown.length === 1 ? "is" : "are";
    lines.push(element("p", "", `${quoted(answer.unknown)} ${verb} in no document.`));
  }
  if (answer.pasted) {
    const { counted, noise } = answer.pasted;
    const words = counted.flatMap((word) => [element("code", "", word), " "]);
    lines.push(element("p", "", "Read as pasted text. Looked for: ", ...(words.length ? words : ["nothing in it tells"])));
    if (noise.length > 0) {
      const left = noise.flatMap(([text, what]) => [element("code", "", text), ` ${what}; `]);
      lines.push(element("details", "", element("summary", "", `${noise.length} taken as noise`), element("p", "", ...left)));
    }
  }
  if (answer.total === 0 && query.trim() !== "") {
    if (answer.unfiltered > 0) {
      const lift = element("button", "", `Show ${answer.unfiltered.toLocaleString(language)} without the filters`);
      lift.type = "button";
      lift.onclick = () => edit("");
      lines.push(element("p", "", lift));
    } else {
      lines.push(element("p", "", "Fewer or other words may find some; or browse below."));
    }
  }
  notes.replaceChildren(...lines);
}

function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

function explain(cause, message = "", asked = null) {
  const [what, why] = CAUSES[cause];
  const parts = [element("p", "", what), element("p", "", why)];
  if (message && cause !== "slow") parts.push(element("p", "", element("code", "", message)));
  if (cause !== "slow" && cause !== "file" && cause !== "worker") {
    const again = element("button", "", asked ? "Try again" : "Reload the page");
    again.type = "button";
    again.onclick = asked ? () => search(box.value) : () => location.reload();
    parts.push(element("p", "", again));
  }
  const doors = document.querySelector(".search-doors ul").cloneNode(true);
  parts.push(element("p", "", "These lists need no search engine:"), doors);
  trouble.replaceChildren(...parts);
  trouble.dataset.cause = cause;
  trouble.hidden = false;
  if (cause !== "slow") say("");
}

// ---------------------------------------------------------------- filters

const opened = new Set(); // facets of which all values are shown

// Asks for the counts once nobody types, and only where they are seen.
function countFacets() {
  clearTimeout(resting);
  if (!filters.open) return;
  resting = setTimeout(() => {
    const query = list.dataset.query;
    if (worker && !inFlight && !waiting) worker.postMessage({ type: "facets", seq, query, prefixLast: typing, sort: order.value });
  }, REST);
}

function showFacets(query, facets) {
  const focused = document.activeElement?.dataset?.filter;
  fields.replaceChildren(...facets.map(facet).filter(Boolean));
  // The boxes are new ones: the keyboard stays where it was.
  if (focused) fields.querySelector(`[data-filter="${CSS.escape(focused)}"]`)?.focus();
  from.value = /(?:^|\s)after:(\d{4}-\d\d)/.exec(query)?.[1] ?? "";
  to.value = shifted(/(?:^|\s)before:(\d{4}-\d\d)/.exec(query)?.[1], -1);
  fields.dataset.query = query;
}

function facet({ field, values }) {
  // A single value that all results have is no choice.
  if (values.length === 0 || (values.length === 1 && !values[0].selected && values[0].count === found)) return null;
  const group = element("fieldset", "facet", element("legend", "", FIELDS[field] ?? field));
  values.forEach((value, index) => {
    const check = element("input");
    check.type = "checkbox";
    check.checked = value.selected;
    check.dataset.filter = value.filter;
    check.onchange = () => edit(value.filter);
    const count = element("span", "count", value.count.toLocaleString(language));
    const label = element("label", "", check, element("span", "name", value.label), count);
    label.hidden = index >= VALUES && !value.selected && !opened.has(field);
    group.append(label);
  });
  const hidden = group.querySelectorAll("label[hidden]");
  if (hidden.length > 0) {
    const all = element("button", "link", `${hidden.length} more`);
    all.type = "button";
    all.onclick = () => {
      opened.add(field);
      for (const label of hidden) label.hidden = false;
      hidden[0].querySelector("input").focus();
      all.remove();
    };
    group.append(all);
  }
  return group;
}

// Adds a filter to the query or takes it away; without one, takes all away.
function edit(filter) {
  if (worker && ready) worker.postMessage({ type: "edit", query: box.value, filter });
}

// A month later or earlier: `before:` names the first month that is out.
function shifted(month, by) {
  if (!/^\d{4}-\d\d$/.test(month ?? "")) return "";
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + by);
  return date.toISOString().slice(0, 7);
}

from.onchange = () => edit(`after:${/^\d{4}-\d\d$/.test(from.value) ? from.value : ""}`);
to.onchange = () => edit(`before:${shifted(to.value, 1)}`);
filters.ontoggle = countFacets;

// ---------------------------------------------------------------- the query and the address

let saving = 0;

// Puts the query into the address.
function store() {
  clearTimeout(saving);
  const address = new URL(location.href);
  const query = box.value;
  const isLong = new URLSearchParams({ q: query }).toString().length > LONGEST_SENT_QUERY;
  if (query === "" || isLong) address.searchParams.delete("q");
  else address.searchParams.set("q", query);
  if (isLong) address.hash = new URLSearchParams({ q: query.slice(0, LONGEST_KEPT_QUERY) });
  else if (isQuery(address.hash)) address.hash = "";
  if (order.value === "relevance") address.searchParams.delete("sort");
  else address.searchParams.set("sort", order.value);
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

// The query is a whole one, as it is in the terminal: both find the same.
function search(query) {
  if (worker) ask(query, false);
}

// The last word may go on, until nobody has typed for a while.
function searchWhileTyping(query) {
  if (!worker) return;
  ask(query, true);
  finishing = setTimeout(() => {
    // Who has gone on to the results is not to lose the place.
    if (box.value === query && document.activeElement === box) search(query);
  }, FINISHED);
}

// Writes the name of a filter as it was meant.
function replace(typed, meant) {
  const at = box.value.toLowerCase().indexOf(typed);
  if (at < 0) return;
  box.value = box.value.slice(0, at) + meant + box.value.slice(at + typed.length);
  search(box.value);
  store();
}

function isQuery(hash) {
  return hash.startsWith("#q=");
}

function load() {
  const parameters = new URLSearchParams(location.search);
  const kept = isQuery(location.hash) ? new URLSearchParams(location.hash.slice(1)) : parameters;
  box.value = kept.get("q") ?? "";
  order.value = parameters.get("sort") ?? "relevance";
  if (order.selectedIndex < 0) order.value = "relevance";
}

box.addEventListener("input", () => {
  searchWhileTyping(box.value);
  save();
});

order.addEventListener("change", () => {
  search(box.value);
  store();
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
  if (worker && !waiting && !inFlight) ask(query, typing, shown, MORE);
});

addEventListener("popstate", () => {
  // A link to a part of this page.
  if (location.hash !== "" && !isQuery(location.hash)) return;
  load();
  search(box.value);
});

// ---------------------------------------------------------------- keyboard

addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  const at = event.target;
  const links = [...list.querySelectorAll("h3 a")];
  const here = links.indexOf(at);

  if (event.key === "Escape") {
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

byId("unstarted").remove();
// Beside the results there is room for the filters; above them they would push the results down.
filters.open = matchMedia("(min-width: 60rem)").matches;

// What was typed before this script arrived counts; else the address says what to look for.
const typed = box.value;
load();
if (typed !== "") box.value = typed;
open();
if (worker) {
  if (box.value.trim() !== "") say("Opening the index…");
  search(box.value);
}
}
