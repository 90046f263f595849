// @vitest-environment jsdom

import { render, screen } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { arriveAt } from './arrive-at.ts';
import { PageHeading } from './page-heading.tsx';

afterEach(cleanScreen);

test('the caret of the page before is gone when the heading gets the focus', () => {
  const selection = getSelection();
  if (!selection) throw new Error('This document has no selection');
  render(<PageHeading>Başvurular</PageHeading>);
  const heading = screen.getByRole('heading', { name: 'Başvurular' });
  // What slides there from a place that is gone.
  selection.collapse(heading, 0);
  // jsdom puts a selection where it puts the focus, so what is left is looked at on the way.
  const left: number[] = [];
  const focus = vi.spyOn(heading, 'focus').mockImplementation(() => void left.push(selection.rangeCount));
  arriveAt(heading);
  expect(focus).toHaveBeenCalledTimes(1);
  expect(left).toEqual([0]);
});
