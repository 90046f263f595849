// What a phone passes on unread (`unknown` in the wire's parsers), as the OpenAPI document describes it.

import * as v from 'valibot';
import { answerTextSchema } from '../../src/domain/answer-text.ts';
import { threadAnswerSchema } from '../../src/domain/thread-answer.ts';
import { threadAttachmentSchema } from '../../src/domain/thread-attachment.ts';
import { lifeSchema } from '../../src/domain/thread-life.ts';
import { transcriptSchema } from '../../src/domain/transcript.ts';
import { type Thread, threadReplySchema, threadSchema } from '../../src/domain/wire.ts';
import { type StaffCase, staffCaseSchema } from '../../src/domain/wire-staff.ts';

const attachments = v.optional(
  v.array(v.object({ ...threadAttachmentSchema.entries, transcript: v.optional(transcriptSchema) })),
);

const replies = v.array(
  v.object({
    ...threadReplySchema.entries,
    blocks: v.optional(answerTextSchema),
    ...threadAnswerSchema.entries,
  }),
);

const life = v.optional(lifeSchema);

export const documentedThreads: v.GenericSchema<unknown, { threads: Thread[] }> = v.object({
  threads: v.array(v.object({ ...threadSchema.entries, attachments, replies, life })),
});

export const documentedCase: v.GenericSchema<unknown, StaffCase> = v.object({
  ...staffCaseSchema.entries,
  attachments,
  replies,
});
