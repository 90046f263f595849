// The media queue of this system as its configuration and its tools want it. What is missing is said once, to the operator.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { StoreLogger } from '../store/contract.ts';
import { errorCode } from '../store/fault.ts';
import { type MediaQueue, type MediaQueueOptions, startMediaQueue } from './media-queue.ts';
import { DEFAULT_PIPELINE_LIMITS } from './pipeline/limits.ts';
import { findMediaTools } from './pipeline/tools.ts';
import { createScan, isScannerThere } from './scanner/clamd.ts';

export interface OpenMediaOptions extends Pick<MediaQueueOptions, 'database' | 'blobs' | 'now'> {
  config: Pick<Config, 'dataDir' | 'ffmpegPath' | 'attachments' | 'scanner'>;
  log: Pick<StoreLogger, 'info' | 'warn' | 'error'>;
}

/** Returns at once: looking for the tools takes some tenths of a second, which nobody's application has to wait for. */
export function openMedia({ log, ...options }: OpenMediaOptions): Pick<MediaQueue, 'wake' | 'stop'> {
  const opening = open({ log, ...options }).catch((error: unknown) => {
    log.error(
      { event: 'media-not-started', code: errorCode(error) ?? 'unknown' },
      'Attachments are not worked on',
    );
    return undefined;
  });
  return {
    // The queue begins with what is due, so nothing is missed before it is there.
    wake: () => void opening.then((queue) => queue?.wake()),
    stop: async () => (await opening)?.stop(),
  };
}

async function open({ config, log, ...options }: OpenMediaOptions): Promise<MediaQueue> {
  const workFolder = join(config.dataDir, 'media-work');
  // What an earlier run has left: its jobs are made again from the start.
  await rm(workFolder, { recursive: true, force: true });
  const tools = await findMediaTools({ ffmpegPath: config.ffmpegPath });
  if (tools.media === undefined) {
    log.warn(
      { event: 'no-ffmpeg' },
      'No usable ffmpeg: recordings are kept and served as they come, with their metadata',
    );
  }
  if (tools.sandbox.kind === 'limits-only') {
    log.warn(
      { event: 'no-sandbox' },
      'No usable bubblewrap: files are worked on with limits, but without isolation',
    );
  }
  const { scanner } = config;
  if (scanner === undefined)
    log.warn({ event: 'no-scanner' }, 'No virus scanner: files are checked by their structure alone');
  else if (!(await isScannerThere(scanner)))
    log.warn({ event: 'scanner-away' }, 'The virus scanner cannot be reached: attachments wait for it');
  return startMediaQueue({
    ...options,
    scan: scanner && createScan(scanner),
    log,
    tools,
    workFolder,
    limits: { ...DEFAULT_PIPELINE_LIMITS, bytes: config.attachments.limits.bytes },
  });
}
