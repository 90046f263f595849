// One attempt at one stored attachment: the original out of the blob store, through the pipeline, what comes out into the blob
// store, and then, in one commit, what is to be served.
//
//     stored ──▶ attempt ──┬─ infected ──────────────────────────────────▶ rejected
//                  ▲       ├─ ready ─────────────────────────────────────▶ ready
//                  │       ├─ refused ───────────────────────────────────▶ rejected
//                  │       ├─ a tool failed ─┬─ attempt < 5 ──▶ later ───┐
//                  │       │                 └─ else: inspected ─────────│▶ original-only, else rejected
//                  └───────┴─ our own fault (disk, database, scanner): later ◀────┘  not counted
//
// 5 attempts end in 14 minutes. An attempt that the server did not survive counts.

import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';
import type { BlobStore } from './blob-store/blob-store.ts';
import {
  type Finding,
  finishMediaJob,
  type MediaJob,
  postponeMediaJob,
  renewMediaJob,
  type StoredRendition,
} from './media-rows.ts';
import type { PipelineLimits } from './pipeline/limits.ts';
import { processAttachment } from './pipeline/process-attachment.ts';
import type { Processed, ProducedRendition } from './pipeline/renditions.ts';
import type { MediaTools } from './pipeline/tools.ts';
import type { Scan } from './scanner/clamd.ts';

export interface MediaJobOptions {
  database: Kysely<Database>;
  blobs: Pick<BlobStore, 'asFile' | 'put' | 'stat'>;
  tools: MediaTools;
  limits: PipelineLimits;
  /** The operator's virus scanner, before anything else looks into the file; absent: there is none. */
  scan?: Scan | undefined;
  /** For what is in the making. */
  workFolder: string;
  /** Milliseconds since 1970. */
  now: () => number;
}

export const MAX_ATTEMPTS = 5;
const FIRST_PAUSE_MS = 10_000;
const PAUSE_FACTOR = 4;
/** Longer than a server may be silent that still works on the file. */
export const LEASE_MS = 120_000;
const RENEW_MS = 30_000;

export type MediaJobEnd =
  | { kind: 'finished'; finding: Finding }
  | { kind: 'postponed'; problem: string }
  | { kind: 'lost' };

/** @throws where our own machine is at fault (no room, no database, no word from the scanner); the caller gives the job back */
export async function runMediaJob(options: MediaJobOptions, job: MediaJob): Promise<MediaJobEnd> {
  const { database, now } = options;
  if (job.attempt > MAX_ATTEMPTS) return finish(options, job, { state: 'rejected', problem: 'tool-failed' });
  const lease = setInterval(() => {
    // One that cannot be renewed is lost; the end finds that out.
    renewMediaJob(database, job, now() + LEASE_MS).catch(() => undefined);
  }, RENEW_MS);
  await mkdir(options.workFolder, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(options.workFolder, 'media-'));
  try {
    return await work(options, job, folder);
  } finally {
    clearInterval(lease);
    await rm(folder, { recursive: true, force: true });
  }
}

async function work(options: MediaJobOptions, job: MediaJob, folder: string): Promise<MediaJobEnd> {
  const { database, blobs, tools, limits, scan, now } = options;
  const original = await blobs.asFile(job.originalKey);
  try {
    if ((await scan?.(original.path)) === 'infected')
      return await finish(options, job, { state: 'rejected', problem: 'infected' });
    const { kind, isAnswer } = job;
    const processed = await processAttachment({ path: original.path, folder, isAnswer }, kind, tools, limits);
    const finding = toFinding(processed, job.attempt);
    if (finding === undefined) {
      const pauseMs = FIRST_PAUSE_MS * PAUSE_FACTOR ** (job.attempt - 1);
      await postponeMediaJob(database, job, now() + pauseMs);
      return { kind: 'postponed', problem: 'problem' in processed ? processed.problem : '' };
    }
    const stored: StoredRendition[] = [];
    for (const rendition of finding.renditions) {
      stored.push(await store(blobs, rendition, { path: original.path, key: job.originalKey }));
    }
    return await finish(options, job, withStored(finding, stored));
  } finally {
    await original.release();
  }
}

/** What is to be recorded, with its files still in the work folder. */
type Outcome =
  | { state: 'ready'; renditions: readonly ProducedRendition[] }
  | {
      state: 'original-only';
      problem: Extract<Finding, { problem: unknown }>['problem'];
      renditions: readonly ProducedRendition[];
    }
  | {
      state: 'rejected';
      problem: Extract<Finding, { problem: unknown }>['problem'];
      renditions: readonly [];
    };

/** @returns undefined where it is to be tried again */
function toFinding(processed: Processed, attempt: number): Outcome | undefined {
  if (processed.ok) return processed;
  const { problem } = processed;
  if (!('original' in processed)) return { state: 'rejected', problem, renditions: [] };
  if (attempt < MAX_ATTEMPTS) return undefined;
  const { original } = processed;
  return original === undefined
    ? { state: 'rejected', problem, renditions: [] }
    : { state: 'original-only', problem, renditions: [original] };
}

function withStored(outcome: Outcome, renditions: readonly StoredRendition[]): Finding {
  return outcome.state === 'rejected'
    ? { state: 'rejected', problem: outcome.problem }
    : { ...outcome, renditions };
}

async function store(
  blobs: MediaJobOptions['blobs'],
  { path, ...rendition }: ProducedRendition,
  original: { path: string; key: string },
): Promise<StoredRendition> {
  // In the store already.
  if (path === original.path) {
    const { key } = original;
    return { ...rendition, key, byteLength: (await blobs.stat(key))?.byteLength ?? 0 };
  }
  return { ...rendition, ...(await blobs.put(createReadStream(path))) };
}

async function finish(
  { database, now }: MediaJobOptions,
  job: MediaJob,
  finding: Finding,
): Promise<MediaJobEnd> {
  const isOurs = await finishMediaJob(database, job, finding, now());
  return isOurs ? { kind: 'finished', finding } : { kind: 'lost' };
}
