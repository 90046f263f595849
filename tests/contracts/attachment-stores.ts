// Each kind of store for attachments: folders of this machine, and a bucket of a real S3-compatible server in this process.

import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import type { AttachmentConfig } from '../../server/attachments/attachment-config.ts';
import { DEFAULT_ANSWER_LIMITS } from '../../src/domain/answer-limits.ts';
import { makeTemporaryFolder } from './databases.ts';
import { type JudgingStore, STORE_KEY, startJudgingStore } from './judging-store.ts';

export interface StorePlace {
  /** For openAttachmentStores. */
  dataDir: string;
  attachments: AttachmentConfig;
}

const ON_DISK: AttachmentConfig = { limits: DEFAULT_ANSWER_LIMITS, uploadExpiryDays: 30, s3: undefined };

/** @param suite gets a function that gives the place, to be called inside tests and hooks */
export function forEachPlace(suite: (place: () => StorePlace, kind: 'disk' | 's3') => void): void {
  describe('on disk', () => {
    let dataDir = '';
    beforeAll(async () => {
      dataDir = await makeTemporaryFolder();
    });
    afterAll(() => rm(dataDir, { recursive: true, force: true }));
    suite(() => ({ dataDir, attachments: ON_DISK }), 'disk');
  });
  describe('in an S3-compatible store', () => {
    let dataDir = '';
    let store: JudgingStore;
    beforeAll(async () => {
      dataDir = await makeTemporaryFolder();
      const directory = join(dataDir, 's3');
      await mkdir(directory);
      store = await startJudgingStore(directory, ['kopru']);
    });
    afterAll(async () => {
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    });
    const s3 = () => ({ endpoint: store.endpoint, bucket: 'kopru', region: 'us-east-1', ...STORE_KEY });
    suite(() => ({ dataDir, attachments: { ...ON_DISK, s3: s3() } }), 's3');
  });
}
