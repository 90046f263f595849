// What the server and its inspecting program say to each other.

import * as v from 'valibot';
import type { AttachmentKind } from '../../../../src/domain/attachment.ts';
import {
  ATTACHMENT_PROBLEMS,
  isAttachmentProblem,
  type Refusal,
} from '../../../../src/domain/attachment-problem.ts';

export interface InspectionRequest {
  path: string;
  kind: AttachmentKind;
  /** Where a redrawn image is to be written. */
  imagePath: string;
  /** Where the copy of a document is to be written that may be served. */
  documentPath: string;
  maxPixels: number;
  /** A PDF must be tagged: it is the state's own (pdf-tags.ts). */
  isAnswer: boolean;
}

const size = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)));

export const inspectionAnswerSchema = v.variant('ok', [
  v.object({
    ok: v.literal(true),
    mediaType: v.string(),
    width: size,
    height: size,
    /** Of a document: no copy was made of it. */
    isSigned: v.optional(v.boolean()),
  }),
  v.object({ ok: v.literal(false), problem: v.custom<Refusal>(isRefusal) }),
]);
export type InspectionAnswer = v.InferOutput<typeof inspectionAnswerSchema>;

function isRefusal(value: unknown): boolean {
  return isAttachmentProblem(value) && ATTACHMENT_PROBLEMS[value] === 'refused';
}
