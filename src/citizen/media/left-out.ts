// Of what was wanting, whether any has been gone without. Pure.

import type { Attachment } from '../../domain/attachment.ts';
import type { RecordingRecord } from '../../offline/recordings.ts';

type Wanted = Pick<RecordingRecord, 'id' | 'name'>;

/** @param records all that are on the device. A file that was cut off may have been chosen again: then another of its name is attached. */
export function isAnyLeftOut(
  wanted: Iterable<Wanted>,
  records: readonly Wanted[],
  attachments: readonly Pick<Attachment, 'id'>[],
): boolean {
  const attached = new Set(attachments.map(({ id }) => id));
  const names = new Set(records.filter(({ id }) => attached.has(id)).map(({ name }) => name));
  return [...wanted].some(({ id, name }) => !attached.has(id) && (name === undefined || !names.has(name)));
}
