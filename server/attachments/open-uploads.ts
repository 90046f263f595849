// The uploads of this system as its configuration wants them.

import type { Config } from '../config.ts';
import { createUploadReceiptSigner, type ReceiptKeys } from '../intake/receipt-signer.ts';
import type { AttachmentStores } from './attachment-stores.ts';
import { createUploads, type Uploads, type UploadsOptions } from './uploads.ts';

export interface OpenUploadsOptions
  extends Pick<UploadsOptions, 'database' | 'now' | 'log' | 'onStored' | 'load'> {
  config: Pick<Config, 'attachments'>;
  stores: AttachmentStores;
  keys: ReceiptKeys;
}

export function openUploads({ config, stores, keys, ...options }: OpenUploadsOptions): Uploads {
  return createUploads({
    ...options,
    ...stores,
    limits: config.attachments.limits,
    expiryDays: config.attachments.uploadExpiryDays,
    signReceipt: createUploadReceiptSigner(keys),
  });
}
