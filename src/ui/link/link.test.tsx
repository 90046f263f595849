// @vitest-environment jsdom

import { render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { ButtonLink, Link } from './link.tsx';

afterEach(cleanScreen);

test('whatever it looks like, it is a link with an address', () => {
  render(
    <>
      <Link href="/a/">Sıradan</Link>
      <Link href="/b/" kind="back">
        Geri
      </Link>
      <ButtonLink href="/c/">Başla</ButtonLink>
    </>,
  );
  const addresses = ['Sıradan', 'Geri', 'Başla'].map((name) =>
    screen.getByRole('link', { name }).getAttribute('href'),
  );
  expect(addresses).toEqual(['/a/', '/b/', '/c/']);
});

test('following it can be taken over', async () => {
  const onFollow = vi.fn((event: MouseEvent) => event.preventDefault());
  render(
    <Link href="/a/" onFollow={onFollow}>
      Git
    </Link>,
  );
  await userEvent.click(screen.getByRole('link', { name: 'Git' }));
  expect(onFollow).toHaveBeenCalledTimes(1);
});

test('the name of another language is marked as that language', () => {
  render(
    <Link href="/ar/" hrefLang="ar">
      العربية
    </Link>,
  );
  expect(screen.getByRole('link').lang).toBe('ar');
});
