// What a page's round sends after the applications: what citizens did in their threads, which are texts, then attachments.

import { sendActs } from './acts.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { refreshThreads } from './threads.ts';
import { type UploadReport, type UploadRound, uploadDue } from './uploads.ts';

/** For the holder of the sender's lock. @throws StorageFault */
export async function sendRest(
  round: UploadRound,
  environment: OfflineEnvironment = platform,
): Promise<UploadReport> {
  const acts = await sendActs(round, environment);
  if (acts.isOffline) return acts;
  // What the thread says of it now. A new answer that comes with it is unread, as with every refresh.
  if (acts.received > 0) await refreshThreads(environment);
  const uploads = await uploadDue(round, environment);
  const waits = [acts.waitMs, uploads.waitMs].filter((wait) => wait !== undefined);
  return { ...uploads, waitMs: waits.length > 0 ? Math.min(...waits) : undefined };
}
