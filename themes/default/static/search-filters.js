// The filters beside the results of the search page, with counts. Choosing one changes the query.

'use strict';

{
const { element, button, number } = self.retold;
const VALUES = 6; // values of a facet before "more"
const REST = 120; // milliseconds without a key until the filters are counted

/** A month later or earlier: `before:` names the first month that is out. @param {string | undefined} month @param {number} by */
function shifted(month, by) {
  if (!month || !/^\d{4}-\d\d$/.test(month)) return "";
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + by);
  return date.toISOString().slice(0, 7);
}

/**
 * The filters of the search page, with its `words`. `act` does what is chosen: `count()` asks for the counts, `edit(filter)`
 * adds a filter to the query or takes it away.
 *
 * @param {RetoldWords} words
 * @param {{ count: () => void, edit: (filter: string) => void }} act
 */
self.retold.searchFilters = ({ text, has }, act) => {
  const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const panel = /** @type {HTMLDetailsElement} */ (byId("filters"));
  const fields = byId("fields");
  const from = /** @type {HTMLInputElement} */ (byId("from"));
  const to = /** @type {HTMLInputElement} */ (byId("to"));
  // Where a browser has no field for months, it is one for text.
  for (const month of [from, to]) if (month.type === "text") month.placeholder = "2024-01";
  /** Facets of which all values are shown, with what their box has. @type {Map<string, string>} */
  const opened = new Map();
  let resting = 0;

  /** Asks for the counts once nobody types, and only where they are seen. */
  function count() {
    clearTimeout(resting);
    if (panel.open) resting = window.setTimeout(act.count, REST);
  }

  /** @param {string} query @param {RetoldFacet[]} facets @param {number} found */
  function show(query, facets, found) {
    const at = document.activeElement instanceof HTMLElement && fields.contains(document.activeElement) ? document.activeElement : null;
    fields.replaceChildren(...facets.flatMap((values) => facet(values, found) ?? []));
    // The boxes are new ones: the keyboard stays where it was.
    const selector = at?.dataset.filter ? `[data-filter="${CSS.escape(at.dataset.filter)}"]`
      : at?.dataset.among ? `[data-among="${CSS.escape(at.dataset.among)}"]` : "";
    if (selector) /** @type {HTMLElement | null} */ (fields.querySelector(selector))?.focus();
    from.value = /(?:^|\s)after:(\d{4}-\d\d)/.exec(query)?.[1] ?? "";
    to.value = shifted(/(?:^|\s)before:(\d{4}-\d\d)/.exec(query)?.[1], -1);
    fields.dataset.query = query;
  }

  /** @param {RetoldFacet} facet @param {number} found */
  function facet({ field, values, others = 0 }, found) {
    // A single value that all results have is no choice.
    if (values.length === 0 || (values.length === 1 && !values[0].selected && values[0].count === found)) return null;
    const name = has(`field.${field}`) ? text(`field.${field}`) : field;
    const group = element("fieldset", "facet", element("legend", "", name));
    const labels = values.map((value) => {
      const check = element("input");
      check.type = "checkbox";
      check.checked = value.selected;
      check.dataset.filter = value.filter;
      check.onchange = () => act.edit(value.filter);
      const label = element("label", "", check, element("span", "name", value.label), element("span", "count", number(value.count)));
      group.append(label);
      return label;
    });
    const isFirst = (/** @type {number} */ index) => index < VALUES || values[index].selected;
    const rest = values.filter((_, index) => !isFirst(index)).length;
    if (rest === 0 && others === 0) return group;

    // A long list has a box, in which a name can be typed that is not in it.
    const box = element("input", "among");
    box.type = "search";
    box.placeholder = text("among", { field: name });
    box.ariaLabel = box.placeholder;
    box.dataset.among = field;
    const hint = element("p", "others");
    const update = () => {
      const wanted = box.value.trim().toLowerCase();
      opened.set(field, box.value);
      labels.forEach((label, index) => {
        label.hidden = wanted !== "" && !values[index].label.toLowerCase().includes(wanted) && !values[index].selected;
      });
      const isNamed = values.some((value) => value.label.toLowerCase() === wanted);
      hint.replaceChildren();
      if (others > 0 && wanted !== "" && !isNamed) {
        const filter = `${field}:${/[\s"()]/.test(wanted) ? `"${wanted.replaceAll('"', "")}"` : wanted}`;
        hint.append(button("link", text("ask_for", { filter }), () => act.edit(filter)));
      } else if (others > 0) {
        hint.append(text("others", { count: others }));
      }
    };
    box.oninput = update;
    box.onkeydown = (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const shown = labels.filter((label) => !label.hidden);
      const choice = shown.length === 1 ? shown[0].querySelector("input") : hint.querySelector("button");
      choice?.click();
    };
    const open = () => {
      box.value = opened.get(field) ?? "";
      group.insertBefore(box, labels[0]);
      group.append(hint);
      update();
    };
    if (opened.has(field)) {
      open();
      return group;
    }
    labels.forEach((label, index) => {
      label.hidden = !isFirst(index);
    });
    const all = button("link", text("more_values", { count: rest + others }), () => {
      all.remove();
      open();
      box.focus();
    });
    group.append(all);
    return group;
  }

  from.onchange = () => act.edit(`after:${/^\d{4}-\d\d$/.test(from.value) ? from.value : ""}`);
  to.onchange = () => act.edit(`before:${shifted(to.value, 1)}`);
  panel.ontoggle = count;

  return {
    count,
    show,
    stop: () => clearTimeout(resting),
    /** Beside the results there is room for the filters; above them they would push the results down. */
    open() {
      panel.open = matchMedia("(min-width: 60rem)").matches;
    },
    /** Nothing is counted of what was not found. */
    clear: () => fields.replaceChildren(),
  };
};
}
