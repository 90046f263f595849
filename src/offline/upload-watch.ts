// Watches over one attachment while it is being sent: whoever takes it back, here or in another tab, and a line that is not to
// carry it any more, end it in the middle of a piece. What had come of that piece by then stays at the server.

import { onChange } from './changes.ts';
import type { OfflineEnvironment } from './environment.ts';
import { readRecording } from './recordings.ts';

export interface UploadWatch {
  /** Aborted when it is to end. */
  signal: AbortSignal;
  stop(): void;
}

/** @param mayGo whether attachments may be sent now */
export function watchUpload(
  applicationId: string,
  id: string,
  mayGo: () => Promise<boolean>,
  environment: OfflineEnvironment,
): UploadWatch {
  const controller = new AbortController();
  const look = async (): Promise<void> => {
    const record = await readRecording(id, environment);
    if (record?.upload.state !== 'waiting' || !(await mayGo())) controller.abort();
  };
  // A store that cannot be read is told of by the next step of the sending.
  const lookNow = (): void => void look().catch(() => undefined);
  const stopHearing = onChange((change) => {
    if (change.kind === 'device' || (change.kind === 'outbox' && change.id === applicationId)) lookNow();
  }, environment);
  const stopListening = environment.listen((signal) => {
    if (signal === 'line') lookNow();
  });
  return {
    signal: controller.signal,
    stop() {
      stopHearing();
      stopListening();
    },
  };
}
