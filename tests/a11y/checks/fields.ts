// Fields about the person: the browser may fill them, nothing is asked twice, and paste is allowed.

import type { Problem } from '../finding.ts';
import type { Check } from './check.ts';

/** Fields of the citizen's app about the writer, and what the browser must be told (WCAG 1.3.5). */
const PERSONAL: Readonly<Record<string, string>> = {
  fullName: 'name',
  addressText: 'street-address',
  phone: 'tel',
  email: 'email',
};

interface Field {
  id: string;
  type: string;
  autocomplete: string;
  label: string;
  /** Of several things of one kind, each a named group: which of them it is asked about. */
  about: string;
  takesPaste: boolean;
  where: string;
}

export const personalFields: Check = {
  id: 'personal-fields',
  layer: 3,
  about: 'autocomplete on personal fields, nothing asked twice, paste allowed',
  modes: ['light'],
  run: async ({ page }) =>
    judgeFields(
      await page.evaluate(() =>
        [
          ...document.querySelectorAll<HTMLInputElement>(
            'main input:not([type=radio], [type=checkbox], [type=hidden]), main textarea',
          ),
        ].map((field) => {
          const paste = new ClipboardEvent('paste', {
            bubbles: true,
            cancelable: true,
            clipboardData: new DataTransfer(),
          });
          field.dispatchEvent(paste);
          return {
            id: field.id,
            type: field.type,
            autocomplete: field.autocomplete,
            label: field.labels?.[0]?.textContent?.trim() ?? '',
            about:
              field.closest('li > [role=group][aria-labelledby]')?.getAttribute('aria-labelledby') ??
              field.closest('fieldset')?.querySelector('legend')?.textContent?.trim() ??
              '',
            takesPaste: !paste.defaultPrevented,
            where: kopruProbe.describe(field),
          };
        }),
      ),
    ),
};

export function judgeFields(fields: readonly Field[]): Problem[] {
  const problems: Problem[] = [];
  const labels = new Set<string>();
  for (const { id, type, autocomplete, label, about, takesPaste, where } of fields) {
    const key = Object.keys(PERSONAL).find((name) =>
      id.toLowerCase().replace(/-/g, '').includes(name.toLowerCase()),
    );
    const wanted = key ? PERSONAL[key] : { email: 'email', tel: 'tel' }[type];
    if (wanted && autocomplete !== wanted)
      problems.push({ what: `autocomplete is “${autocomplete}” instead of “${wanted}”`, where });
    const asked = JSON.stringify([about, label]);
    if (label && labels.has(asked)) problems.push({ what: `“${label}” is asked twice`, where });
    labels.add(asked);
    if (!takesPaste) problems.push({ what: 'It does not take what is pasted', where });
  }
  return problems;
}
