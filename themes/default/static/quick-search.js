// Every page: `/` leads to the search box, a box that has the focus gets the search engine ready, and what is typed or
// pasted there goes to the search page. A site that was opened from a file has no server that knows which file of a
// folder is its page: its links are completed.

'use strict';

{
const LONGEST_QUERY = 65_536; // characters: the search engine reads no more of a pasted text

/** @type {HTMLTextAreaElement[]} */
const boxes = [...document.querySelectorAll("form[role='search'] textarea")].filter((box) => box instanceof HTMLTextAreaElement);

addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  const at = event.target;
  // The page's own box comes before that of its head; a small screen shows none there.
  const box = boxes.findLast((box) => box.offsetParent !== null);
  if (!box || !(at instanceof HTMLElement) || at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) return;
  event.preventDefault();
  box.focus();
  box.select();
});

/** Gives a box as many lines as its text has; the browser does so itself, or this. @param {HTMLTextAreaElement} box */
function fit(box) {
  box.dataset.grows = "";
  if (CSS.supports("field-sizing", "content")) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
}

/**
 * Goes to the search page. A pasted stack trace is longer than servers accept addresses, and may be nothing for their
 * logs. The fragment of an address stays in the browser, and is there for pages that were opened from a file, too.
 *
 * @param {HTMLFormElement} form @param {string} query
 */
function hand(form, query) {
  const address = new URL(form.action);
  address.hash = new URLSearchParams({ q: query.slice(0, LONGEST_QUERY) }).toString();
  location.assign(address);
}

/** The search page says what it loads; fetching it now puts all of it into the browser's cache. @param {HTMLFormElement} form */
async function prepare(form) {
  try {
    const address = new URL(form.action);
    const page = await (await fetch(address)).text();
    const search = new DOMParser().parseFromString(page, "text/html").getElementById("search");
    const { pack, entry, worker, engine } = /** @type {Record<string, string>} */ (search?.dataset);
    for (const file of [worker, engine, `${pack}${JSON.parse(entry).hot}`]) fetch(new URL(file, address));
  } catch {
    // The search page will show what is wrong.
  }
}

for (const box of boxes) {
  const { form } = box;
  if (!form) continue;
  box.addEventListener("input", () => fit(box));
  box.addEventListener("pointerdown", () => fit(box));
  box.addEventListener("keydown", (event) => {
    // A new line is made with Shift and Enter, as in other boxes that send with Enter.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  // The search page itself loads all of it anyway, and searches without leaving.
  if (form.dataset.engine) continue;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    hand(form, box.value);
  });
  if (location.protocol !== "file:") box.addEventListener("focus", () => prepare(form), { once: true });
}

if (location.protocol === "file:") {
  for (const link of document.links) {
    if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }
  for (const { attributes } of document.forms) {
    const action = attributes.getNamedItem("action");
    if (action?.value.endsWith("/")) action.value += "index.html";
  }
}
}
