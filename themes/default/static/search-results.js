// What the search page shows of an answer: results, what was made of the query, and what is wrong.

'use strict';

{
const { element, button, number, day } = self.retold;
const LONGEST_SHOWN_QUERY = 80; // characters of the query in the line above the results

/** Every second piece of a highlighted text is a match. @param {string[]} pieces */
function marked(pieces) {
  return pieces.map((piece, index) => (index % 2 === 0 ? piece : element("mark", "", piece)));
}

/** The hash by which the incidents are divided among the files on precedents: FNV-1a. @param {string} text */
function hash(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/**
 * The results of the search page whose form is `form`, with its `words`. `act` does what their buttons promise:
 * `replace(typed, meant)`, `search(query)`, `again()`.
 *
 * @param {HTMLFormElement} form
 * @param {RetoldWords} words
 * @param {{ replace: (typed: string, meant: string) => void, search: (query: string) => void, again: () => void }} act
 */
self.retold.searchResults = (form, words, act) => {
  const { text, pieces } = words;
  /** @param {string[]} values */
  const quoted = (values) => values.map((value) => text("quoted", { text: value })).join(form.dataset.comma ?? ", ");
  const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const list = byId("results");
  const status = byId("status");
  const notes = byId("notes");
  const chips = byId("chips");
  const trouble = byId("trouble");
  const more = /** @type {HTMLButtonElement} */ (byId("more"));
  const site = new URL(form.dataset.root ?? "./", document.baseURI);
  let documents = 0;
  let shown = 0; // results in the list
  let found = 0; // results in all

  // -------------------------------------------------------------- a result

  /** The address of a page of the site. @param {string} url */
  function pageAt(url) {
    const address = new URL(url, site);
    // No server adds it.
    if (location.protocol === "file:") address.pathname += "index.html";
    return address;
  }

  /** The same markup as a card of the theme's components.html. @param {RetoldHit} hit @param {RetoldAnswer} answer */
  function card(hit, answer) {
    const item = element("li", "card");
    item.dataset.id = hit.id;
    const side = element("p", "card-side");
    if (hit.date) {
      const time = element("time", "", day(hit.date));
      time.dateTime = hit.date.slice(0, 10);
      side.append(time);
    } else {
      side.append(element("span", "undated", text("undated")));
    }
    if (hit.severity) {
      const severity = element("span", `sev sev-${Number(hit.rank) || 0}`);
      severity.append(element("span", "vh", `${text("field.sev")} `), hit.severity);
      side.append(" ", severity);
    }
    const body = element("div", "card-body");
    const address = pageAt(hit.url);
    const link = element("a", "", ...(hit.marked_title ? marked(hit.marked_title) : [hit.title || hit.url]));
    link.href = address.href;
    link.dataset.words = JSON.stringify(wordsOf(hit, answer));
    body.append(element("h3", "", link));
    if (hit.excerpt) {
      const { anchor, heading, text: excerpt } = hit.excerpt;
      const line = element("p", "excerpt");
      if (heading) {
        const section = element("a", "where", heading);
        section.href = anchor ? new URL(`#${anchor}`, address).href : address.href;
        section.dataset.words = link.dataset.words;
        line.append(section, " ");
      }
      line.append(...marked(excerpt));
      body.append(line);
    } else if (hit.summary) {
      body.append(element("p", "excerpt", hit.summary));
    }
    const services = hit.services ?? [];
    if (services.length > 0) {
      // No list: items of `#results` are results, and nothing else.
      body.append(element("p", "meta", ...services.map((service) => element("span", "", service))));
    }
    const asked = answer.asked ?? [];
    const matched = hit.matched ?? [];
    if (asked.length > 1 && (answer.pasted || matched.length < asked.length) && matched.length > 0) {
      const list = matched.flatMap((word) => [element("code", "", asTyped(word, answer)), " "]);
      const having = pieces("matched", { count: asked.length, matched: matched.length });
      body.append(element("p", "matched", ...having, " ", ...list));
    }
    if (answer.pasted && form.dataset.precedents) body.append(precedent(hit.url));
    item.append(side, body);
    return item;
  }

  /** A word of the query as it stands there, or as it was corrected. @param {string} word @param {RetoldAnswer} answer */
  function asTyped(word, answer) {
    const correction = answer.corrections?.find(({ typed }) => typed === word);
    if (correction) return correction.used[0];
    return answer.pasted?.counted.find((counted) => counted.toLowerCase() === word) ?? word;
  }

  /** The words that the page of a hit has, in all forms that are known. @param {RetoldHit} hit @param {RetoldAnswer} answer */
  function wordsOf(hit, answer) {
    const marks = [hit.marked_title ?? [], hit.excerpt?.text ?? []].flatMap((text) => text.filter((_, index) => index % 2));
    const asked = (hit.matched ?? []).map((word) => asTyped(word, answer).replace(/^"|"$/g, ""));
    return [...new Set([...marks, ...asked].map((word) => word.toLowerCase()))];
  }

  // -------------------------------------------------------------- how it was resolved

  /** The files on precedents, by number. @type {Map<number, Promise<Record<string, RetoldPrecedent>>>} */
  const files = new Map();

  /** @param {string} url @returns {Promise<RetoldPrecedent | undefined>} */
  async function precedentOf(url) {
    const file = hash(url) % Number(form.dataset.precedentFiles);
    let fetching = files.get(file);
    if (!fetching) {
      const address = new URL(`${form.dataset.precedents}${file}.json`, document.baseURI);
      fetching = fetch(address).then((response) => (response.ok ? response.json() : {})).catch(() => ({}));
      files.set(file, fetching);
    }
    return (await fetching)[url];
  }

  /** Room for how an incident was resolved, filled once that is here. @param {string} url */
  function precedent(url) {
    const room = element("ul", "precedent");
    precedentOf(url).then((known) => {
      if (!known) return;
      const line = (/** @type {string} */ key, /** @type {Record<string, any>} */ values) => {
        room.append(element("li", key, ...pieces(key, values)));
      };
      const times = known.times > 1 ? text("times", { count: known.times }) : "";
      line(known.resolution ? "resolved" : "unresolved", { times, sentence: known.resolution ?? "" });
      const open = known.open ?? [];
      if (open.length > 0) line("open", { count: known.count ?? open.length, actions: open.map(({ title }) => title).join(" · ") });
    });
    return room;
  }

  // -------------------------------------------------------------- all of them

  /** @param {string} query @param {number} offset @param {RetoldAnswer} answer */
  function show(query, offset, answer) {
    const items = answer.hits.map((hit) => card(hit, answer));
    const first = (answer.complete ?? Infinity) - offset;
    if (items[first]) {
      const rule = element("p", "rule", text(answer.complete === 0 ? "none_has_all" : "not_all_words"));
      items[first].prepend(rule);
      items[first].classList.add("after-rule");
    }
    if (offset === 0) {
      list.replaceChildren(...items);
      shown = items.length;
    } else {
      list.append(...items);
      shown += items.length;
      items[0]?.querySelector("a")?.focus();
    }
    found = answer.total;
    more.hidden = answer.hits.length === 0 || answer.total <= shown;
    trouble.hidden = true;
    say(headline(query, answer));
    remark(query, answer);
    showChips(answer);
  }

  /** @param {string} query @param {RetoldAnswer} answer */
  function headline(query, answer) {
    const wanted = query.trim();
    const count = answer.total;
    if (wanted === "") {
      if (count > 0) return text("newest", { count });
      return documents > 0 ? text("documents", { count: documents }) : "";
    }
    const line = wanted.replace(/\s+/g, " ");
    const quote = line.length > LONGEST_SHOWN_QUERY ? `${line.slice(0, LONGEST_SHOWN_QUERY)}…` : line;
    if (answer.pasted && count > 0) return text("alike", { count });
    return text(count === 0 ? "none" : "found", { count, query: quote });
  }

  /** What was made of the query where it is not what was typed, and what else to try. @param {string} query @param {RetoldAnswer} answer */
  function remark(query, answer) {
    /** @type {HTMLElement[]} */
    const lines = [];
    const add = (/** @type {string} */ key, /** @type {Record<string, any>} */ values = {}) => {
      lines.push(element("p", "", ...pieces(key, values)));
    };
    /** Words to try instead of one. @type {(typed: string, used: string[]) => HTMLElement} */
    const choices = (typed, used) => element("span", "", ...used.flatMap((word, index) => [
      index > 0 ? ", " : "",
      button("link", word, () => act.replace(typed, word)),
    ]));
    if (answer.wordless && !answer.pasted) add("wordless");
    for (const { typed, used } of answer.corrections ?? []) add("corrected", { typed, used: quoted(used) });
    for (const { typed, used } of answer.did_you_mean ?? []) add("no_filter", { typed, used: choices(typed, used.slice(0, 1)) });
    if (answer.unknown) add("unknown", { count: answer.unknown.length, words: quoted(answer.unknown) });
    for (const { typed, used } of answer.near ?? []) add("near", { typed, used: choices(typed, used) });
    if (answer.pasted) {
      const { counted, noise } = answer.pasted;
      const words = counted.flatMap((word) => [element("code", "", word), " "]);
      add(counted.length > 0 ? "pasted" : "pasted_nothing", { words: element("span", "", ...words) });
      if (noise.length > 0) {
        const left = noise.flatMap(([piece, what]) => [element("code", "", piece), ` ${what}; `]);
        lines.push(element("details", "", element("summary", "", text("noise", { count: noise.length })), element("p", "", ...left)));
      }
    }
    if (answer.total === 0 && query.trim() !== "") {
      const filters = answer.filters ?? [];
      const lift = filters.reduce((query, { written }) => query.replace(written, " "), query).replace(/\s+/g, " ").trim();
      if (answer.unfiltered > 0 && filters.length > 0) {
        add("with_filters", { count: filters.length });
        const label = text("without_filters", { count: answer.unfiltered });
        lines.push(element("p", "", button("", label, () => act.search(lift))));
      } else {
        add("try_others");
      }
      lines.push(...doors("browse_instead"));
    }
    notes.replaceChildren(...lines);
  }

  /** The lists that need no search. @param {string} key */
  function doors(key) {
    const lists = document.querySelector(".search-doors ul")?.cloneNode(true);
    return [element("p", "", text(key)), element("div", "", lists)];
  }

  /** The filters of the query, each of which can be taken away. @param {RetoldAnswer} answer */
  function showChips(answer) {
    const items = (answer.filters ?? []).map(({ written, without }) => {
      const [, sign, name, value] = /^([-+]?)([a-z]+):"?(.*?)"?$/is.exec(written) ?? [written, "", "", written];
      const key = `field.${name.toLowerCase()}`;
      const label = words.has(key) ? text(key) : name;
      const chip = button("chip", "", () => act.search(without));
      chip.append(text(sign === "-" ? "chip_not" : "chip", { name: label, value }), element("span", "cross", "×"));
      chip.setAttribute("aria-label", text("take_away", { filter: written }));
      return element("li", "", chip);
    });
    chips.hidden = items.length === 0;
    chips.replaceChildren(...items);
  }

  /** @param {string} line */
  function say(line) {
    if (status.textContent !== line) status.textContent = line;
  }

  /**
   * Says what is wrong. Results of a query before do not stay under it, unless the answer is only late.
   *
   * @param {string} cause @param {string} message @param {boolean} isOver
   */
  function explain(cause, message = "", isOver = true) {
    const known = words.has(`trouble.${cause}`) ? cause : "internal";
    const parts = [element("p", "", text(`trouble.${known}.what`)), element("p", "", text(`trouble.${known}.why`))];
    if (message) parts.push(element("p", "", element("code", "", message)));
    if (!["slow", "file", "worker"].includes(known)) {
      const again = button("", text(isOver ? "reload" : "again"), isOver ? () => location.reload() : act.again);
      parts.push(element("p", "", again));
    }
    const lists = /** @type {HTMLElement[]} */ (known === "slow" ? [] : doors("trouble_lists"));
    trouble.replaceChildren(...parts, ...lists);
    trouble.dataset.cause = known;
    trouble.hidden = false;
    if (known === "slow") return;
    say("");
    list.replaceChildren();
    notes.replaceChildren();
    chips.hidden = true;
    more.hidden = true;
    shown = 0;
    delete list.dataset.query;
  }

  return {
    show,
    say,
    explain,
    shown: () => shown,
    found: () => found,
    /** @param {number} count */
    knowDocuments(count) {
      documents = count;
    },
    /** Takes back that it takes long. */
    settle() {
      trouble.hidden = true;
    },
  };
};
}
