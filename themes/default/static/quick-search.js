// Every page: `/` leads to the search box, and a box that has the focus gets the search engine ready. A site that
// was opened from a file has no server that knows which file of a folder is its page: its links are completed.

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

// Not on the search page itself, which loads it all anyway.
if (box && !box.form.dataset.engine && location.protocol !== "file:") {
  box.addEventListener("focus", prepare, { once: true });
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
