import { describe, expect, it } from 'vitest';
import { type MediaOutput, probeArgs, type TranscodeRequest, transcodeArgs } from './ffmpeg-command.ts';

const mp4: MediaOutput = { name: 'mp4', mediaType: 'video/mp4', fileName: 'media.mp4' };
const webm: MediaOutput = { name: 'webm', mediaType: 'video/webm', fileName: 'media.webm' };
const poster: MediaOutput = { name: 'poster', mediaType: 'image/jpeg', fileName: 'poster.jpg' };

const request = (changes: Partial<TranscodeRequest> = {}): TranscodeRequest => ({
  path: '/in',
  demuxer: 'matroska',
  streams: { videoIndex: 0, audioIndex: 1, frameRate: 15 },
  sound: 'speech',
  outputs: [mp4, webm, poster],
  folder: '/out',
  maxSeconds: 600,
  maxVideoPixels: 9_000_000,
  ...changes,
});

/** The values that follow an option, in their order. */
const valuesOf = (args: readonly string[], option: string): string[] =>
  args.flatMap((arg, index) => (arg === option ? [args[index + 1] ?? ''] : []));

describe('a command line for ffmpeg', () => {
  it.each([
    ['ffmpeg', transcodeArgs(request())],
    ['ffprobe', probeArgs('/in', 'matroska')],
  ])('gives %s one reader, two protocols and a list of decoders, before the input is named', (_, args) => {
    const before = args.slice(0, args.indexOf('-i'));
    expect(valuesOf(before, '-protocol_whitelist')).toEqual(['file,pipe']);
    expect(valuesOf(before, '-format_whitelist')).toEqual(['matroska']);
    expect(valuesOf(before, '-f')).toEqual(['matroska']);
    expect(valuesOf(before, '-codec_whitelist')).toHaveLength(1);
    expect(valuesOf(args, '-i')).toEqual(['/in']);
  });

  it('takes the metadata from each output, and bounds each recording', () => {
    const args = transcodeArgs(request());
    expect(valuesOf(args, '-map_metadata')).toEqual(['-1', '-1', '-1']);
    expect(valuesOf(args, '-map_chapters')).toEqual(['-1', '-1', '-1']);
    expect(valuesOf(args, '-t')).toEqual(['600', '600']);
  });

  it.each([
    [15, '15.000'],
    [60, '25.000'],
    [1000, '25.000'],
    [1, '5.000'],
    [undefined, '25.000'],
  ])('of a film of %s pictures a second keeps %s', (frameRate, expected) => {
    const [graph] = valuesOf(
      transcodeArgs(request({ streams: { videoIndex: 0, audioIndex: 1, frameRate } })),
      '-filter_complex',
    );
    expect(graph).toContain(`fps=${expected},`);
  });

  it('of sound alone makes sound alone, whatever else is in the file', () => {
    const streams = { videoIndex: undefined, audioIndex: 2, frameRate: undefined };
    const args = transcodeArgs(request({ streams, outputs: [mp4, webm] }));
    expect(valuesOf(args, '-map')).toEqual(['0:2', '0:2']);
    expect(valuesOf(args, '-c:a')).toEqual(['aac', 'libopus']);
    expect(args).not.toContain('-filter_complex');
    expect(args.filter((arg) => arg === '-vn')).toHaveLength(2);
  });

  it('of sign language without sound makes pictures without sound', () => {
    const streams = { videoIndex: 0, audioIndex: undefined, frameRate: 25 };
    const args = transcodeArgs(request({ streams, outputs: [webm, poster] }));
    expect(args).toContain('-an');
    expect(valuesOf(args, '-map')).toEqual(['[to-webm]', '[poster]']);
  });
});
