// @vitest-environment jsdom
// Every example of every control through every rule of axe. Colours and sizes need a real browser: contrast is
// computed in styles.test.ts, the rest is seen in tests/a11y.

import { render } from '@testing-library/preact';
import axe from 'axe-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cleanScreen } from './clean-screen.mock.ts';
import { mockModalDialogs } from './dialog/modal-dialogs.mock.ts';
import type { Example } from './example.ts';
import { LiveRegionProvider } from './live-region/live-region.tsx';

const modules = import.meta.glob<{ examples: readonly Example[] }>('./*/*.examples.tsx', { eager: true });

const cases = Object.entries(modules).flatMap(([path, { examples }]) =>
  examples.map((example) => ({ control: path.split('/')[1] ?? path, name: example.name, example })),
);

/** Rules about a whole page, which an example is not, and those that need layout. */
const NOT_HERE = [
  'color-contrast',
  'color-contrast-enhanced',
  'target-size',
  'label-content-name-mismatch',
  'region',
  'page-has-heading-one',
  'landmark-one-main',
  'bypass',
  'html-has-lang',
  'document-title',
  'heading-order',
];

/** As the pattern book shows it. */
function show(example: Example) {
  return render(
    <main>
      <LiveRegionProvider>{example.render()}</LiveRegionProvider>
    </main>,
  );
}

async function findViolations(element: Element): Promise<string[]> {
  const disabled = NOT_HERE.map((id) => [id, { enabled: false }] as const);
  const enabled = axe.getRules().map(({ ruleId }) => [ruleId, { enabled: true }] as const);
  const { violations, incomplete } = await axe.run(element, {
    rules: Object.fromEntries([...enabled, ...disabled]),
  });
  return [...violations, ...incomplete].flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

beforeAll(mockModalDialogs);
afterEach(cleanScreen);

test('every control has examples', () => {
  expect(new Set(cases.map(({ control }) => control)).size).toBeGreaterThanOrEqual(20);
});

describe.each(cases)('$control, $name', ({ example }) => {
  test('has no fault and no doubt that axe finds', async () => {
    const { container } = show(example);
    expect(await findViolations(container)).toEqual([]);
  });

  test('brings a heading of its own exactly if it says so', () => {
    const { container } = show(example);
    expect(container.querySelector('h1') !== null).toBe(example.brings === 'heading');
  });

  test('uses each id once', () => {
    const { container } = show(example);
    const ids = [...container.querySelectorAll('[id]')].map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test('ties every described-by, labelled-by and controls to an element that exists', () => {
    const { container } = show(example);
    const attributes = [
      'for',
      'aria-describedby',
      'aria-labelledby',
      'aria-controls',
      'aria-activedescendant',
    ];
    const missing = attributes.flatMap((attribute) =>
      [...container.querySelectorAll(`[${attribute}]`)]
        .flatMap((element) => element.getAttribute(attribute)?.split(' ') ?? [])
        .filter((id) => !document.getElementById(id)),
    );
    expect(missing).toEqual([]);
  });
});

test('axe is really asked: a field without a name is found', async () => {
  const { container } = render(
    <main>
      <input type="text" />
    </main>,
  );
  expect(await findViolations(container)).toContain('label: <input type="text">');
});
