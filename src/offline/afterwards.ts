// What a page's round sends after the applications: what is sealed, then what citizens did in their threads, which are texts, then
// attachments.

import { sendActs } from './acts.ts';
import { read } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { refreshThreads } from './threads.ts';
import { type UploadReport, type UploadRound, uploadDue } from './uploads.ts';

const allowed = new WeakSet<OfflineEnvironment>();

/** A person asks for it: the next round sends attachments on any line. */
export function allowAnyLine(environment: OfflineEnvironment = platform): void {
  allowed.add(environment);
}

/** For the holder of the sender's lock. @throws StorageFault */
export async function sendRest(
  hurried: Pick<UploadRound, 'isHurried'>,
  environment: OfflineEnvironment = platform,
): Promise<UploadReport> {
  const round = { ...hurried, isAsked: allowed.delete(environment) };
  const sealed = await sendWhatIsSealed(round, environment);
  if (sealed.isOffline) return sealed;
  const acts = await sendActs(round, environment);
  if (acts.isOffline) return acts;
  // What the thread says of it now. A new answer that comes with it is unread, as with every refresh.
  if (acts.received > 0) await refreshThreads(environment);
  const uploads = await uploadDue(round, environment);
  const waits = [acts.waitMs, uploads.waitMs, sealed.waitMs].filter((wait) => wait !== undefined);
  return { ...uploads, waitMs: waits.length > 0 ? Math.min(...waits) : undefined };
}

/** What knows of sealed entries is large, and few have any: it comes when there are some. */
async function sendWhatIsSealed(round: UploadRound, environment: OfflineEnvironment): Promise<UploadReport> {
  const count = await read(environment, ['sealed'], (transaction) =>
    transaction.objectStore('sealed').count(),
  );
  if (!count) return { waitMs: undefined, isOffline: false };
  return await (await import('./sealed-afterwards.ts')).sendSealedEntries(round, environment);
}
