// The citizen's recordings while they grow: in the phone's store, at the draft for which they are made.

import type { Attachment } from '../domain/attachment.ts';
import { type OfflineEnvironment, platform } from '../offline/environment.ts';
import { newId } from '../offline/ids.ts';
import { appendChunk, beginRecording, finishRecording, roomLeft } from '../offline/recordings.ts';
import { StorageFault } from '../offline/storage-fault.ts';
import type { RecordedKind } from './formats.ts';
import { holdGrowing } from './growing-lock.ts';
import type { StoreFailure, TakeStore } from './take-store.ts';

export function deviceTakes(
  draftId: string,
  kind: RecordedKind,
  environment: OfflineEnvironment = platform,
): TakeStore<Attachment> {
  return {
    roomLeft: () => roomLeft(environment),
    async begin(mediaType) {
      const id = newId(environment);
      const letGo = holdGrowing(id, environment);
      try {
        await beginRecording({ id, draftId, kind, mediaType }, environment);
      } catch (error) {
        letGo();
        return reasonOf(error);
      }
      return {
        async append(bytes, durationMs) {
          try {
            // It is gone when the draft was deleted in another tab.
            return (await appendChunk(id, bytes, durationMs, environment)) ? undefined : 'store';
          } catch (error) {
            return reasonOf(error);
          }
        },
        async finish() {
          letGo();
          return await finishRecording(id, 'description', environment).catch(() => undefined);
        },
      };
    },
  };
}

function reasonOf(error: unknown): StoreFailure {
  return error instanceof StorageFault && error.reason === 'quota' ? 'quota' : 'store';
}
