// Each kind of store for attachments: folders of this machine, and a bucket of a real S3-compatible server (s3rver, in
// this process). It does not judge signatures; that ours are right is the signer's (aws4fetch), and held by its own tests.

import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe } from 'vitest';
import type { AttachmentConfig } from '../../server/attachments/attachment-config.ts';
import { DEFAULT_ANSWER_LIMITS } from '../../src/domain/answer-limits.ts';
import { makeTemporaryFolder } from './databases.ts';

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
    let server: S3rver;
    let port = 0;
    beforeAll(async () => {
      dataDir = await makeTemporaryFolder();
      const directory = join(dataDir, 's3');
      await mkdir(directory);
      const buckets = [{ name: 'kopru' }];
      server = new S3rver({
        address: '127.0.0.1',
        port: 0,
        silent: true,
        directory,
        configureBuckets: buckets,
      });
      ({ port } = await server.run());
    });
    afterAll(async () => {
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    });
    const s3 = () => ({
      endpoint: `http://127.0.0.1:${port}`,
      bucket: 'kopru',
      region: 'us-east-1',
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
    });
    suite(() => ({ dataDir, attachments: { ...ON_DISK, s3: s3() } }), 's3');
  });
}
