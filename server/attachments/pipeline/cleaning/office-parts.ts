// Which parts of an office document tell of its writers, and what stands there instead. Pure: text in, text out.
//
//   properties of the document     empty, but for its title and language: a screen reader says them first
//   people, labels, SharePoint     empty
//   comments, tracked changes      as they are; in the place of each name a number (stand-ins.ts)
//   the printer                    left out
//   what the text itself shows     as it is, also where a field once took it from the properties

import type { StandIns } from './stand-ins.ts';

const PROPERTIES = 'http://schemas.openxmlformats.org/officeDocument/2006';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties';
const OFFICE = 'urn:oasis:names:tc:opendocument:xmlns';
const DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"';
const WORD_PEOPLE = 'http://schemas.microsoft.com/office/word/2012/wordml';
const LABELS = 'http://schemas.microsoft.com/office/2020/mipLabelMetadata';
const SHAREPOINT = 'http://schemas.microsoft.com/office/2006/metadata/properties';

type Replace = (text: string) => string;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** By the root element, wherever the part stands: the package's relationships may name any place. */
const REPLACED: readonly (readonly [RegExp, Replace])[] = [
  [
    /^<(?:\w+:)?coreProperties\b/,
    (text) =>
      `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}" ${DC}>${titleAndLanguage(text)}</cp:coreProperties>`,
  ],
  [
    /^<(?:\w+:)?Properties\b[^>]*extended-properties/,
    () => `${XML}<Properties xmlns="${PROPERTIES}/extended-properties"/>`,
  ],
  [
    /^<(?:\w+:)?Properties\b[^>]*custom-properties/,
    () => `${XML}<Properties xmlns="${PROPERTIES}/custom-properties"/>`,
  ],
  [
    /^<(?:\w+:)?document-meta\b/,
    (text) =>
      `${XML}<office:document-meta xmlns:office="${OFFICE}:office:1.0" ${DC} office:version="1.3">` +
      `<office:meta>${titleAndLanguage(text)}</office:meta></office:document-meta>`,
  ],
  [/^<(?:\w+:)?people\b/, () => `${XML}<w15:people xmlns:w15="${WORD_PEOPLE}"/>`],
  [/^<(?:\w+:)?labelList\b/, () => `${XML}<clbl:labelList xmlns:clbl="${LABELS}"/>`],
  [
    /^<(?:\w+:)?properties\b[^>]*office\/2006\/metadata\/properties/,
    () => `${XML}<p:properties xmlns:p="${SHAREPOINT}"/>`,
  ],
];

function titleAndLanguage(text: string): string {
  return ['title', 'language']
    .map((name) => new RegExp(`<dc:${name}(?:\\s[^<>]*)?>([^<]*)</dc:${name}>`).exec(text)?.[1] ?? '')
    .map((value, index) =>
      value === ''
        ? ''
        : index === 0
          ? `<dc:title>${value}</dc:title>`
          : `<dc:language>${value}</dc:language>`,
    )
    .join('');
}

/** The local name of an element → its attributes that name a person. `*`: of every element. */
const NAMING_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  '*': ['author', 'initials'],
  author: ['name', 'userId'],
  chgData: ['name', 'userId'],
  cmAuthor: ['name'],
  fileSharing: ['userName'],
  header: ['userName'],
  person: ['displayName', 'userId'],
  userInfo: ['name'],
  'version-entry': ['creator'],
};
/** Elements whose text names a person; `author` is that of a workbook's comments. */
const NAMING_ELEMENTS =
  /(<(dc:creator|meta:creator-initials|loext:sender-initials|author)(?:\s[^<>]*)?>)([^<]*)(?=<\/\2\s*>)/g;

const PRINTER_PART = /(?:^|\/)printerSettings[^/]*\.bin$/i;

/** A part that is not packed again; nothing names it then. */
export function isLeftOut(name: string): boolean {
  return PRINTER_PART.test(name);
}

export function cleanXml(name: string, text: string, standIns: StandIns): string {
  const root = rootOf(text);
  const replace = REPLACED.find(([pattern]) => pattern.test(root))?.[1];
  if (replace) return replace(text);
  return withoutPrinter(name, text)
    .replace(TAG, (tag, element: string) => cleanTag(tag, element, standIns))
    .replace(NAMING_ELEMENTS, (_, start: string, __, person: string) => start + standIns(person));
}

function rootOf(text: string): string {
  const start = text.search(/<[A-Za-z_]/);
  return start < 0 ? '' : text.slice(start, text.indexOf('>', start) + 1);
}

/** A start tag; its local name. */
const TAG = /<(?:[\w.-]+:)?([\w.-]+)(?:[^"'<>]|"[^"<]*"|'[^'<]*')*>/g;
const ATTRIBUTE = /(\s(?:[\w.-]+:)?([\w.-]+)\s*=\s*)(?:"([^"]*)"|'([^']*)')/g;
/** Of the properties that have been emptied: Word would show nothing where the text has what they were. */
const BOUND_TO_PROPERTIES = /6C3C8BC8-F283-45AE-878A-BAB7291924A1|6668398D-A668-4E3E-A5EB-62B293D839F1/i;

function cleanTag(tag: string, element: string, standIns: StandIns): string {
  if (element === 'dataBinding' && BOUND_TO_PROPERTIES.test(tag) && tag.endsWith('/>')) return '';
  return tag.replace(
    ATTRIBUTE,
    (whole, start: string, attribute: string, double?: string, single?: string) => {
      // Where the workbook lay on its writer's disk.
      if (element === 'absPath' && attribute === 'url') return `${start}""`;
      const isNaming = [...(NAMING_ATTRIBUTES['*'] ?? []), ...(NAMING_ATTRIBUTES[element] ?? [])].includes(
        attribute,
      );
      return isNaming ? `${start}"${standIns(double ?? single ?? '')}"` : whole;
    },
  );
}

const PRINTER_RELATIONSHIP = /<(?:\w+:)?Relationship\b[^<>]*\/printerSettings["'][^<>]*\/>/g;
const PRINTER_ITEM =
  /<config:config-item\s[^<>]*config:name="Printer(?:Name|Setup)"[^<>]*(?:\/>|>[^<]*<\/config:config-item\s*>)/g;

/** Names of printers are names of devices, and often of offices. */
function withoutPrinter(name: string, text: string): string {
  if (name.endsWith('.rels')) return text.replace(PRINTER_RELATIONSHIP, '');
  if (name.endsWith('settings.xml')) return text.replace(PRINTER_ITEM, '');
  if (!/^(?:word|xl)\//.test(name)) return text;
  return text
    .replace(/<w:printerSettings\b[^<>]*\/>/g, '')
    .replace(/<(?:\w+:)?pageSetup\b[^<>]*>/g, (tag) => tag.replace(/\s\w+:id="[^"]*"/, ''));
}
