// The language of the page and of its parts: by script, by letters that only one language has, and by the words of our
// own lists that stand in a page of another language.

import type { Page } from 'playwright-core';
import { directionOf, LANGUAGE_TAGS, LOCALES, type Locale } from '../../../src/i18n/locale.ts';
import type { Problem } from '../finding.ts';
import { LANGUAGE_MODES } from '../modes.ts';
import { WORDS } from '../words.ts';
import type { Check } from './check.ts';

interface Piece {
  text: string;
  lang: string;
  where: string;
}

export const languages: Check = {
  id: 'languages',
  layer: 3,
  about: 'page and parts say the language they are in',
  modes: LANGUAGE_MODES,
  run: async ({ page, visit, surface }) => {
    const locale: Locale = visit.locale;
    const isBook = surface.app === 'examples';
    const { lang, dir } = await page.evaluate(() => ({
      lang: document.documentElement.lang,
      dir: document.documentElement.dir,
    }));
    const problems: Problem[] = [];
    if (!isBook && lang !== LANGUAGE_TAGS[locale])
      problems.push({
        what: `The page says lang="${lang}" instead of "${LANGUAGE_TAGS[locale]}"`,
        where: 'html',
      });
    if (!isBook && (dir || 'ltr') !== directionOf(locale))
      problems.push({
        what: `The page says dir="${dir}" instead of "${directionOf(locale)}"`,
        where: 'html',
      });
    return [...problems, ...judgePieces(await readPieces(page))];
  },
};

async function readPieces(page: Page): Promise<Piece[]> {
  return await page.evaluate(() => {
    const langOf = (element: Element): string => element.closest('[lang]')?.getAttribute('lang') ?? 'none';
    const texts = kopruProbe.texts().map(({ text, element }) => ({
      text,
      lang: langOf(element),
      where: kopruProbe.describe(element),
    }));
    const labels = [...document.querySelectorAll('[aria-label]')].map((element) => ({
      text: element.getAttribute('aria-label') ?? '',
      lang: langOf(element),
      where: kopruProbe.describe(element),
    }));
    return [...texts, ...labels];
  });
}

const ARABIC = /\p{Script=Arabic}/u;
/** Letters of Turkish that neither English nor Arabic has. */
const TURKISH = /[ğışİĞŞ]/;
const LATIN_WORDS = /\p{Script=Latin}{2,}.*\s\p{Script=Latin}{2,}/u;

/** A name set apart within a sentence of ours (Unicode isolates); WCAG 3.1.2 leaves names to the sentence. */
const ISOLATED = /[\u2066-\u2068][^\u2069]*\u2069/g;

/** A name of several words within a sentence: “Held by: Başvuru Merkezi”. */
const NAME = /\p{Lu}[\p{L}’'.]*(?: (?:(?:ve|ile) )?\p{Lu}[\p{L}’'.]*)+/gu;

const QUOTED = /[«“"(][^»”")]*[»”")]/g;

/** Names of people, places and offices belong to every language (WCAG 3.1.2): each word begins with a capital. */
function isName(text: string): boolean {
  const words = text.split(/[\s,]+/).filter((word) => /\p{L}/u.test(word) && !/^(ve|ile)$/.test(word));
  return words.every((word) => /^\P{L}*\p{Lu}/u.test(word));
}

/** Sentences of ours by their language, for those that stand in one language only. */
const OWNERS = new Map<string, Set<string>>();
for (const locale of LOCALES)
  for (const text of Object.values(WORDS[locale])) {
    const owners = OWNERS.get(text) ?? new Set<string>();
    owners.add(LANGUAGE_TAGS[locale]);
    OWNERS.set(text, owners);
  }

export function judgePieces(pieces: readonly Piece[]): Problem[] {
  return pieces.flatMap(({ text: whole, lang, where }) => {
    const text = whole
      .replace(ISOLATED, '')
      .replace(QUOTED, (quoted) => (isName(quoted.slice(1, -1)) ? '' : quoted))
      .replace(NAME, '');
    const primary = lang.split('-')[0] ?? '';
    // What the citizen has written is in the language in which they wrote it: lang="" says that nobody knows.
    if (primary === '') return [];
    const owners = OWNERS.get(whole);
    if (owners && !owners.has(primary) && /\p{L}{3}/u.test(text))
      return [{ what: `“${text}” is ${[...owners]}, and its part of the page says “${lang}”`, where }];
    if (ARABIC.test(text) && primary !== 'ar')
      return [{ what: `Arabic text in a part that says “${lang}”`, where }];
    if (isName(text)) return [];
    if (TURKISH.test(text) && primary !== 'tr')
      return [{ what: `Turkish text in a part that says “${lang}”: “${text.slice(0, 60)}”`, where }];
    if (primary === 'ar' && !ARABIC.test(text) && LATIN_WORDS.test(text))
      return [{ what: `Latin words in a part that says “ar”: “${text.slice(0, 60)}”`, where }];
    return [];
  });
}
