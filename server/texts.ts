// The server's words: the sentence of a problem for its reader, and what the operator reads in the terminal.
// All locales are held in memory; they are small, and an answer must not wait for a disk.

import ar from '../locales/ar.json' with { type: 'json' };
import en from '../locales/en.json' with { type: 'json' };
import tr from '../locales/tr.json' with { type: 'json' };
import trSimple from '../locales/tr-simple.json' with { type: 'json' };
import { LANGUAGE_TAGS, type Locale } from '../src/i18n/locale.ts';
import {
  createTranslate,
  type MessageKey,
  type MessageParams,
  type Messages,
  type Translate,
} from '../src/i18n/translate.ts';

type Entries = Readonly<Record<string, { text: string }>>;

const TRANSLATES: Readonly<Record<Locale, Translate>> = {
  tr: createTranslate(LANGUAGE_TAGS.tr, textsOf(tr)),
  'tr-simple': createTranslate(LANGUAGE_TAGS['tr-simple'], textsOf({ ...tr, ...trSimple })),
  en: createTranslate(LANGUAGE_TAGS.en, textsOf(en)),
  ar: createTranslate(LANGUAGE_TAGS.ar, textsOf(ar)),
};

export function translateFor(locale: Locale): Translate {
  return TRANSLATES[locale];
}

function textsOf(entries: Entries): Messages {
  return Object.fromEntries(Object.entries(entries).map(([key, { text }]) => [key, text]));
}

/** For keys that are put together at run time (a fault's code). One that no locale has is given back as it is. */
export function byAnyKey(translate: Translate): (key: string, params: MessageParams) => string {
  return (key, params) => (isMessageKey(key) ? translate(key, params) : key);
}

function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(tr, key) || Object.hasOwn(tr, `${key}.other`);
}
