// Office documents (ECMA-376, OpenDocument 1.3 part 2) are ZIPs: accepted are real ones, without macros, without a password,
// and without anything that is fetched or run when they are opened.

import type { Refusal } from '../../../../src/domain/attachment-problem.ts';
import { readZip, type ZipEntry } from './zip.ts';

export type OfficeResult = { ok: true; mediaType: string } | { ok: false; problem: Refusal };

const OOXML = 'application/vnd.openxmlformats-officedocument';
/** Content type of the main part → the document's media type. */
const OOXML_MAIN_PARTS = [
  [`${OOXML}.wordprocessingml.document.main+xml`, `${OOXML}.wordprocessingml.document`],
  [`${OOXML}.spreadsheetml.sheet.main+xml`, `${OOXML}.spreadsheetml.sheet`],
  [`${OOXML}.presentationml.presentation.main+xml`, `${OOXML}.presentationml.presentation`],
] as const;
const ODF_TYPES: ReadonlySet<string> = new Set(
  ['text', 'spreadsheet', 'presentation'].map((name) => `application/vnd.oasis.opendocument.${name}`),
);

const MACRO_TYPES = /macroenabled|macrosheet|vbaproject/i;
const MACRO_NAMES = /(?:^|\/)vba\w*\.bin$|(?:^|\/)macrosheets\/|^(?:Basic|Scripts|Dialogs)\//i;
const PROGRAM_NAMES =
  /\.(?:exe|dll|com|scr|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|msi|jar|lnk|sh|py|php|html?|svg)$/i;
const ACTIVE_NAMES = /(?:^|\/)activeX\//i;
const RELATIONSHIP = /<(?:\w+:)?Relationship\b[^>]*>/g;
/** What a click opens, and the values of another workbook, which the program asks about first. */
const HARMLESS_EXTERNAL = /Type\s*=\s*["'][^"']*\/(?:hyperlink|externalLinkPath)["']/;

export function inspectOffice(bytes: Buffer): OfficeResult {
  const zip = readZip(bytes);
  if (!zip.ok) {
    return refused(
      zip.reason === 'encrypted' ? 'protected' : zip.reason === 'too-large' ? 'too-large' : 'damaged',
    );
  }
  const { entries } = zip;
  const mediaType = officeType(entries);
  if (mediaType === undefined) return refused('archive');
  const problem = problemOf(entries);
  return problem === undefined ? { ok: true, mediaType } : refused(problem);
}

function refused(problem: Refusal): OfficeResult {
  return { ok: false, problem };
}

function textOf(entries: readonly ZipEntry[], name: string): string | undefined {
  return entries.find((entry) => entry.name === name)?.content.toString('utf8');
}

function officeType(entries: readonly ZipEntry[]): string | undefined {
  const [first] = entries;
  const odfType = first?.name === 'mimetype' ? first.content.toString('latin1') : undefined;
  if (odfType !== undefined) {
    return ODF_TYPES.has(odfType) && textOf(entries, 'META-INF/manifest.xml') !== undefined
      ? odfType
      : undefined;
  }
  const types = textOf(entries, '[Content_Types].xml');
  if (types === undefined || textOf(entries, '_rels/.rels') === undefined) return undefined;
  // A document with macros names another main part; it is an office document all the same, refused for its macros.
  if (MACRO_TYPES.test(types)) return OOXML;
  return OOXML_MAIN_PARTS.find(([part]) => types.includes(`"${part}"`))?.[1];
}

function problemOf(entries: readonly ZipEntry[]): Refusal | undefined {
  const types = textOf(entries, '[Content_Types].xml') ?? '';
  if (MACRO_TYPES.test(types) || entries.some(({ name }) => MACRO_NAMES.test(name))) return 'macros';
  if (entries.some(({ name }) => PROGRAM_NAMES.test(name))) return 'program';
  if (entries.some(({ name }) => ACTIVE_NAMES.test(name))) return 'active-content';
  if (textOf(entries, 'META-INF/manifest.xml')?.includes('encryption-data')) return 'protected';
  const fetches = entries.some(({ name, content }) => name.endsWith('.rels') && fetchesAtOpening(content));
  return fetches ? 'active-content' : undefined;
}

function fetchesAtOpening(relationships: Buffer): boolean {
  return [...relationships.toString('utf8').matchAll(RELATIONSHIP)].some(
    ([tag]) => /TargetMode\s*=\s*["']External["']/i.test(tag) && !HARMLESS_EXTERNAL.test(tag),
  );
}
