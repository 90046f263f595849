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
  }),
  v.object({ ok: v.literal(false), problem: v.custom<Refusal>(isRefusal) }),
]);
export type InspectionAnswer = v.InferOutput<typeof inspectionAnswerSchema>;

function isRefusal(value: unknown): boolean {
  return isAttachmentProblem(value) && ATTACHMENT_PROBLEMS[value] === 'refused';
}
