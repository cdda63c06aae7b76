// The page that leads to an incident at random chooses one of its list, and is left out of the history. Without this
// script, or where the list cannot be loaded, it offers the one of the day.

'use strict';

{
const { list, root } = /** @type {Record<string, string>} */ (document.getElementById("random")?.dataset);

async function jump() {
  const urls = await (await fetch(list)).json();
  const url = urls[Math.floor(Math.random() * urls.length)];
  if (url) location.replace(root + encodeURI(url));
}

// A page that was opened from a file cannot load the list.
if (location.protocol !== "file:") jump().catch(() => {});
}
