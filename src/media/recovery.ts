// What a kill, a call or an empty battery has cut off at a draft is finished, and offered there as a part like any other. Of
// a file only its name is left, to be told until its owner has seen it (N1, intake.ts).

import type { Attachment } from '../domain/attachment.ts';
import { type OfflineEnvironment, platform } from '../offline/environment.ts';
import {
  cutOffRecording,
  deleteRecording,
  finishRecording,
  listRecordings,
  type RecordingRecord,
} from '../offline/recordings.ts';
import { unlessGrowing } from './growing-lock.ts';

/**
 * Finishes what was cut off while it was being recorded at a draft, or was finished and did not reach its manifest.
 * @param known ids in the manifest
 * @throws StorageFault
 */
export async function recoverRecordings(
  draftId: string,
  known: readonly string[],
  environment: OfflineEnvironment = platform,
): Promise<Attachment[]> {
  const recovered: Attachment[] = [];
  for (const record of await listRecordings(environment)) {
    if (record.draftId !== draftId || record.state === 'cut-off' || known.includes(record.id)) continue;
    const attachment = await unlessGrowing(record.id, () => recover(record, environment), environment);
    if (attachment) recovered.push(attachment);
  }
  return recovered;
}

/** Half a recording is a shorter one; half a file is none. */
async function recover(
  { id, kind, state }: RecordingRecord,
  environment: OfflineEnvironment,
): Promise<Attachment | undefined> {
  if (kind === 'voice' || kind === 'sign-video') return await finishRecording(id, 'description', environment);
  if (state === 'whole') return await finishRecording(id, 'supporting', environment);
  await cutOffRecording(id, environment);
  return undefined;
}

/** A file of this name has been taken in wholly: that another was not need not be told any more. @throws StorageFault */
export async function forgetCutOff(
  draftId: string,
  name: string,
  environment: OfflineEnvironment = platform,
): Promise<void> {
  for (const record of await listRecordings(environment))
    if (record.draftId === draftId && record.state === 'cut-off' && record.name === name)
      await deleteRecording(record.id, environment);
}
