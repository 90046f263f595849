// @vitest-environment jsdom

import { render, screen } from '@testing-library/preact';
import { createRef } from 'preact';
import { afterEach, expect, test } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { PageHeading } from './page-heading.tsx';

afterEach(cleanScreen);

test('can take the focus after a change of page, and the caption is no part of it', () => {
  const headingRef = createRef<HTMLHeadingElement>();
  render(
    <PageHeading caption="3. soru, 9 soru var" headingRef={headingRef}>
      Nerede oldu?
    </PageHeading>,
  );
  headingRef.current?.focus();
  expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'Nerede oldu?' }));
});

test('who arrives at the heading hears the caption after it', () => {
  render(<PageHeading caption="3. soru, 9 soru var">Ne istiyorsunuz?</PageHeading>);
  expect(
    screen.getByRole('heading', { name: 'Ne istiyorsunuz?', description: '3. soru, 9 soru var' }),
  ).toBeTruthy();
});
