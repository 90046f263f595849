// Where attachments are on this system: two folders below DATA_DIR, or a bucket.

import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { BlobStore } from './blob-store/blob-store.ts';
import { createDiskBlobStore } from './blob-store/disk-blob-store.ts';
import { createS3BlobStore } from './blob-store/s3-blob-store.ts';
import { createS3Client } from './blob-store/s3-client.ts';
import { createDiskPartStore } from './part-store/disk-part-store.ts';
import type { PartStore } from './part-store/part-store.ts';
import { createS3PartStore } from './part-store/s3-part-store.ts';

export interface AttachmentStores {
  /** Whole attachments and what was made of them. */
  blobs: BlobStore;
  /** What has come of unfinished uploads. */
  parts: PartStore;
}

export function openAttachmentStores({
  dataDir,
  attachments,
}: Pick<Config, 'dataDir' | 'attachments'>): AttachmentStores {
  if (!attachments.s3) {
    return {
      blobs: createDiskBlobStore(join(dataDir, 'blobs')),
      parts: createDiskPartStore(join(dataDir, 'uploads')),
    };
  }
  const client = createS3Client(attachments.s3);
  return { blobs: createS3BlobStore(client, join(dataDir, 'scratch')), parts: createS3PartStore(client) };
}
