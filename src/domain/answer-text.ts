// An answer's text as blocks: headings, paragraphs, lists, and runs of text with emphasis or an address. This schema is the
// allow-list: what it does not know is never stored, sent or shown, so no HTML, no picture and no script can be in an
// answer. Made from what the officer wrote by answer-markdown.ts; a phone carries this file only where an answer is shown.
//
//   level 1 to 3   below the headings of the page: which element each is, the page decides
//   address        https: with a plain host name, mailto: with one address, tel: with one number; nothing else

import * as v from 'valibot';
import type { ThreadReply } from './wire.ts';

export interface TextRun {
  /** Line breaks in it are line breaks. */
  text: string;
  mark?: 'strong' | 'emphasis' | undefined;
  href?: string | undefined;
}
export type AnswerBlock =
  | { kind: 'heading'; level: 1 | 2 | 3; runs: TextRun[] }
  | { kind: 'paragraph'; runs: TextRun[] }
  /** `start`: the first item's number; missing where the items have none. */
  | { kind: 'list'; start?: number | undefined; items: AnswerBlock[][] };

/** Lists within lists; what goes deeper is told as paragraphs. */
export const LIST_DEPTH = 3;

const runs = v.array(
  v.object({
    text: v.pipe(v.string(), v.nonEmpty()),
    mark: v.optional(v.picklist(['strong', 'emphasis'])),
    href: v.optional(v.pipe(v.string(), v.check(isSafeAddress))),
  }),
);
const heading = v.object({ kind: v.literal('heading'), level: v.picklist([1, 2, 3]), runs });
const paragraph = v.object({ kind: v.literal('paragraph'), runs });

function listOf<const Part extends v.GenericSchema>(part: Part) {
  const items = v.array(v.array(part));
  return v.object({ kind: v.literal('list'), start: v.optional(v.number()), items });
}

const innermost = listOf(paragraph);
const inner = listOf(v.variant('kind', [paragraph, innermost]));
const list = listOf(v.variant('kind', [paragraph, inner]));
export const answerTextSchema: v.GenericSchema<unknown, AnswerBlock[]> = v.array(
  v.variant('kind', [heading, paragraph, list]),
);

/** @returns undefined where the text is all there is, or a newer server tells the blocks in a way that is not understood here */
export function readAnswerText({ blocks }: Pick<ThreadReply, 'blocks'>): AnswerBlock[] | undefined {
  const parsed = v.safeParse(answerTextSchema, blocks);
  return parsed.success ? parsed.output : undefined;
}

/** ASCII: a host in other letters can look like one that it is not (UTS 39). No user name before it, for the same reason. */
const HOST = String.raw`[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)+`;
const WEB = new RegExp(String.raw`^https:\/\/(${HOST}(?::\d{1,5})?)(?:[\/?#][^\s\p{C}<>"\\]*)?$`, 'iu');
const MAIL = new RegExp(String.raw`^mailto:([\w.!#$%'*+\/=?^{|}~-]+@${HOST})$`, 'iu');
const PHONE = /^tel:(\+?\d[\d().-]{2,24})$/i;

/** Whether a link may lead there. */
export function isSafeAddress(href: string): boolean {
  return targetOf(href) !== undefined;
}

/** Where a link leads, as it is told: the host, the address, the number. */
function targetOf(href: string): string | undefined {
  for (const pattern of [WEB, MAIL, PHONE]) {
    const [, target] = pattern.exec(href) ?? [];
    if (target !== undefined) return target.toLowerCase();
  }
  return undefined;
}

/**
 * What stands behind a link's text, so that nobody is deceived about where it leads.
 * @returns undefined where the text says it itself
 */
export function targetBehind({ text, href = '' }: Pick<TextRun, 'text' | 'href'>): string | undefined {
  const target = targetOf(href);
  return [target, href, href.replace(/^\w+:(\/\/)?/, '')].includes(text.trim()) ? undefined : target;
}

/** The same as text alone: for what shows no elements. */
export function plainTextOf(blocks: readonly AnswerBlock[]): string {
  return linesOf(blocks).join('\n\n');
}

function linesOf(blocks: readonly AnswerBlock[]): string[] {
  return blocks.map((block) => {
    if (block.kind !== 'list') return block.runs.map(plainRun).join('');
    const { start, items } = block;
    const lines = items.map((item, index) => {
      const marker = start === undefined ? '-' : `${start + index}.`;
      const indent = ' '.repeat(marker.length + 1);
      return `${marker} ${linesOf(item).join('\n').replaceAll('\n', `\n${indent}`)}`;
    });
    return lines.join('\n');
  });
}

function plainRun({ text, href }: TextRun): string {
  if (href === undefined || targetBehind({ text, href }) === undefined) return text;
  return `${text} (${href})`;
}
