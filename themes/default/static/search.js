// The search page: the box, the address, the history and the keys. `search-client.js` asks the engine, `search-results.js`
// and `search-filters.js` show what it answers.
//
// All of what is asked stands in the box, filters included, and in the address: as `?q=…`, or as `#q=…` where it is long.
// Servers refuse long addresses, and never get the fragment. Of a long text the address has only the words that count;
// the text itself is kept with the entry of the history.

'use strict';

{
const FIRST = 10; // results at once
const MORE = 10; // results for each press of "More results"
const FINISHED = 1_000; // milliseconds without a key until the last word is taken for a whole one
const LONGEST_SENT_QUERY = 1_500; // encoded characters of a query in the part of the address that servers get
const LONGEST_GIST = 300; // characters of a long query in the address
const LONGEST_KEPT_QUERY = 65_536; // characters that are kept: the engine reads no more

const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const page = /** @type {HTMLElement} */ (document.querySelector(".search-page"));
const form = /** @type {HTMLFormElement} */ (byId("search"));
const box = /** @type {HTMLTextAreaElement} */ (byId("q"));
const list = byId("results");
const more = /** @type {HTMLButtonElement} */ (byId("more"));
const order = /** @type {HTMLSelectElement} */ (byId("sort"));
const how = byId("how");
const howButton = byId("how-button");

const words = self.retold.words(form);
const client = self.retold.searchClient(form, {
  ready(documents) {
    results.knowDocuments(documents);
    results.settle();
  },
  results: showResults,
  facets(query, facets) {
    if (query === list.dataset.query) filters.show(query, facets, results.found());
  },
  edited: go,
  slow: () => results.explain("slow"),
  failed(cause, message, isOver) {
    results.explain(cause, message, isOver);
    filters.clear();
  },
});
const results = self.retold.searchResults(form, words, { replace, search: go, again: () => search(box.value) });
const filters = self.retold.searchFilters(words, {
  count() {
    const query = list.dataset.query;
    if (query !== undefined) client.countFacets({ query, prefixLast: typing, offset: 0, limit: 0, sort: order.value });
  },
  edit: (filter) => client.edit(box.value, filter),
});

let finishing = 0;
let saving = 0;
let typing = false; // the last word of what is shown may go on
let gist = { query: "", words: "" }; // what counts of a query that was pasted
/** Where the reader was when the page was left. @type {{ query: string, scroll: number, at?: string } | null} */
let place = null;

// ---------------------------------------------------------------- asking

/** Asks for results. @param {string} query @param {boolean} prefixLast @param {number} offset @param {number} limit */
function ask(query, prefixLast, offset = 0, limit = FIRST) {
  filters.stop();
  clearTimeout(finishing);
  if (client.runs()) client.ask({ query, prefixLast, offset, limit, sort: order.value });
}

/** Asks for the results of a whole query, as the terminal does: both find the same. @param {string} query */
function search(query, limit = FIRST) {
  explainHow();
  ask(query, false, 0, limit);
}

/** The last word may go on, until nobody has typed for a while. @param {string} query */
function searchWhileTyping(query) {
  explainHow();
  ask(query, true);
  finishing = window.setTimeout(() => {
    // Who has gone on to the results is not to lose the place.
    if (box.value === query && document.activeElement === box) search(query);
  }, FINISHED);
}

/** Asks for another query, from which "Back" leads to the one before. @param {string} query */
function go(query) {
  store();
  keepPlace();
  box.value = query;
  place = null;
  store(true);
  search(query);
}

/** Writes a word as it was meant. @param {string} typed @param {string} meant */
function replace(typed, meant) {
  const at = box.value.toLowerCase().indexOf(typed);
  if (at >= 0) go(box.value.slice(0, at) + meant + box.value.slice(at + typed.length));
}

/** @param {RetoldQuestion} question @param {RetoldAnswer} answer */
function showResults({ query, offset, prefixLast }, answer) {
  typing = prefixLast;
  if (answer.pasted) gist = { query, words: answer.pasted.counted.join(" ") };
  results.show(query, offset, answer);
  if (place?.query === query) {
    const { scroll, at } = place;
    const link = at && list.querySelector(`[data-id="${CSS.escape(at)}"] a`);
    if (link) /** @type {HTMLElement} */ (link).focus({ preventScroll: true });
    scrollTo({ top: scroll, behavior: "instant" });
  }
  place = null;
  // Before a result can be followed, the way back leads here.
  if (query === box.value) store();
  list.dataset.query = query;
  list.dataset.finished = String(!typing);
  filters.count();
  // Once the results have their place.
  requestAnimationFrame(() => setTimeout(() => page.removeAttribute("data-unanswered")));
}

/** How to ask is explained until something is asked, and when somebody wants to know. */
function explainHow(isWanted = box.value.trim() === "") {
  delete document.documentElement.dataset.asked;
  how.hidden = !isWanted;
  howButton.ariaExpanded = String(isWanted);
}

// ---------------------------------------------------------------- the address and the history

/** Puts the query into the address; `isNew`: as another entry of the history. */
function store(isNew = false) {
  clearTimeout(saving);
  const address = new URL(location.href);
  const query = box.value;
  const isLong = new URLSearchParams({ q: query }).toString().length > LONGEST_SENT_QUERY;
  const kept = isLong ? (gist.query === query ? gist.words : query).slice(0, LONGEST_GIST) : query;
  if (query === "" || isLong) address.searchParams.delete("q");
  else address.searchParams.set("q", query);
  if (isLong) address.hash = new URLSearchParams({ q: kept }).toString();
  else if (isQuery(address.hash)) address.hash = "";
  if (order.value === "relevance") address.searchParams.delete("sort");
  else address.searchParams.set("sort", order.value);
  const state = isLong ? { kept, query: query.slice(0, LONGEST_KEPT_QUERY) } : null;
  try {
    if (isNew) history.pushState(state, "", address);
    else if (address.href !== location.href || state?.query !== history.state?.query) history.replaceState(state, "", address);
  } catch {
    // Safari refuses more than a hundred changes in half a minute; the next one will do.
  }
}

/** The same a little later, while somebody types. */
function save() {
  clearTimeout(saving);
  saving = window.setTimeout(store, 100);
}

/** Keeps with the entry of the history how many results there are, and where the reader is among them. */
function keepPlace() {
  if (list.dataset.query !== box.value) return;
  const at = document.activeElement?.closest("#results > li");
  const place = { shown: results.shown(), scroll: scrollY, at: at instanceof HTMLElement ? at.dataset.id : undefined };
  try {
    history.replaceState({ ...history.state, ...place }, "");
  } catch {
    // As above.
  }
}

/** @param {string} hash */
function isQuery(hash) {
  return hash.startsWith("#q=");
}

/** Takes the query from the address, and asks. @param {string} typed what was typed before this script arrived counts */
function load(typed = "") {
  const parameters = new URLSearchParams(location.search);
  const kept = (isQuery(location.hash) ? new URLSearchParams(location.hash.slice(1)) : parameters).get("q") ?? "";
  const state = history.state ?? {};
  box.value = typed || (state.kept === kept ? state.query : kept);
  order.value = parameters.get("sort") ?? "relevance";
  if (order.selectedIndex < 0) order.value = "relevance";
  place = state.scroll === undefined || typed ? null : { query: box.value, scroll: state.scroll, at: state.at };
  search(box.value, Math.max(FIRST, typed ? 0 : state.shown ?? 0));
}

box.addEventListener("input", () => {
  place = null;
  searchWhileTyping(box.value);
  save();
});

order.addEventListener("change", () => {
  store(true);
  search(box.value);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  search(box.value);
  save();
  // On a touch screen the keyboard would cover the results.
  if (matchMedia("(pointer: coarse)").matches) box.blur();
});

more.addEventListener("click", () => {
  if (!client.isBusy()) ask(list.dataset.query ?? "", typing, results.shown(), MORE);
});

howButton.addEventListener("click", () => explainHow(how.hidden));

how.addEventListener("click", (event) => {
  const example = event.target instanceof Element ? event.target.closest("a[data-query]") : null;
  if (!(example instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(example.dataset.query ?? "");
});

// The page of a result marks the words that led to it: `found-words.js`.
list.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link) return;
  link.focus();
  keepPlace();
  try {
    const found = { page: link.pathname, words: JSON.parse(link.dataset.words ?? "[]") };
    sessionStorage.setItem("retold-found", JSON.stringify(found));
  } catch {
    // Without storage nothing is marked.
  }
});

addEventListener("pagehide", keepPlace);

addEventListener("popstate", () => {
  // A link to a part of this page.
  if (location.hash !== "" && !isQuery(location.hash)) return;
  load();
});

// ---------------------------------------------------------------- keyboard

addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const at = event.target;
  const links = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("h3 a")]);
  const here = links.findIndex((link) => link === at);

  if (event.key === "Escape") {
    if (at !== box && here < 0) return;
    if (box.value !== "") {
      box.value = "";
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    box.focus();
  } else if (event.key === "ArrowDown" && (at === box || here >= 0)) {
    // In a text of several lines it leads to the next one first.
    if (at === box && box.value.indexOf("\n", box.selectionEnd) >= 0) return;
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
page.removeAttribute("data-off");
filters.open();
history.scrollRestoration = "manual";
client.open();
load(box.value);
if (client.runs() && box.value.trim() !== "" && !list.dataset.query) results.say(words.text("opening"));
}
