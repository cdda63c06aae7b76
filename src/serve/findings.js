// Leaves the sections of the findings as the reader set them, and room for them below the page.
{
  const panel = document.getElementById('retold-findings');
  const STORE = 'retold-findings';

  // Where nothing can be stored, all sections are as the page has them.
  const load = () => {
    try {
      return JSON.parse(sessionStorage.getItem(STORE)) ?? {};
    } catch {
      return {};
    }
  };
  const store = (name, kept) => {
    try {
      sessionStorage.setItem(STORE, JSON.stringify({ ...load(), [name]: kept }));
    } catch {
      // As above.
    }
  };

  for (const section of panel.querySelectorAll('details')) {
    const { section: name, rules } = section.dataset;
    const kept = load()[name];
    if (kept) {
      // Errors that were put away come back with an error of another rule.
      const known = kept.rules.split(' ');
      const isNew = rules.split(' ').some(rule => !known.includes(rule));
      section.open = kept.open || (section.open && isNew);
    }
    // A click comes from keys, too, and before the section changes.
    section.querySelector('summary').addEventListener('click', () => store(name, { open: !section.open, rules }));
  }

  if (panel.classList.contains('bar')) {
    const room = () => document.documentElement.style.setProperty('--retold-findings', `${panel.offsetHeight}px`);
    new ResizeObserver(room).observe(panel);
  }
}
