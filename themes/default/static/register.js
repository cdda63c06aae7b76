// Lists of actions: what became overdue since the site was built is marked, by the reader's clock. The words are those
// of the page.

'use strict';

{
const now = new Date();
const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
const overdue = document.getElementById("overdue");

for (const item of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-due]"))) {
  // Both are dates of ISO 8601, in whose order they sort.
  if ((item.dataset.due ?? "") >= today || item.classList.contains("overdue")) continue;
  item.classList.add("overdue");
  const state = /** @type {HTMLElement | null} */ (item.querySelector("[data-overdue]"));
  if (state) state.textContent = state.dataset.overdue ?? "";
  const group = item.closest("section");
  if (!overdue || !group || group === overdue) continue;
  overdue.querySelector("ul")?.append(item);
  overdue.hidden = false;
  group.hidden = !group.querySelector("li");
}
}
