// @vitest-environment jsdom

import { render, screen, within } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { CodeDisplay } from './code-display.tsx';

afterEach(cleanScreen);

test('is heard as a list of groups, digit by digit', () => {
  render(
    <CodeDisplay groups={['4831', '0299']} label="Takip kodunuz" spokenLabel="Takip kodunuz: iki grup" />,
  );
  const list = screen.getByRole('list', { name: 'Takip kodunuz: iki grup' });
  const heard = within(list)
    .getAllByRole('listitem')
    .map((item) => item.querySelector(':not([aria-hidden])')?.textContent);
  expect(heard).toEqual(['4 8 3 1', '0 2 9 9']);
});
