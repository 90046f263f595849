// Makes of a recording what every phone and browser plays: MP4 and WebM of the same pictures and sound, with a poster.

import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttachmentKind } from '../../../src/domain/attachment.ts';
import { filmRate, type MediaOutput, transcodeArgs } from './ffmpeg-command.ts';
import { mediaToolLimits, type PipelineLimits } from './limits.ts';
import { type Probed, probe } from './probe.ts';
import { failed, originalRendition, type Processed, type ProducedRendition, refused } from './renditions.ts';
import type { ToolEnd } from './sandbox.ts';
import type { FfmpegTools, MediaTools } from './tools.ts';

export interface Recording {
  path: string;
  byteLength: number;
  mediaType: string;
  demuxer: string;
  kind: AttachmentKind;
  /** Where results are written. */
  folder: string;
}

const SIGHT_KINDS: ReadonlySet<AttachmentKind> = new Set(['sign-video', 'video']);
const SPEECH_KINDS: ReadonlySet<AttachmentKind> = new Set(['voice', 'sign-video', 'video']);

export async function transcode(
  recording: Recording,
  tools: MediaTools,
  limits: PipelineLimits,
): Promise<Processed> {
  const original = originalRendition(recording.path, recording.mediaType);
  const { media } = tools;
  if (media === undefined) {
    return { ok: true, state: 'original-only', problem: 'no-media-tools', renditions: [original] };
  }
  const found = await probe(recording, tools, limits);
  if (found.kind === 'not-done') return failed(failureOf(found.end), original);
  if (found.kind === 'unreadable') return refused('damaged');
  const usable = usableStreams(found.probed, recording.kind, limits);
  if (!usable.ok) return usable;
  const outputs = outputsOf(usable.probed, media);
  const seconds = Math.min(limits.seconds, usable.probed.seconds ?? guessSeconds(recording.byteLength));
  const end = await tools.sandbox.run({
    program: media.ffmpeg,
    args: transcodeArgs({
      ...recording,
      streams: usable.probed,
      sound: SPEECH_KINDS.has(recording.kind) ? 'speech' : 'sound',
      outputs,
      maxSeconds: limits.seconds,
      maxVideoPixels: limits.videoPixels,
    }),
    readable: [recording.path],
    writable: recording.folder,
    limits: mediaToolLimits(limits, seconds),
  });
  if (end.kind !== 'exited' || isShortOfRoom(end)) return failed(failureOf(end), original);
  // It ends with a fault only where nothing could be read at all; of a film that was cut off it keeps what there is.
  if (end.code !== 0) return refused('damaged');
  return collect(recording, { outputs, frameRate: filmRate(usable.probed) }, tools, limits);
}

/** The slowest speech recorder makes about 2 kB a second. */
const SLOWEST_BYTES_PER_SECOND = 2_000;

function guessSeconds(byteLength: number): number {
  return byteLength / SLOWEST_BYTES_PER_SECOND;
}

type Usable = { ok: true; probed: Probed } | Extract<Processed, { ok: false }>;

function usableStreams(probed: Probed, kind: AttachmentKind, limits: PipelineLimits): Usable {
  if (!SIGHT_KINDS.has(kind)) {
    if (probed.audioIndex === undefined) return { ok: false, problem: 'no-sound' };
    return withinSeconds({ ...probed, videoIndex: undefined }, limits);
  }
  if (probed.videoIndex === undefined || !probed.width || !probed.height)
    return { ok: false, problem: 'no-picture' };
  if (probed.width * probed.height > limits.videoPixels) return { ok: false, problem: 'too-many-pixels' };
  return withinSeconds(probed, limits);
}

function withinSeconds(probed: Probed, { seconds }: PipelineLimits): Usable {
  return (probed.seconds ?? 0) > seconds ? { ok: false, problem: 'too-long' } : { ok: true, probed };
}

function outputsOf({ videoIndex }: Probed, { writesMp4, writesWebm }: FfmpegTools): MediaOutput[] {
  const medium = videoIndex === undefined ? 'audio' : 'video';
  const outputs: MediaOutput[] = [];
  if (writesMp4) outputs.push({ name: 'mp4', mediaType: `${medium}/mp4`, fileName: 'media.mp4' });
  if (writesWebm) outputs.push({ name: 'webm', mediaType: `${medium}/webm`, fileName: 'media.webm' });
  if (medium === 'video') outputs.push({ name: 'poster', mediaType: 'image/jpeg', fileName: 'poster.jpg' });
  return outputs;
}

const DEMUXERS = { mp4: 'mov', webm: 'matroska', poster: 'mjpeg' } as const;

/** Measures what was written: the length that players show is that of the result. */
async function collect(
  recording: Recording,
  { outputs, frameRate }: { outputs: readonly MediaOutput[]; frameRate: number },
  tools: MediaTools,
  limits: PipelineLimits,
): Promise<Processed> {
  const renditions: ProducedRendition[] = [];
  for (const { name, mediaType, fileName } of outputs) {
    const path = join(recording.folder, fileName);
    if (!(await isFilled(path))) return refused('damaged');
    const found = await probe({ path, demuxer: DEMUXERS[name] }, tools, limits);
    if (found.kind !== 'probed') return refused('damaged');
    const { seconds, width, height } = found.probed;
    const isMoving = name !== 'poster';
    if (isMoving && seconds === undefined) return refused('damaged');
    if (isMoving && (seconds ?? 0) >= limits.seconds) return refused('too-long');
    renditions.push({
      name,
      mediaType,
      path,
      durationMs: isMoving ? Math.round((seconds ?? 0) * 1000) : null,
      width: width ?? null,
      height: height ?? null,
      frameRate: isMoving && mediaType.startsWith('video/') ? frameRate : null,
    });
  }
  return { ok: true, state: 'ready', renditions };
}

/** A file, not a link to one: whoever took over ffmpeg could point to any other. */
export async function isFilled(path: string): Promise<boolean> {
  try {
    const found = await lstat(path);
    return found.isFile() && found.size > 0;
  } catch {
    return false;
  }
}

export function failureOf(end: ToolEnd): 'took-too-long' | 'tool-failed' {
  return end.kind === 'took-too-long' ? 'took-too-long' : 'tool-failed';
}

function isShortOfRoom({ stderr }: { stderr: string }): boolean {
  return /cannot allocate memory|no space left|file too large/i.test(stderr);
}
