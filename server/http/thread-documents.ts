// What a phone passes on unread (`unknown` in the wire's parsers), as the OpenAPI document describes it.

import * as v from 'valibot';
import { transcriptSchema } from '../../src/domain/transcript.ts';
import { type Thread, threadAttachmentSchema, threadSchema } from '../../src/domain/wire.ts';
import { type StaffCase, staffCaseSchema } from '../../src/domain/wire-staff.ts';

const attachments = v.optional(
  v.array(v.object({ ...threadAttachmentSchema.entries, transcript: v.optional(transcriptSchema) })),
);

export const documentedThreads: v.GenericSchema<unknown, { threads: Thread[] }> = v.object({
  threads: v.array(v.object({ ...threadSchema.entries, attachments })),
});

export const documentedCase: v.GenericSchema<unknown, StaffCase> = v.object({
  ...staffCaseSchema.entries,
  attachments,
});
