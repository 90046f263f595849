// Office documents (ECMA-376, OpenDocument) packed anew: every part as it was but for those that say who wrote it, where and
// on what (office-parts.ts), pictures and films in it without their own tags, and no times of files.

import { readZip, type ZipEntry } from '../inspection/zip.ts';
import { writeZip } from '../inspection/zip-writer.ts';
import { cleanMedium } from './clean-medium.ts';
import { cleanXml, isLeftOut } from './office-parts.ts';
import { makeStandIns, type StandIns } from './stand-ins.ts';

/** A table in a text in a presentation. */
const MAX_DEPTH = 3;
const XML_NAMES = /\.(?:xml|rels|psmdcp|rdf|vml)$/i;

/** @returns undefined where it is no such document */
export function cleanOffice(bytes: Buffer): Buffer | undefined {
  return cleanPackage(bytes, makeStandIns(), 1);
}

function cleanPackage(bytes: Buffer, standIns: StandIns, depth: number): Buffer | undefined {
  const zip = readZip(bytes);
  if (!zip.ok) return undefined;
  const kept = zip.entries.filter(({ name }) => !isLeftOut(name));
  return writeZip(kept.map((entry) => ({ ...entry, content: cleanEntry(entry, standIns, depth) })));
}

function cleanEntry({ name, content }: ZipEntry, standIns: StandIns, depth: number): Buffer {
  if (XML_NAMES.test(name)) {
    const text = decodeXml(content);
    const cleaned = cleanXml(name, text, standIns);
    return cleaned === text ? content : Buffer.from(cleaned);
  }
  if (content.toString('latin1', 0, 4) !== 'PK\x03\x04') return cleanMedium(content);
  const inner = depth < MAX_DEPTH ? cleanPackage(content, standIns, depth + 1) : undefined;
  return inner ?? content;
}

/** What is changed is written in UTF-8, whatever it was in. */
function decodeXml(content: Buffer): string {
  const isLittle = content[0] === 0xff && content[1] === 0xfe;
  const isBig = content[0] === 0xfe && content[1] === 0xff;
  if (!isLittle && !isBig) return content.toString('utf8');
  const even = Buffer.from(content.subarray(2, content.length & ~1));
  return (isLittle ? even : even.swap16())
    .toString('utf16le')
    .replace(/^(<\?xml\b[^>]*\bencoding=)(?:"[^"]*"|'[^']*')/, '$1"UTF-8"');
}
