// Whether pages are valid HTML.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';

/** All HTML files below `folder`. */
export function htmlFiles(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter(file => file.endsWith('.html')).sort().map(file => path.join(folder, file));
}

/** What is wrong with the files, each with its place. `rules` are more rules, or other ones. */
export async function problems(files, rules = {}) {
  const loader = new StaticConfigLoader({
    root: true,
    extends: ['html-validate:document', 'html-validate:recommended'],
    rules: {
      // axe looks at names and landmarks as the browser has them: this one knows neither `aria-labelledby` nor what is hidden.
      'wcag/h30': 'off',
      'unique-landmark': 'off',
      'aria-label-misuse': ['error', { allowAnyNamable: true }],
      'wcag/h63': 'off',
      // HTML allows ids that begin with a digit.
      'valid-id': ['error', { relaxed: true }],
      // Nothing is loaded from another host.
      'require-sri': 'off',
      // Style, and what authors choose.
      'long-title': 'off',
      'no-trailing-whitespace': 'off',
      'void-style': 'off',
      ...rules,
    },
  });
  const validator = new HtmlValidate(loader);
  const found = [];
  for (const file of files) {
    const { results } = await validator.validateFile(file);
    for (const { messages } of results) {
      found.push(...messages.map(({ ruleId, line, column, message }) => `${file}:${line}:${column}: ${ruleId}: ${message}`));
    }
  }
  return found;
}
