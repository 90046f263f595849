// The language of the terminal, as POSIX says it: LC_ALL before LC_MESSAGES before LANG.

import { chooseLocale, type Locale } from '../src/i18n/locale.ts';

/** @param environment `en_US.UTF-8` asks for English; nothing, `C` and unknown languages get the source language */
export function operatorLocale(environment: Readonly<Record<string, string | undefined>>): Locale {
  const asked = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return chooseLocale([asked.replace(/[_.@].*$/, '')]);
}
