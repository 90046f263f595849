// Holds every locale to the same keys, placeholders and plural categories as the source (Turkish), each text to a
// note for its translator, each key to a use in the code, and Arabic to one form of address. A text that is missing is
// found here, not by a reader.

import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LANGUAGE_TAGS, LOCALES, type Locale, SOURCE_LOCALE } from '../../src/i18n/locale.ts';
import { findSingularAddress } from './arabic-address.ts';

interface Entry {
  text: string;
  note: string;
}
export type LocaleFile = Readonly<Record<string, Entry>>;

/** @returns faults as sentences */
export async function checkLocales(): Promise<string[]> {
  const files = await Promise.all(
    LOCALES.map(async (locale) => [locale, await readLocaleFile(locale)] as const),
  );
  const source = await readLocaleFile(SOURCE_LOCALE);
  const faults = files.flatMap(([locale, file]) =>
    compareLocale(locale, LANGUAGE_TAGS[locale], file, OVERLAYS.has(locale) ? forCitizens(source) : source),
  );
  return [
    ...faults,
    ...findSingularAddress(await readLocaleFile('ar')),
    ...findUnusedKeys(Object.keys(source), await readCode()),
  ];
}

/** Easy Turkish lies over Turkish: officers and operators read the Turkish below it. */
const OVERLAYS: ReadonlySet<Locale> = new Set(['tr-simple']);
const NOT_FOR_CITIZENS = /^(staff|config|store|server|command|directory|demo|intake)\./;

function forCitizens(source: LocaleFile): LocaleFile {
  return Object.fromEntries(Object.entries(source).filter(([key]) => !NOT_FOR_CITIZENS.test(key)));
}

/** Compares one locale with the source. */
export function compareLocale(
  locale: string,
  languageTag: string,
  file: LocaleFile,
  source: LocaleFile,
): string[] {
  const faults: string[] = [];
  const say = (key: string, what: string): void =>
    void faults.push(`locales/${locale}.json: ${key}: ${what}`);
  const categories = new Intl.PluralRules(languageTag).resolvedOptions().pluralCategories;
  for (const key of expectedKeys(source, categories)) if (!file[key]) say(key, 'is missing');
  for (const [key, { text, note }] of Object.entries(file)) {
    const original = source[key] ?? source[key.replace(/\.\w+$/, '.other')];
    if (!original) say(key, 'does not exist in the source');
    else if (placeholders(text) !== placeholders(original.text)) {
      say(
        key,
        `has the placeholders [${placeholders(text)}], the source has [${placeholders(original.text)}]`,
      );
    }
    if (text.trim() === '') say(key, 'is empty');
    if (text !== text.normalize('NFC')) say(key, 'is not in the normal form NFC');
    if (typeof note !== 'string') say(key, 'has no note for the translator');
  }
  return faults;
}

/** Keys that no code names, whole or as the beginning of a composed key. */
export function findUnusedKeys(keys: readonly string[], code: string): string[] {
  const composed = [...code.matchAll(/[`'"]([a-zA-Z][\w-]*(?:\.[\w-]+)*\.)(?:\$\{|[`'"])/g)].map(
    ([, stem]) => stem ?? '',
  );
  const isUsed = (key: string): boolean =>
    code.includes(`'${key}'`) || code.includes(`"${key}"`) || composed.some((stem) => key.startsWith(stem));
  return keys
    .filter((key) => !isUsed(key) && !isUsed(key.replace(/\.(zero|one|two|few|many|other)$/, '')))
    .map((key) => `locales/${SOURCE_LOCALE}.json: ${key}: is used nowhere`);
}

function expectedKeys(source: LocaleFile, categories: readonly string[]): string[] {
  return Object.keys(source).flatMap((key) => {
    const stem = /^(.*)\.other$/.exec(key)?.[1];
    if (stem !== undefined) return categories.map((category) => `${stem}.${category}`);
    const base = /^(.*)\.(zero|one|two|few|many)$/.exec(key)?.[1];
    return base !== undefined && source[`${base}.other`] ? [] : [key];
  });
}

function placeholders(text: string): string {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort().join(', ');
}

async function readLocaleFile(locale: string): Promise<LocaleFile> {
  return JSON.parse(await readFile(new URL(`../../locales/${locale}.json`, import.meta.url), 'utf8'));
}

const CODE_FOLDERS = ['src', 'server'];

async function readCode(): Promise<string> {
  const texts: string[] = [];
  // Two steps, because knip takes a pattern of files in a call of `glob` for a use of every file that it finds, and is
  // blind for them from then on (borders.test.ts holds that it sees).
  for (const folder of CODE_FOLDERS) {
    for await (const file of glob('**', { cwd: folder })) {
      if (!/\.tsx?$/.test(file) || file.includes('.test.')) continue;
      texts.push(await readFile(join(folder, file), 'utf8'));
    }
  }
  return texts.join('\n');
}
