// Mutated files through the pipeline. Whatever the bytes are: 1. the pipeline answers with a value, and our process goes on;
// 2. no program runs longer than it may, none holds or may hold more memory, and none has a network; 3. what is to be served is
// there, of its type, and no longer than it may be; 4. nothing stays behind.

import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { DEFAULT_PIPELINE_LIMITS, type PipelineLimits } from '../../../server/attachments/pipeline/limits.ts';
import type { Sandbox } from '../../../server/attachments/pipeline/sandbox.ts';
import { findMediaTools, type MediaTools } from '../../../server/attachments/pipeline/tools.ts';
import { FOLDER_PREFIX, type PipelineRun, runPipeline } from '../../fixtures/attachments/run-pipeline.ts';
import { seededRandom } from '../../simulation/random.ts';
import { mutate } from './mutate.ts';
import { goodFiles, type Seed } from './seeds.ts';
import { type WatchedPrograms, watchPrograms } from './watch-programs.ts';

export interface MutationReport {
  /** Sentences, each with what repeats it. */
  faults: string[];
  /** How the files ended: 'ready', or the problem → how many. */
  ends: Record<string, number>;
  /** Programs that a file has crashed, inside the sandbox. */
  crashes: number;
  longestMs: number;
  sandbox: Sandbox['kind'];
  /** Undefined where the system does not show its processes. */
  watched: WatchedPrograms | undefined;
}

export interface MutationOptions {
  files: number;
  seed: number;
  /** How many are worked on at a time. */
  workers: number;
  onProgress?: (done: number) => void;
}

/** Tight, so that they are reached: a mutant that claims an hour has a minute. */
const LIMITS: PipelineLimits = {
  ...DEFAULT_PIPELINE_LIMITS,
  seconds: 600,
  media: { ...DEFAULT_PIPELINE_LIMITS.media, baseMs: 30_000, msPerSecond: 100 },
};
/** For starting and killing, on a machine that is busy. */
const GRACE_MS = 5_000;
const SIGNATURES: Readonly<Record<string, string>> = {
  image: 'ffd8ff',
  poster: 'ffd8ff',
  webm: '1a45dfa3',
};

export async function checkMutants(options: MutationOptions): Promise<MutationReport> {
  const seeds = await goodFiles();
  const tools = await findMediaTools();
  const report: MutationReport = {
    faults: [],
    ends: {},
    crashes: 0,
    longestMs: 0,
    sandbox: tools.sandbox.kind,
    watched: undefined,
  };
  const timed = { ...tools, sandbox: timeEach(tools.sandbox, report) };
  const mostBytes = Math.max(LIMITS.inspection.memoryBytes, LIMITS.media.memoryBytes);
  const watch = watchPrograms(tools.sandbox.kind === 'bubblewrap', mostBytes);
  let next = 0;
  let done = 0;
  const worker = async (): Promise<void> => {
    while (next < options.files) {
      const index = next++;
      await checkOne(index, options.seed, seeds, timed, report);
      options.onProgress?.(++done);
    }
  };
  await Promise.all(Array.from({ length: options.workers }, worker));
  report.watched = watch?.stop();
  report.faults.push(...(report.watched?.faults ?? []));
  const left = readdirSync(tmpdir()).filter((name) => name.startsWith(FOLDER_PREFIX));
  if (left.length > 0) report.faults.push(`${left.length} folders were left behind`);
  return report;
}

async function checkOne(
  index: number,
  seed: number,
  seeds: readonly Seed[],
  tools: MediaTools,
  report: MutationReport,
): Promise<void> {
  const random = seededRandom(seed + index * 7919);
  const chosen = seeds[index % seeds.length];
  if (!chosen) return;
  const mutant = mutate(
    chosen.bytes,
    random,
    seeds.map(({ bytes }) => bytes),
  );
  const where = `file ${index} of seed ${seed} (${chosen.kind})`;
  try {
    const run = await runPipeline(mutant, chosen.kind, tools, LIMITS);
    const end = run.processed.ok ? run.processed.state : run.processed.problem;
    report.ends[end] = (report.ends[end] ?? 0) + 1;
    report.faults.push(...faultsOf(run).map((fault) => `${where}: ${fault}`));
  } catch (error) {
    report.faults.push(
      `${where}: the pipeline threw ${error instanceof Error ? error.stack : String(error)}`,
    );
  }
}

function faultsOf({ renditions }: PipelineRun): string[] {
  return renditions.flatMap(({ name, bytes, durationMs }) => {
    const signature = SIGNATURES[name];
    return [
      ...(bytes.length === 0 ? [`${name} is empty`] : []),
      ...(bytes.length > 32 * 1024 * 1024 ? [`${name} has ${bytes.length} bytes`] : []),
      ...(signature !== undefined && !bytes.toString('hex', 0, 8).startsWith(signature)
        ? [`${name} is of another type`]
        : []),
      ...((durationMs ?? 0) > LIMITS.seconds * 1000 ? [`${name} lasts ${durationMs} ms`] : []),
    ];
  });
}

function timeEach(sandbox: Sandbox, report: MutationReport): Sandbox {
  return {
    ...sandbox,
    run: async (run) => {
      const started = performance.now();
      const end = await sandbox.run(run);
      const tookMs = performance.now() - started;
      report.longestMs = Math.max(report.longestMs, tookMs);
      if (end.kind === 'crashed') report.crashes++;
      if (tookMs > run.limits.wallMs + GRACE_MS) {
        report.faults.push(
          `${run.program} ran for ${Math.round(tookMs)} ms, allowed were ${run.limits.wallMs}`,
        );
      }
      return end;
    },
  };
}
