// Every control with its examples, in the order of src/ui/README.md. A new folder with examples appears by itself, at
// the end, until it is given its place here.

import type { Example } from '../example.ts';

export interface ControlExamples {
  /** The control's folder. */
  control: string;
  examples: readonly Example[];
}

export interface ControlGroup {
  title: string;
  controls: readonly ControlExamples[];
}

const GROUPS: readonly (readonly [title: string, folders: readonly string[]])[] = [
  ['Acting and going', ['button', 'link', 'skip-link', 'pagination', 'language-links', 'exit-page']],
  [
    'Asking',
    [
      'text-field',
      'text-area',
      'number-field',
      'date-field',
      'select',
      'radio-group',
      'checkbox-group',
      'checkbox',
      'combobox',
      'file-field',
      'slider',
    ],
  ],
  ['Mending', ['error-summary']],
  [
    'Telling',
    [
      'page-heading',
      'status-banner',
      'notice',
      'progress',
      'tag',
      'details',
      'summary-list',
      'structured-text',
      'table',
      'code-display',
      'icon',
      'live-region',
    ],
  ],
  ['Interrupting', ['dialog', 'confirm-dialog']],
];

const modules = import.meta.glob<{ examples: readonly Example[] }>('../*/*.examples.tsx', { eager: true });

const all = new Map(
  Object.entries(modules).map(([path, { examples }]) => [path.split('/')[1] ?? path, examples]),
);

export const groups: readonly ControlGroup[] = arrange();

export const controls: readonly ControlExamples[] = groups.flatMap((group) => group.controls);

function arrange(): ControlGroup[] {
  const known = new Set(GROUPS.flatMap(([, folders]) => folders));
  const unknown = [...all.keys()].filter((folder) => !known.has(folder));
  return [...GROUPS, ['Not yet grouped', unknown] as const]
    .map(([title, folders]) => ({
      title,
      controls: folders.flatMap((control) => {
        const examples = all.get(control);
        return examples ? [{ control, examples }] : [];
      }),
    }))
    .filter((group) => group.controls.length > 0);
}
