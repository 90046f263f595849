// Brings the words of a language: `first` for the first screen, `apply` and `flow` for the way to the first question,
// `statement` for the accessibility statement, `rest` for everything else. Each is a file of its own, so
// a language that nobody chose costs nothing.

import type { Locale } from '../../i18n/locale.ts';
import { flatten, type MessageTree } from '../../i18n/message-tree.ts';
import type { Messages } from '../../i18n/translate.ts';

export type MessagesPart = 'first' | 'apply' | 'flow' | 'rest' | 'statement';

const LOADERS: Readonly<
  Record<Locale, Readonly<Record<MessagesPart, () => Promise<{ messages: MessageTree }>>>>
> = {
  tr: {
    first: () => import('virtual:messages/tr/first'),
    apply: () => import('virtual:messages/tr/apply'),
    flow: () => import('virtual:messages/tr/flow'),
    rest: () => import('virtual:messages/tr/rest'),
    statement: () => import('virtual:messages/tr/statement'),
  },
  'tr-simple': {
    first: () => import('virtual:messages/tr-simple/first'),
    apply: () => import('virtual:messages/tr-simple/apply'),
    flow: () => import('virtual:messages/tr-simple/flow'),
    rest: () => import('virtual:messages/tr-simple/rest'),
    statement: () => import('virtual:messages/tr-simple/statement'),
  },
  en: {
    first: () => import('virtual:messages/en/first'),
    apply: () => import('virtual:messages/en/apply'),
    flow: () => import('virtual:messages/en/flow'),
    rest: () => import('virtual:messages/en/rest'),
    statement: () => import('virtual:messages/en/statement'),
  },
  ar: {
    first: () => import('virtual:messages/ar/first'),
    apply: () => import('virtual:messages/ar/apply'),
    flow: () => import('virtual:messages/ar/flow'),
    rest: () => import('virtual:messages/ar/rest'),
    statement: () => import('virtual:messages/ar/statement'),
  },
};

export async function loadMessages(locale: Locale, parts: readonly MessagesPart[]): Promise<Messages> {
  const loaded = await Promise.all(parts.map((part) => LOADERS[locale][part]()));
  return Object.assign({}, ...loaded.map(({ messages }) => flatten(messages)));
}
