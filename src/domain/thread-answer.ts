// The answer in kind as the thread carries it, beside the answer's text: a summary in plain words, a sign video, a sound, and
// why something that was asked for is not there. Apart from wire.ts, because only what shows an answer needs it.

import * as v from 'valibot';
import { ANSWER_DOCUMENT_KINDS } from './answer-document.ts';
import { ANSWER_MEDIA_KINDS } from './answer-in-kind.ts';
import type { ThreadReply } from './wire.ts';

const size = v.optional(v.number());

const answerMediumSchema = v.object({
  id: v.string(),
  kind: v.picklist(ANSWER_MEDIA_KINDS),
  durationMs: v.optional(v.number()),
  /** The forms in which it may be read (attachment-rendition.ts). */
  renditions: v.array(v.string()),
  /** Bytes of the forms that are played, to be told before one is fetched. */
  sizes: v.optional(v.object({ mp4: size, webm: size, original: size })),
  captions: v.optional(v.array(v.object({ startMs: v.number(), endMs: v.number(), text: v.string() }))),
});
export type AnswerMedium = v.InferOutput<typeof answerMediumSchema>;

const answerDocumentSchema = v.object({
  id: v.string(),
  kind: v.picklist(ANSWER_DOCUMENT_KINDS),
  name: v.string(),
  /** What a picture shows. */
  alternative: v.optional(v.string()),
  /** Of the form that is served. */
  mediaType: v.string(),
  byteLength: v.number(),
  /** The form in which it may be read (attachment-rendition.ts). */
  rendition: v.string(),
});
export type AnswerDocument = v.InferOutput<typeof answerDocumentSchema>;

export const threadAnswerSchema = v.object({
  summary: v.optional(v.string()),
  media: v.optional(v.array(answerMediumSchema)),
  /** In addition to the text. */
  documents: v.optional(v.array(answerDocumentSchema)),
  /** A coordinator's, where a wished form is missing. */
  override: v.optional(v.object({ reason: v.string() })),
});
export type ThreadAnswer = v.InferOutput<typeof threadAnswerSchema>;

/** What stands beside the reply's text; nothing where a newer server says it in a way that is not understood here. */
export function readAnswer(reply: ThreadReply): ThreadAnswer {
  const answer = v.safeParse(threadAnswerSchema, reply);
  return answer.success ? answer.output : {};
}
