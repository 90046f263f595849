// The command lines for ffmpeg and ffprobe. Pure.
//
// The input is read by the one reader that the content asks for, over the protocols `file` and `pipe` only, by decoders of a
// list: no play list, no network, no second file, whatever the recording says. Of the result every byte is written anew:
// no tags, no chapters, no data streams, and no user data inside the picture's own stream.

import { FFMPEG_THREADS } from './limits.ts';

export interface SourceStreams {
  videoIndex: number | undefined;
  audioIndex: number | undefined;
  /** Pictures in a second, as far as the file says so. */
  frameRate: number | undefined;
}

export interface MediaOutput {
  name: 'mp4' | 'webm' | 'poster';
  mediaType: string;
  fileName: string;
}

const PROTOCOLS = ['-protocol_whitelist', 'file,pipe'];
const DECODERS = [
  ...['h264', 'hevc', 'vp8', 'vp9', 'libdav1d', 'av1', 'libaom-av1', 'mpeg4', 'h263', 'theora', 'mjpeg'],
  ...['libvpx', 'libvpx-vp9', 'opus', 'libopus', 'vorbis', 'aac', 'mp3', 'mp3float', 'flac', 'alac'],
  ...[
    'amrnb',
    'amrwb',
    'pcm_s16le',
    'pcm_s24le',
    'pcm_s32le',
    'pcm_u8',
    'pcm_f32le',
    'pcm_alaw',
    'pcm_mulaw',
  ],
].join(',');
const MAX_ALLOCATION_BYTES = 256 * 1024 * 1024;

function input(path: string, demuxer: string): string[] {
  return [
    ...PROTOCOLS,
    ...['-format_whitelist', demuxer, '-codec_whitelist', DECODERS],
    ...['-max_alloc', String(MAX_ALLOCATION_BYTES)],
    ...['-f', demuxer, '-i', path],
  ];
}

/** Prints JSON about the streams. */
export function probeArgs(path: string, demuxer: string): string[] {
  return [
    ...['-hide_banner', '-loglevel', 'error', '-of', 'json'],
    ...[
      '-show_entries',
      'stream=index,codec_type,width,height,avg_frame_rate,r_frame_rate:stream_disposition=attached_pic:format=duration',
    ],
    ...input(path, demuxer),
  ];
}

// Sign language is read from hands and face: 480 lines at 25 pictures a second carry both, and more would cost a phone on
// 2G minutes. Slower recordings keep their rate.
const SHORT_SIDE = 480;
const LONG_SIDE = 1280;
const MAX_FRAME_RATE = 25;
const MIN_FRAME_RATE = 5;
const scaled = (side: 'iw' | 'ih'): string =>
  `'max(2,trunc(${side}*min(1,min(${SHORT_SIDE}/min(iw,ih),${LONG_SIDE}/max(iw,ih)))/2)*2)'`;
/** ffmpeg turns the picture upright before this. */
const SCALE = `scale=w=${scaled('iw')}:h=${scaled('ih')}`;

const VIDEO = {
  mp4: [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'main', '-crf', '25'],
    ...['-maxrate', '700k', '-bufsize', '1400k', '-g', '100'],
    // 6: supplemental information, in which an encoder leaves its name and settings.
    ...['-bsf:v', 'filter_units=remove_types=6'],
  ],
  webm: [
    ...['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '7', '-row-mt', '1'],
    ...['-crf', '34', '-b:v', '600k', '-maxrate', '700k', '-bufsize', '1400k', '-g', '100'],
  ],
};

const CONTAINER = {
  mp4: ['-movflags', '+faststart', '-f', 'mp4'],
  webm: ['-f', 'webm'],
};
const AUDIO_CODEC = { mp4: 'aac', webm: 'libopus' };
/** Speech in one channel; of other sound both. */
const AUDIO = {
  speech: { mp4: ['-b:a', '48k', '-ac', '1'], webm: ['-b:a', '32k', '-ac', '1'] },
  sound: { mp4: ['-b:a', '96k', '-ac', '2'], webm: ['-b:a', '64k', '-ac', '2'] },
};

const NO_METADATA = [
  ...['-map_metadata', '-1', '-map_metadata:s:v', '-1', '-map_metadata:s:a', '-1', '-map_chapters', '-1'],
  ...['-sn', '-dn', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact'],
];

export interface TranscodeRequest {
  path: string;
  demuxer: string;
  streams: SourceStreams;
  /** Speech needs less than music. */
  sound: keyof typeof AUDIO;
  outputs: readonly MediaOutput[];
  folder: string;
  maxSeconds: number;
  maxVideoPixels: number;
}

/** One run decodes once and writes every output. */
export function transcodeArgs(request: TranscodeRequest): string[] {
  const { path, demuxer, streams, outputs, maxVideoPixels } = request;
  const hasVideo = streams.videoIndex !== undefined;
  return [
    ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-y'],
    ...['-threads', String(FFMPEG_THREADS), ...(hasVideo ? ['-max_pixels', String(maxVideoPixels)] : [])],
    ...input(path, demuxer),
    ...(hasVideo ? ['-filter_complex', filterGraph(streams, outputs)] : []),
    ...outputs.flatMap((output) => outputArgs(output, request)),
  ];
}

/**
 * Pictures in a second of the films that are made, at equal distances: as many as the source has, within what hands need and
 * a phone can carry.
 */
export function filmRate({ frameRate = MAX_FRAME_RATE }: SourceStreams): number {
  return Number(Math.min(MAX_FRAME_RATE, Math.max(MIN_FRAME_RATE, frameRate)).toFixed(3));
}

function filterGraph(streams: SourceStreams, outputs: readonly MediaOutput[]): string {
  const branches = outputs.map(({ name }) => `[to-${name}]`).join('');
  const poster = outputs.some(({ name }) => name === 'poster') ? ';[to-poster]thumbnail=n=25[poster]' : '';
  return `[0:${streams.videoIndex}]fps=${filmRate(streams).toFixed(3)},${SCALE},format=yuv420p,split=${outputs.length}${branches}${poster}`;
}

function outputArgs(
  { name, fileName }: MediaOutput,
  { streams, sound, folder, maxSeconds }: TranscodeRequest,
): string[] {
  const file = `${folder}/${fileName}`;
  if (name === 'poster') {
    return ['-map', '[poster]', '-frames:v', '1', ...NO_METADATA, '-q:v', '4', '-f', 'mjpeg', file];
  }
  const { videoIndex, audioIndex } = streams;
  return [
    ...(videoIndex === undefined ? ['-vn'] : ['-map', `[to-${name}]`, ...VIDEO[name]]),
    ...(audioIndex === undefined
      ? ['-an']
      : ['-map', `0:${audioIndex}`, '-c:a', AUDIO_CODEC[name], ...AUDIO[sound][name], '-ar', '48000']),
    ...NO_METADATA,
    ...['-threads', String(FFMPEG_THREADS), '-t', String(maxSeconds), ...CONTAINER[name], file],
  ];
}
