// What ffprobe finds in a recording: which streams, how large, how long. Its answer is text about a stranger's file and is
// believed as little as the file.

import * as v from 'valibot';
import type { SourceStreams } from './ffmpeg-command.ts';
import { probeArgs } from './ffmpeg-command.ts';
import { mediaToolLimits, type PipelineLimits } from './limits.ts';
import type { ToolEnd } from './sandbox.ts';
import type { MediaTools } from './tools.ts';

export interface Probed extends SourceStreams {
  width: number | undefined;
  height: number | undefined;
  /** Undefined where the file does not say: a browser's recorder writes no length into WebM. */
  seconds: number | undefined;
}

export type ProbeResult =
  | { kind: 'probed'; probed: Probed }
  /** ffprobe could not make anything of it. */
  | { kind: 'unreadable' }
  | { kind: 'not-done'; end: ToolEnd };

const count = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)));
const probeSchema = v.object({
  streams: v.optional(
    v.array(
      v.object({
        index: v.pipe(v.number(), v.integer(), v.minValue(0)),
        codec_type: v.optional(v.string()),
        width: count,
        height: count,
        avg_frame_rate: v.optional(v.string()),
        r_frame_rate: v.optional(v.string()),
        disposition: v.optional(v.object({ attached_pic: count })),
      }),
    ),
    [],
  ),
  format: v.optional(v.object({ duration: v.optional(v.string()) }), {}),
});

const PROBE_SECONDS = 0;

export async function probe(
  file: { path: string; demuxer: string },
  tools: Required<MediaTools>,
  limits: PipelineLimits,
): Promise<ProbeResult> {
  if (tools.media === undefined) throw new Error('There is no ffprobe to ask');
  const end = await tools.sandbox.run({
    program: tools.media.ffprobe,
    args: probeArgs(file.path, file.demuxer),
    readable: [file.path],
    limits: mediaToolLimits(limits, PROBE_SECONDS),
  });
  if (end.kind !== 'exited') return { kind: 'not-done', end };
  const probed = readProbe(end.stdout);
  return end.code === 0 && probed !== undefined ? { kind: 'probed', probed } : { kind: 'unreadable' };
}

/** @param output JSON of ffprobe */
export function readProbe(output: string): Probed | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), probeSchema), output);
  if (!parsed.success) return undefined;
  const { streams, format } = parsed.output;
  // A cover of an album is a video stream, too.
  const video = streams.find((one) => one.codec_type === 'video' && one.disposition?.attached_pic !== 1);
  const audio = streams.find((one) => one.codec_type === 'audio');
  return {
    videoIndex: video?.index,
    audioIndex: audio?.index,
    // A browser's recorder writes no length, and so no mean: there counts the rate at which its pictures stand.
    frameRate: ratio(video?.avg_frame_rate) ?? ratio(video?.r_frame_rate),
    width: video?.width,
    height: video?.height,
    seconds: positive(Number(format.duration ?? Number.NaN)),
  };
}

/** `25/1`; of something unknown `0/0`. */
function ratio(text: string | undefined): number | undefined {
  const [above, below] = (text ?? '').split('/').map(Number);
  return positive((above ?? Number.NaN) / (below ?? Number.NaN));
}

function positive(value: number): number | undefined {
  return Number.isFinite(value) && value > 0 ? value : undefined;
}
