// The code under test, as the simulated citizen and the simulated browser call it: src/offline itself, or a copy of it in
// which one line is wrong (planting.ts).

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Plant, plantedQuery } from './planting.ts';

export type App = Pick<
  typeof import('../../src/offline/drafts.ts'),
  'createDraft' | 'openDraft' | 'saveDraft' | 'knownRevision' | 'prepareDraft' | 'sayLast'
> &
  Pick<
    typeof import('../../src/offline/outbox.ts'),
    | 'sendDraft'
    | 'listEntries'
    | 'cancelEntry'
    | 'confirmEntry'
    | 'mendEntry'
    | 'deleteRefused'
    | 'forgetReceived'
  > &
  Pick<typeof import('../../src/offline/sync.ts'), 'startSync' | 'hurry'> &
  Pick<typeof import('../../src/offline/background-sync.ts'), 'sendInBackground'> &
  Pick<
    typeof import('../../src/offline/recordings.ts'),
    'beginRecording' | 'appendChunk' | 'finishRecording' | 'listRecordings'
  > &
  Pick<typeof import('../../src/offline/upload-acts.ts'), 'cancelUpload' | 'resumeUpload'> &
  Pick<
    typeof import('../../src/offline/act-writing.ts'),
    'beginAct' | 'saveAct' | 'sendAct' | 'mendAct' | 'dropAct' | 'sayLastInAct'
  > &
  Pick<typeof import('../../src/offline/acts.ts'), 'listAllActs'> &
  Pick<typeof import('../../src/offline/threads.ts'), 'listThreads' | 'markRead' | 'openByCode'> &
  Pick<
    typeof import('../../src/offline/pin-lock.ts'),
    'setPin' | 'changePin' | 'removePin' | 'unlock' | 'readPinState'
  > &
  Pick<typeof import('../../src/offline/seal-draft.ts'), 'sealDraft'> &
  Pick<typeof import('../../src/offline/sealed-entries.ts'), 'confirmSealed' | 'forgetSealed'> &
  Pick<typeof import('../../src/offline/sealed-waiting.ts'), 'listSealed' | 'mustAsk'> &
  Pick<typeof import('../../src/offline/parcel-export.ts'), 'exportParcel' | 'isForCarriers'> &
  Pick<typeof import('../../src/offline/given-copy.ts'), 'agreeToGive' | 'exportCopy'> &
  Pick<typeof import('../../src/offline/carried.ts'), 'takeParcel'> &
  Pick<typeof import('../../src/offline/carried-answers.ts'), 'exportAnswers' | 'takeAnswers'> &
  Pick<typeof import('../../src/offline/database.ts'), 'openDatabase'>;

/** What a page loads. The last ones come when they are first needed: asked for here, so that they are there at once. */
const MODULES = [
  'drafts',
  'outbox',
  'sync',
  'background-sync',
  'recordings',
  'upload-acts',
  'act-writing',
  'acts',
  'threads',
  'database',
  'sealing',
  'afterwards',
  'last-words',
  'seal-draft',
  'sealed-entries',
  'sealed-waiting',
  'parcel-export',
  'given-copy',
  'carried',
  'carried-answers',
  'sealed-afterwards',
  'pin-lock',
] as const;

export async function loadApp(plant?: Plant): Promise<App> {
  const query = plant ? plantedQuery(plant) : '';
  const modules = await Promise.all(
    MODULES.map((name): Promise<object> => {
      const file = resolve(import.meta.dirname, `../../src/offline/${name}.ts`);
      return import(`${pathToFileURL(file)}${query}`);
    }),
  );
  return Object.assign({}, ...modules);
}
