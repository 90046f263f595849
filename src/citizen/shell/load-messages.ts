// Brings the words of a language, in files of their own, so that a language that nobody chose costs nothing. Turkish, in
// which most people come, is cut finely: `first` for the first screen, `apply` and `flow` for the way to the first
// question, `statement` for the accessibility statement, `rest` for everything else. The others come in two files: every
// further one would add its name to what every phone carries.

import type { Locale } from '../../i18n/locale.ts';
import { flatten, type MessageTree } from '../../i18n/message-tree.ts';
import type { Messages } from '../../i18n/translate.ts';

export type MessagesPart = 'first' | 'apply' | 'flow' | 'rest' | 'statement';

type Load = () => Promise<{ messages: MessageTree }>;

const LOADERS: Readonly<Record<Locale, Readonly<Record<MessagesPart, Load>>>> = {
  tr: {
    first: () => import('virtual:messages/tr/first'),
    apply: () => import('virtual:messages/tr/apply'),
    flow: () => import('virtual:messages/tr/flow'),
    rest: () => import('virtual:messages/tr/rest'),
    statement: () => import('virtual:messages/tr/statement'),
  },
  'tr-simple': inTwo(
    () => import('virtual:messages/tr-simple/begin'),
    () => import('virtual:messages/tr-simple/later'),
  ),
  en: inTwo(
    () => import('virtual:messages/en/begin'),
    () => import('virtual:messages/en/later'),
  ),
  ar: inTwo(
    () => import('virtual:messages/ar/begin'),
    () => import('virtual:messages/ar/later'),
  ),
};

function inTwo(begin: Load, later: Load): Readonly<Record<MessagesPart, Load>> {
  return { first: begin, apply: begin, flow: begin, rest: later, statement: later };
}

export async function loadMessages(locale: Locale, parts: readonly MessagesPart[]): Promise<Messages> {
  const loaded = await Promise.all(parts.map((part) => LOADERS[locale][part]()));
  return Object.assign({}, ...loaded.map(({ messages }) => flatten(messages)));
}
