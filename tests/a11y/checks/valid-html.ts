// Layer 2: the HTML that stands in the browser, as it would be written down, by html-validate.

import { createHash } from 'node:crypto';
import { HtmlValidate } from 'html-validate/node';
import type { Problem } from '../finding.ts';
import { LANGUAGE_MODES } from '../modes.ts';
import type { Check } from './check.ts';
import { hasKnownSkeleton } from './skeleton.ts';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // How the browser writes a document down is no matter of validity.
    'void-style': 'off',
    'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'long-title': 'off',
    // The browser writes `style=""` of its own (dialogs, measured areas); the policy forbids it in what is served.
    'no-inline-style': 'off',
    doctype: 'off',
    // Checkboxes of one question share a name, as radios do.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'reset', 'submit'] }],
    // A combobox by the ARIA Authoring Practices owns a listbox; a plain list stands beside it.
    'prefer-native-element': ['error', { exclude: ['listbox'] }],
  },
});

/** What reads words and languages: every other rule asks of them at most whether there are any. */
const ofWords = new HtmlValidate({
  rules: {
    'attribute-allowed-values': 'error',
    'no-redundant-aria-label': 'error',
    'tel-non-breaking': 'error',
    'unique-landmark': 'error',
  },
});

export const validHtml: Check = {
  id: 'valid-html',
  layer: 2,
  about: 'html-validate on what is rendered',
  // What is scrolled with large text gets attributes of its own.
  modes: [...LANGUAGE_MODES, 'text-200'],
  run: async (view) => {
    const { page, mode, ledger } = view;
    const known = judged.get(ledger) ?? new Map<string, Promise<Problem[]>>();
    judged.set(ledger, known);
    const html = `<!DOCTYPE html>\n${await renderedHtml(page)}`;
    const digest = createHash('sha256').update(html).digest('base64');
    const isKnown = LANGUAGE_MODES.includes(mode.id) && (await hasKnownSkeleton(view, 'valid-html'));
    const problems = known.get(digest) ?? judge(html, isKnown ? ofWords : validator);
    known.set(digest, problems);
    return await problems;
  },
};

/** By its digest, what a run has found in a document: the same one is as valid in the next mode. */
const judged = new WeakMap<object, Map<string, Promise<Problem[]>>>();

async function judge(html: string, by: HtmlValidate): Promise<Problem[]> {
  const { results } = await by.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, selector }) => ({
      what: `${ruleId}: ${message}`,
      where: selector ?? 'the page',
    })),
  );
}

/**
 * Without what the app's build or the test itself has put into the head, and without the mode: its attributes of our own
 * and its direction are valid with each of their values.
 */
async function renderedHtml(page: Parameters<Check['run']>[0]['page']): Promise<string> {
  return await page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true) as HTMLElement;
    for (const element of copy.querySelectorAll('script, link[rel=modulepreload], style')) element.remove();
    for (const name of ['data-theme', 'data-text', 'data-turned']) copy.removeAttribute(name);
    if (/^(ltr|rtl)$/.test(copy.dir)) copy.removeAttribute('dir');
    return copy.outerHTML;
  });
}
