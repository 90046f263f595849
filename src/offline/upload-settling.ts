// How an upload ends on this device: by a receipt that holds, or by whoever takes it back.
//
// E1  Of what was taken back the server throws away what it holds. All of it, once it is stored, belongs to the case and stays:
//     then the receipt is asked for, and the citizen is told that it had arrived before.

import type { Attachment } from '../domain/attachment.ts';
import type { UploadEvent } from '../domain/upload.ts';
import type { OfflineEnvironment } from './environment.ts';
import { refreshOperator } from './operator.ts';
import { readOperator } from './operator-store.ts';
import { listRecordings } from './recordings.ts';
import { askOffset, removeUpload } from './tus.ts';
import { stepRecording } from './upload-acts.ts';
import { type UploadVerification, verifyUploadReceipt } from './upload-receipt.ts';

/** What brings attachments: an application, or an act in its thread. */
export interface Carrier {
  applicationId: string;
  trackingKey: string;
  attachments: readonly Attachment[];
}

/** V2. With a key that this device has not heard of yet, the server is asked for its keys once (K1). */
export async function settle(
  receipt: string,
  applicationId: string,
  attachment: Attachment,
  step: (event: UploadEvent) => Promise<unknown>,
  environment: OfflineEnvironment,
): Promise<'done' | 'failed'> {
  const { receiptKeys } = await readOperator(environment);
  let verification: UploadVerification = await verifyUploadReceipt(
    receipt,
    applicationId,
    attachment,
    receiptKeys,
    environment,
  );
  if (verification === 'unknown-key') {
    const operator = await refreshOperator(environment);
    if (operator)
      verification = await verifyUploadReceipt(
        receipt,
        applicationId,
        attachment,
        operator.receiptKeys,
        environment,
      );
  }
  const isValid = verification === 'valid';
  await step(isValid ? { kind: 'receipt', receipt } : { kind: 'unverified', random: environment.random() });
  return isValid ? 'done' : 'failed';
}

/**
 * What was taken back is thrown away at the server, too; where it does not answer, the next round asks again (E1).
 * @param asked those of which this round has told; it grows
 */
export async function tellCancelled(
  listCarriers: () => Promise<Carrier[]>,
  asked: Set<string>,
  environment: OfflineEnvironment,
): Promise<void> {
  const records = await listRecordings(environment);
  const untold = records.filter(
    ({ id, upload }) => upload.state === 'cancelled' && !upload.isTold && !asked.has(id),
  );
  if (untold.length === 0) return;
  for (const { applicationId, trackingKey, attachments } of await listCarriers()) {
    for (const attachment of attachments) {
      const { id } = attachment;
      if (!untold.some((record) => record.id === id)) continue;
      asked.add(id);
      const step = (event: UploadEvent) => stepRecording(applicationId, id, event, environment);
      const subject = { applicationId, trackingKey, attachment, attempts: 0, isDoubted: false };
      const end = await removeUpload(subject, environment);
      if (end === 'gone') await step({ kind: 'told' });
      if (end !== 'whole') continue;
      const answer = await askOffset(subject, environment);
      if (answer.kind === 'holds' && answer.receipt !== null)
        await settle(answer.receipt, applicationId, attachment, step, environment);
    }
  }
}
