// How fast a stored recording becomes ready: sign video and voice as the app records them, through the whole pipeline
// (inspection, ffprobe, ffmpeg, measuring), beside their own length. A photo, too.

import { findMediaTools } from '../../server/attachments/pipeline/tools.ts';
import type { AttachmentKind } from '../../src/domain/attachment.ts';
import { picture } from '../fixtures/attachments/images.ts';
import { HAS_FFMPEG, recording } from '../fixtures/attachments/recordings.ts';
import { runPipeline } from '../fixtures/attachments/run-pipeline.ts';

const VIDEO_SECONDS = 30;
const VOICE_SECONDS = 120;

export async function benchTranscode(): Promise<void> {
  const tools = await findMediaTools();
  console.log(`\nFrom stored to ready (sandbox: ${tools.sandbox.kind})`);
  if (!HAS_FFMPEG) {
    console.log(
      'ffmpeg is not installed on this machine: recordings are kept as they come, and nothing is measured.',
    );
    return;
  }
  const photo = await picture(4000, 3000).jpeg({ quality: 60 }).toBuffer();
  const sources: readonly (readonly [string, AttachmentKind, number | undefined, Buffer])[] = [
    [
      'sign video, WebM VP8 640×480 at 15/s',
      'sign-video',
      VIDEO_SECONDS,
      recording({ format: 'webm', size: '640x480', rate: 15, seconds: VIDEO_SECONDS, isSilent: true }),
    ],
    [
      'film of a phone, MP4 H.264 1920×1080 at 30/s',
      'video',
      VIDEO_SECONDS,
      recording({ format: 'mp4', size: '1920x1080', rate: 30, seconds: VIDEO_SECONDS }),
    ],
    ['voice, WebM Opus', 'voice', VOICE_SECONDS, recording({ format: 'webm', seconds: VOICE_SECONDS })],
    ['photo, JPEG 4000×3000', 'photo', undefined, photo],
  ];
  const rows = [];
  for (const [what, kind, seconds, bytes] of sources) {
    const started = performance.now();
    const { processed, renditions } = await runPipeline(bytes, kind, tools);
    const tookSeconds = (performance.now() - started) / 1000;
    if (!processed.ok) throw new Error(`${what}: ${processed.problem}`);
    rows.push({
      what,
      'kB in': Math.round(bytes.length / 1000),
      seconds: tookSeconds.toFixed(1),
      'times its length': seconds === undefined ? '' : (seconds / tookSeconds).toFixed(1),
      'kB out': renditions.map((one) => `${one.name} ${Math.round(one.bytes.length / 1000)}`).join(', '),
    });
  }
  console.table(rows);
}
