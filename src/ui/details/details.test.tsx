// @vitest-environment jsdom

import { render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { Details } from './details.tsx';

afterEach(cleanScreen);

test('opens by its summary and stays open when the page is drawn anew', async () => {
  const show = (text: string) => <Details summary="Neden soruyoruz?">{text}</Details>;
  const { container, rerender } = render(show('Kanun ister.'));
  await userEvent.click(screen.getByText('Neden soruyoruz?'));
  rerender(show('Kanun böyle ister.'));
  expect(container.querySelector('details')?.open).toBe(true);
});
