// Reply templates: texts of the directory that an officer begins an answer with. Their fields are filled in from the case when
// one is inserted; what is inserted is the officer's own text from then on.
//
//   {kurum}  the institution that answers      {numara}  the application's number      {konu}  its subject

import * as v from 'valibot';
import { escapeMarks, isFirstOfLine } from './answer-escape.ts';

/** GET /api/staff/cases/:id/reply-templates: those of the institution that has the case, then those of everybody. */
export const replyTemplatesSchema = v.object({
  templates: v.array(v.object({ id: v.string(), name: v.string(), text: v.string() })),
});
export type ReplyTemplates = v.InferOutput<typeof replyTemplatesSchema>;

/** By the names that stand in the directory's table. */
export interface TemplateFields {
  kurum: string;
  numara: string;
  konu: string;
}

const TEMPLATE_FIELDS: readonly string[] = ['kurum', 'numara', 'konu'] satisfies (keyof TemplateFields)[];

/**
 * What is filled in marks nothing. A field that nobody knows stays as it is, so that whoever reads the answer before sending it sees
 * it.
 */
export function fillTemplate(text: string, fields: TemplateFields): string {
  return text.replace(/\{(\w+)\}/g, (typed, name: string, index: number) =>
    Object.hasOwn(fields, name)
      ? escapeMarks(fields[name as keyof TemplateFields], isFirstOfLine(text, index))
      : typed,
  );
}

/** One word, as every field is. */
const FIELD = /(?<!\\)\{([\p{L}_]+)\}/gu;

/** The fields that still wait to be filled in, with their braces, each once. */
export function unfilledIn(text: string): string[] {
  return [...new Set(text.match(FIELD))];
}

/** Those of a template that are not filled in by themselves. */
export function fieldsByHand(template: string): string[] {
  return unfilledIn(template).filter((field) => !TEMPLATE_FIELDS.includes(field.slice(1, -1)));
}

/** Below what is written already. */
export function withTemplate(written: string, template: string): string {
  const before = written.trimEnd();
  return before === '' ? template : `${before}\n\n${template}`;
}

/**
 * In which order templates are offered: those of the application's topics, those of any, those of other topics, which stay in reach
 * because a topic can go unrecognised.
 */
export function rankTemplate(topicId: string | null, topics: readonly string[]): number {
  if (topicId === null) return 1;
  return topics.includes(topicId) ? 0 : 2;
}
