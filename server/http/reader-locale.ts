// The reader's language out of Accept-Language (RFC 9110 § 12.5.4).

import { chooseLocale, type Locale } from '../../src/i18n/locale.ts';

/** @param header undefined or unreadable: the source language */
export function readerLocale(header: string | undefined): Locale {
  const asked = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.split(';').map((piece) => piece.trim());
      const weight = params.find((param) => param.startsWith('q='))?.slice(2);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  return chooseLocale(asked.map(({ tag }) => tag));
}
