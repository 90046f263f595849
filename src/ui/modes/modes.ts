// How a person reads: theme, text size, stillness and the rest of what they chose on this device. Kept in localStorage,
// because it must be known before the first paint (before-paint.ts puts it on <html> from there); IndexedDB answers too
// late. Each stands there as data-theme, data-text …; nothing stands there for "as the system has it", and `data-known`
// tells that this device has chosen once. Nothing of an application is ever kept here.

import { MODES_CHANGED } from './modes-changed.ts';

/** Key in localStorage. before-paint.ts reads the same. */
export const MODES_KEY = 'kopru.display';

export const THEMES = ['light', 'dark', 'contrast'] as const;
/** Per cent, on top of the browser's own size and zoom. */
export const TEXT_SIZES = ['125', '150', '200'] as const;

/** Every mode that is not chosen is absent: the system decides, or the plain way holds. */
export interface Modes {
  theme?: (typeof THEMES)[number];
  text?: (typeof TEXT_SIZES)[number];
  motion?: 'still';
  /** All questions of a part of the form stand on one page. */
  questions?: 'part';
  /** Each page offers to be read aloud. */
  aloud?: 'on';
  /** What "exit this page" does to what is kept on this device. */
  exit?: 'discard';
  /** "Gönder" seals (src/citizen/pages/private). `plain`: and the app goes by another name. */
  private?: 'on' | 'plain';
  /** A PIN is asked for before anything is shown; the store itself is the truth (src/citizen/lock). */
  lock?: 'pin';
}

const VALUES: { readonly [Name in keyof Required<Modes>]: readonly NonNullable<Modes[Name]>[] } = {
  theme: THEMES,
  text: TEXT_SIZES,
  motion: ['still'],
  questions: ['part'],
  aloud: ['on'],
  exit: ['discard'],
  private: ['on', 'plain'],
  lock: ['pin'],
};

/** Reads what was stored; whatever is not known is dropped. @param stored JSON, or null when nothing is stored */
export function parseModes(stored: string | null): Modes {
  let found: unknown;
  try {
    found = JSON.parse(stored ?? '{}');
  } catch {
    return {};
  }
  if (typeof found !== 'object' || found === null) return {};
  const entries = Object.entries(VALUES).flatMap(([name, values]) => {
    const value: unknown = Object.hasOwn(found, name) ? Reflect.get(found, name) : undefined;
    return (values as readonly unknown[]).includes(value) ? [[name, value]] : [];
  });
  return Object.fromEntries(entries);
}

export function readModes(): Modes {
  try {
    return parseModes(localStorage.getItem(MODES_KEY));
  } catch {
    return {};
  }
}

/** Changes modes, shows them at once, and keeps them. A value of undefined goes back to the system's way. */
export function changeModes(change: { [Name in keyof Modes]: Modes[Name] | undefined }): Modes {
  const modes: Modes = JSON.parse(JSON.stringify({ ...readModes(), ...change }));
  showModes(modes);
  try {
    localStorage.setItem(MODES_KEY, JSON.stringify(modes));
  } catch {
    // Storage is blocked in this browser: the choice holds until the page is closed.
  }
  return modes;
}

function showModes(modes: Modes): void {
  const { dataset } = document.documentElement;
  for (const name of Object.keys(VALUES) as (keyof Modes)[]) {
    const value = modes[name];
    if (value === undefined) delete dataset[name];
    else dataset[name] = value;
  }
  dataset.known = '';
  dispatchEvent(new Event(MODES_CHANGED));
}
