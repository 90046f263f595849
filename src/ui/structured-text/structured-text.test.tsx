// @vitest-environment jsdom

import { render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { type StructuredBlock, StructuredText } from './structured-text.tsx';

afterEach(cleanScreen);

const draw = (blocks: readonly StructuredBlock[]) =>
  render(<StructuredText blocks={blocks} headingLevel={4} targetBehind={() => 'ornek.gov.tr'} lang="tr" />);

describe('StructuredText', () => {
  it('puts headings below those of the page, in order', () => {
    draw([
      { kind: 'heading', level: 1, runs: [{ text: 'Yol' }] },
      { kind: 'heading', level: 3, runs: [{ text: 'Ek' }] },
    ]);
    expect(screen.getByRole('heading', { name: 'Yol', level: 4 })).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Ek', level: 6 })).toBeTruthy();
  });

  it('draws lists as lists, with the number they begin with', () => {
    const items = [
      [{ kind: 'paragraph', runs: [{ text: 'bir' }] }],
      [{ kind: 'paragraph', runs: [{ text: 'iki' }] }],
    ];
    draw([{ kind: 'list', start: 3, items } as StructuredBlock]);
    expect(screen.getByRole('list').getAttribute('start')).toBe('3');
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(['bir', 'iki']);
  });

  it('keeps a telephone number on one line', () => {
    draw([{ kind: 'paragraph', runs: [{ text: 'Arayın: 0312 555 00 00', href: 'tel:+903125550000' }] }]);
    expect(screen.getByRole('link').textContent).toBe(
      'Arayın: 0312\u00a0555\u00a000\u00a000\u00a0(ornek.gov.tr)',
    );
  });

  it('names a link by its text and by where it leads', () => {
    draw([{ kind: 'paragraph', runs: [{ text: 'form', href: 'https://ornek.gov.tr/f', mark: 'strong' }] }]);
    const link = screen.getByRole('link', { name: 'form (ornek.gov.tr)' });
    expect(link.getAttribute('href')).toBe('https://ornek.gov.tr/f');
  });

  it('shows what looks like HTML as it was written', () => {
    const { container } = draw([{ kind: 'paragraph', runs: [{ text: '<img src=x onerror=alert(1)>' }] }]);
    expect(container.querySelector('img')).toBeNull();
    expect(screen.getByText('<img src=x onerror=alert(1)>')).toBeTruthy();
  });
});
