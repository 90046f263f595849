// The tools that the machine has, looked for once at start: a sandbox, and ffmpeg with ffprobe beside it.

import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DEFAULT_PIPELINE_LIMITS, mediaToolLimits } from './limits.ts';
import { findProgram, openSandbox, type Sandbox } from './sandbox.ts';

export interface FfmpegTools {
  ffmpeg: string;
  ffprobe: string;
  /** What this build can write; some are made without H.264. */
  writesMp4: boolean;
  writesWebm: boolean;
}

export interface MediaTools {
  sandbox: Sandbox;
  /** Undefined: recordings are kept and served as they came. */
  media: FfmpegTools | undefined;
}

export interface FindToolsOptions {
  /** Undefined: the one on the PATH. */
  ffmpegPath?: string | undefined;
  sandbox?: Sandbox;
}

export async function findMediaTools({ ffmpegPath, sandbox }: FindToolsOptions = {}): Promise<MediaTools> {
  const opened = sandbox ?? (await openSandbox());
  return { sandbox: opened, media: await findFfmpeg(opened, ffmpegPath ?? 'ffmpeg') };
}

async function findFfmpeg(sandbox: Sandbox, name: string): Promise<FfmpegTools | undefined> {
  const found = await findProgram(name);
  if (found === undefined) return undefined;
  const ffmpeg = await realpath(found);
  const ffprobe = (await findProgram(join(dirname(found), 'ffprobe'))) ?? (await findProgram('ffprobe'));
  if (ffprobe === undefined) return undefined;
  const end = await sandbox.run({
    program: ffmpeg,
    args: ['-hide_banner', '-encoders'],
    readable: [],
    limits: mediaToolLimits(DEFAULT_PIPELINE_LIMITS, 0),
  });
  if (end.kind !== 'exited' || end.code !== 0) return undefined;
  const has = (encoder: string): boolean => new RegExp(`^\\s*\\S+\\s+${encoder}\\s`, 'm').test(end.stdout);
  const writesMp4 = has('libx264') && has('aac');
  const writesWebm = has('libvpx-vp9') && has('libopus');
  if (!writesMp4 && !writesWebm) return undefined;
  return { ffmpeg, ffprobe: await realpath(ffprobe), writesMp4, writesWebm };
}
