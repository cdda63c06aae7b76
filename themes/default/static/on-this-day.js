// The days of the year: today is marked, by the reader's clock.

'use strict';

{
const now = new Date();
const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
const today = `day-${two(now.getMonth() + 1)}-${two(now.getDate())}`;

for (const place of document.querySelectorAll(`[data-day="${today}"]`)) place.setAttribute("aria-current", "date");
}
