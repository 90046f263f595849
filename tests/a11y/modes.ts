// The ways in which each surface is looked at, and how a page is brought into one. Looks are switched on the page that
// stands (the same attributes as src/ui/modes sets); languages need the page anew, so they belong to its context.

import type { Page } from 'playwright-core';
import type { Locale } from '../../src/i18n/locale.ts';

export type ModeId = 'light' | 'dark' | 'contrast' | 'forced' | 'text-200' | 'rtl' | 'easy' | 'english';

export interface Mode {
  id: ModeId;
  locale: Locale;
  theme?: 'dark' | 'contrast';
  text?: '200';
  isForced?: true;
  /** From right to left in its own words: the pattern book has one language. */
  isTurned?: true;
}

export const MODES: readonly Mode[] = [
  { id: 'light', locale: 'tr' },
  { id: 'dark', locale: 'tr', theme: 'dark' },
  { id: 'contrast', locale: 'tr', theme: 'contrast' },
  { id: 'forced', locale: 'tr', isForced: true },
  { id: 'text-200', locale: 'tr', text: '200' },
  { id: 'rtl', locale: 'ar' },
  { id: 'easy', locale: 'tr-simple' },
  { id: 'english', locale: 'en' },
];

/** The modes of the pattern book. */
export const BOOK_MODES: readonly Mode[] = [
  ...MODES.filter(({ locale }) => locale === 'tr'),
  { id: 'rtl', locale: 'tr', isTurned: true },
];

export function modeOf(id: ModeId): Mode {
  const mode = MODES.find((one) => one.id === id);
  if (!mode) throw new Error(`No such mode: ${id}`);
  return mode;
}

export const ALL_MODES: readonly ModeId[] = MODES.map(({ id }) => id);
/** One for each language: what does not depend on the look. */
export const LANGUAGE_MODES: readonly ModeId[] = ['light', 'rtl', 'easy', 'english'];
/** One for each look: what does not depend on the words. */
export const LOOK_MODES: readonly ModeId[] = ['light', 'dark', 'contrast', 'forced'];

/** Size of a page that is looked at for its own sake; reflow has its own. */
export const VIEWPORT = { width: 1000, height: 800 };

/** Gives the page another size, unless it has it, and waits until all is where it belongs then. */
export async function resize(page: Page, size: { width: number; height: number }): Promise<void> {
  const now = page.viewportSize();
  if (now?.width === size.width && now.height === size.height) return;
  await page.setViewportSize(size);
  await page.evaluate(() => kopruProbe.redrawn());
}

/** What the browser tells each page of a person's wishes; a page keeps it from document to document. */
const media = new WeakMap<Page, string>();

/** Nothing of the mode that was looked at last, or was chosen in the settings, meets what is brought about in the same document. */
export async function takeLookAway(page: Page): Promise<void> {
  // A page that has never been anywhere has no storage.
  if (page.url() === 'about:blank') return;
  await page.evaluate(() => {
    const { dataset } = document.documentElement;
    delete dataset.theme;
    delete dataset.text;
    if (localStorage.getItem('kopru.display') !== null) localStorage.setItem('kopru.display', '{}');
  });
}

/** Brings the standing page into the look of a mode, and waits until nothing moves any more. */
export async function applyLook(page: Page, { theme, text, isForced, isTurned }: Mode): Promise<void> {
  const colorScheme = theme === 'dark' ? 'dark' : 'light';
  const forcedColors = isForced ? 'active' : 'none';
  const told = `${colorScheme} ${forcedColors}`;
  if (media.get(page) !== told)
    await page.emulateMedia({
      colorScheme,
      forcedColors,
      contrast: 'no-preference',
      reducedMotion: 'no-preference',
    });
  media.set(page, told);
  await page.evaluate(
    ([shownTheme, shownText, turned]) => {
      const { dataset } = document.documentElement;
      for (const [name, value] of [
        ['theme', shownTheme],
        ['text', shownText],
      ] as const) {
        if (value) dataset[name] = value;
        else delete dataset[name];
      }
      if (turned) document.documentElement.dir = dataset.turned = 'rtl';
      else if (dataset.turned) {
        document.documentElement.dir = 'ltr';
        delete dataset.turned;
      }
      return kopruProbe.redrawn();
    },
    [theme, text, isTurned] as const,
  );
}
