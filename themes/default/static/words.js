// The words of the interface that scripts show. A page hands them over as JSON (`data-words`), in its language: a text,
// or a table of the plural forms of one, named as in CLDR. `{name}` in a text is replaced.

'use strict';

{
const language = document.documentElement.lang || "en";
const locale = /^en(-|$)/i.test(language) ? "en-GB" : language;

/** @template T @param {(locale: string) => T} make @returns {T} */
function known(make) {
  try {
    return make(locale);
  } catch {
    // The tag of no language.
    return make("en-GB");
  }
}

const plurals = known((tag) => new Intl.PluralRules(tag));
const numbers = known((tag) => new Intl.NumberFormat(tag));
const days = known((tag) => new Intl.DateTimeFormat(tag, { dateStyle: "long", timeZone: "UTC" }));

/** @param {number} count */
const number = (count) => numbers.format(count);

/** A day as people write it; what is no day stays as it is. @param {string} iso */
function day(iso) {
  const date = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? iso : days.format(date);
}

/**
 * The texts of an element's `data-words`: `pieces(key, values)` is the text with the key, its parts joined with dots, cut at
 * what it is filled with, which may be elements; `text(key, values)` is it in one piece.
 *
 * @param {HTMLElement} element
 */
function words(element) {
  const texts = JSON.parse(element.dataset.words ?? "{}");

  /** @param {string} key @param {Record<string, any>} values @returns {(string | Node)[]} */
  function pieces(key, values = {}) {
    let found = key.split(".").reduce((group, name) => group?.[name], texts) ?? key;
    if (typeof found !== "string") found = found[plurals.select(Number(values.count))] ?? found.other ?? key;
    return found.split(/(\{[a-z_]+\})/).filter(Boolean).map((/** @type {string} */ piece) => {
      const value = values[piece.slice(1, -1)];
      if (piece[0] !== "{" || value === undefined) return piece;
      return typeof value === "number" ? number(value) : value;
    });
  }

  return {
    pieces,
    /** @param {string} key @param {Record<string, string | number>} [values] */
    text: (key, values) => pieces(key, values).join(""),
    /** Whether there is a text or a group with the key. @param {string} key */
    has: (key) => key.split(".").reduce((group, name) => group?.[name], texts) !== undefined,
  };
}

/**
 * A new element.
 *
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {string} className
 * @param {(string | Node | undefined)[]} content
 * @returns {HTMLElementTagNameMap[N]}
 */
function element(name, className = "", ...content) {
  const node = document.createElement(name);
  if (className) node.className = className;
  for (const piece of content) if (piece !== undefined) node.append(piece);
  return node;
}

/** A button that does something, and submits nothing. @param {string} className @param {string} label @param {() => void} press */
function button(className, label, press) {
  const node = element("button", className, label);
  node.type = "button";
  node.onclick = press;
  return node;
}

// The scripts of the search page add theirs.
self.retold = /** @type {Window["retold"]} */ ({ words, number, day, element, button });
}
