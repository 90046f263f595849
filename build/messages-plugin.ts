// Serves locales/*.json to the apps as `virtual:messages/<locale>/<part>`: texts without the translators' notes,
// and only the part that an app or page needs, so that the first screen does not carry the words of all the others.
// `virtual:language-missing` is the one sentence that it says in a language of which it has no other word.

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { LANGUAGE_TAGS, LOCALES, SOURCE_LOCALE } from '../src/i18n/locale.ts';
import { grow } from '../src/i18n/message-tree.ts';

const PREFIX = 'virtual:messages/';
const LANGUAGE_MISSING = 'virtual:language-missing';
const LANGUAGE_MISSING_KEY = 'status.languageMissing';

/** Areas (a key's first segment) of each part. What is named nowhere belongs to the citizen's later pages. */
const FIRST = new Set(['app', 'nav', 'start', 'language', 'exit']);
/** What the first question of the flow says; its later pages bring `rest`. */
const FLOW =
  /^(kind|ui)\.|^storage\.unreadable|^status\.pageFailed|^flow\.(back|backToReview|progress\b(?!ByPart)|why|continue|saveAndLeave|optional|errorCount|save|opening|kind|choose)\b/;
/** What the page before the first question says, beside that. */
const APPLY = /^apply\.|^storage\.(?!unreadable|failed)|^help\.way/;
const STATEMENT = 'statement';
/** Stands in the pages that the build writes, for browsers that run nothing: nobody else meets it. */
const NOSCRIPT = 'noscript';
/** Of recordings and files: Turkish comes with their code (src/citizen/media), the others with all their words. */
const MEDIA = 'media';
/** Of a case's life, in the same way (src/citizen/life). */
const LIFE = 'life';
/** Of private sending, of carrying and of the PIN, in the file of recordings: one more would add its name to what every phone carries. */
const SEALED = new Set(['sealed', 'courier', 'lock']);
const STAFF = new Set(['staff']);
const SHARED_WITH_STAFF = new Set([
  'app',
  'display',
  'language',
  'kind',
  'format',
  'state',
  'problem',
  'violation',
  'ui',
]);
/** Of recordings, what an officer reads about them, too; what can be done about a failure is said in other words there. */
const MEDIA_FOR_STAFF =
  /^media\.(?:(?:problem|minutes|seconds|recorder|camera|light)\.|facts$|failure\.[\w-]+$)/;
/** What is wrong with rows, files and years: the server's words, which the console says again in another language. */
const FAULTS_FOR_STAFF = /^directory\.(?:csv|row|holidayFault)\./;
/** Of the shared ones, what only a citizen's page says. */
const NOT_STAFF = /^display\.(questions|aloud|exit)/;
const SERVER_ONLY = new Set(['config', 'store', 'server', 'command', 'directory', 'demo', 'intake']);

/** Easy Turkish lies over Turkish: what it does not say anew (the officers' words) is said in Turkish. */
const BELOW: Readonly<Record<string, string>> = { 'tr-simple': 'tr' };

/** Of the problems, those that a citizen can read: the refusals (409, 413, 415, 422); every other one is tried again. */
const NOT_REFUSAL =
  /^problem\.(?!(id-conflict|body-too-large|media-type-not-supported|application-not-valid|digest-mismatch)$)/;

type IsWanted = (area: string, key: string) => boolean;

const isFirst: IsWanted = (area) => FIRST.has(area);
const isFlow: IsWanted = (_area, key) => FLOW.test(key);
const isApply: IsWanted = (_area, key) => APPLY.test(key);
const isBegin: IsWanted = (area, key) => isFirst(area, key) || isFlow(area, key) || isApply(area, key);
const isForCitizens: IsWanted = (area, key) =>
  area !== NOSCRIPT && !STAFF.has(area) && !SERVER_ONLY.has(area) && !NOT_REFUSAL.test(key);

/** `begin` and `later` are a language in two files, the others Turkish in six; `staff` is the console's, `noscript` the build's. */
const PARTS: Readonly<Record<string, IsWanted>> = {
  first: isFirst,
  flow: isFlow,
  apply: isApply,
  statement: (area) => area === STATEMENT,
  noscript: (area) => area === NOSCRIPT,
  media: (area) => area === MEDIA || SEALED.has(area),
  life: (area) => area === LIFE,
  rest: (area, key) =>
    isForCitizens(area, key) &&
    !isBegin(area, key) &&
    ![STATEMENT, MEDIA, LIFE].includes(area) &&
    !SEALED.has(area),
  begin: isBegin,
  later: (area, key) => isForCitizens(area, key) && !isBegin(area, key),
  staff: (area, key) =>
    STAFF.has(area) ||
    MEDIA_FOR_STAFF.test(key) ||
    FAULTS_FOR_STAFF.test(key) ||
    (SHARED_WITH_STAFF.has(area) && !NOT_STAFF.test(key)),
};

export function messagesPlugin(): Plugin {
  let root = '.';
  return {
    name: 'messages',
    configResolved(config) {
      root = config.root;
    },
    resolveId(id) {
      return id.startsWith(PREFIX) || id === LANGUAGE_MISSING ? `\0${id}` : undefined;
    },
    async load(id) {
      if (id === `\0${LANGUAGE_MISSING}`) {
        const said: Record<string, string | undefined> = {};
        // Who reads easy Turkish reads Turkish where that is missing.
        for (const locale of LOCALES.filter((one) => LANGUAGE_TAGS[one] !== SOURCE_LOCALE)) {
          const file = resolve(root, `locales/${locale}.json`);
          this.addWatchFile(file);
          said[locale] = JSON.parse(await readFile(file, 'utf8'))[LANGUAGE_MISSING_KEY]?.text;
        }
        return `export const languageMissing = ${JSON.stringify(said)};`;
      }
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const [locale, part = ''] = id.slice(PREFIX.length + 1).split('/');
      const isWanted = PARTS[part];
      if (!isWanted) throw new Error(`Unknown part of the messages: ${part}`);
      const entries: Record<string, { text: string }> = {};
      for (const layer of [BELOW[locale ?? ''], locale]) {
        if (layer === undefined) continue;
        const file = resolve(root, `locales/${layer}.json`);
        this.addWatchFile(file);
        Object.assign(entries, JSON.parse(await readFile(file, 'utf8')));
      }
      const wanted = Object.entries(entries).filter(([key]) => isWanted(key.split('.')[0] ?? '', key));
      const tree = grow(Object.fromEntries(wanted.map(([key, { text }]) => [key, text])));
      return `export const messages = ${JSON.stringify(tree)};`;
    },
  };
}
