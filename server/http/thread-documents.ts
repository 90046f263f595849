// What a phone passes on unread (`unknown` in the wire's parsers), as the OpenAPI document describes it.

import * as v from 'valibot';
import { threadAttachmentsSchema } from '../../src/domain/thread-attachment.ts';
import { threadSchema } from '../../src/domain/wire.ts';

export const documentedThreads = v.object({
  threads: v.array(v.object({ ...threadSchema.entries, attachments: threadAttachmentsSchema })),
});
