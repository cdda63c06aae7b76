// Every page: `/` leads to the search box, a box that has the focus gets the search engine ready, and what is typed or
// pasted there goes to the search page. A site that was opened from a file has no server that knows which file of a
// folder is its page: its links are completed.

'use strict';

{
const box = document.querySelector(".quick-search input, .big-search input");

addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  const at = event.target;
  if (!box || at === box || at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// A one-line box would glue the lines of a pasted stack trace together.
box?.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!/[\r\n]/.test(text)) return;
  event.preventDefault();
  box.setRangeText(text.replace(/\s+/g, " ").trim(), box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
});

// A pasted stack trace is longer than servers accept addresses, and may be nothing for their logs. The fragment of an
// address stays in the browser, and is there for pages that were opened from a file, too.
function hand(event) {
  event.preventDefault();
  const address = new URL(box.form.action);
  // The search engine reads no more of a pasted text.
  address.hash = new URLSearchParams({ q: box.value.slice(0, 65_536) });
  location.assign(address);
}

// The search page says what it loads; fetching it now puts all of it into the browser's cache.
async function prepare() {
  try {
    const address = new URL(box.form.action);
    const page = await (await fetch(address)).text();
    const { dataset } = new DOMParser().parseFromString(page, "text/html").getElementById("search");
    const hot = `${dataset.pack}${JSON.parse(dataset.entry).hot}`;
    for (const file of [dataset.worker, dataset.engine, hot]) fetch(new URL(file, address));
  } catch {
    // The search page will say what is wrong.
  }
}

// Not on the search page itself, which loads it all anyway and searches without leaving.
if (box && !box.form.dataset.engine) {
  box.form.addEventListener("submit", hand);
  if (location.protocol !== "file:") box.addEventListener("focus", prepare, { once: true });
}

if (location.protocol === "file:") {
  for (const link of document.links) {
    if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }
  for (const { attributes: { action } } of document.forms) {
    if (action?.value.endsWith("/")) action.value += "index.html";
  }
}
}
