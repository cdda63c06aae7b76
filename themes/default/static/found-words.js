// The page of a search result: the words that led to it are marked, without a change to the page. Where a browser has no
// highlights of its own, nothing is.

'use strict';

{
const ENDING = 4; // characters that a form of a word may have behind it

/** The words of the search whose result this page is. @returns {string[]} */
function wanted() {
  try {
    const { page, words } = JSON.parse(sessionStorage.getItem("retold-found") ?? "{}");
    return page === location.pathname ? words : [];
  } catch {
    return [];
  }
}

/** Where the words stand in `root`, in any form. @param {Element} root @param {string[]} words */
function places(root, words) {
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+"));
  // A longer one first: `max_connections` before `max`.
  escaped.sort((one, other) => other.length - one.length);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join("|")})\\p{L}{0,${ENDING}}(?![\\p{L}\\p{N}])`, "giu");
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    for (const match of (node.nodeValue ?? "").matchAll(pattern)) {
      const range = new Range();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      found.push(range);
    }
  }
  return found;
}

const words = wanted();
const article = document.querySelector("main");
if (article && words.length > 0 && typeof Highlight === "function" && CSS.highlights) {
  CSS.highlights.set("retold-found", new Highlight(...places(article, words)));
}
}
