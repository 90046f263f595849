import { describe, expect, it } from 'vitest';
import { readProbe } from './probe.ts';

const answer = (streams: object[], format: object = {}) => readProbe(JSON.stringify({ streams, format }));

describe('the answer of ffprobe', () => {
  it('names the streams to be used, size, rate and length', () => {
    const video = { index: 0, codec_type: 'video', width: 640, height: 480, avg_frame_rate: '30000/1001' };
    const audio = { index: 1, codec_type: 'audio', avg_frame_rate: '0/0' };
    expect(answer([video, audio], { duration: '12.5' })).toEqual({
      videoIndex: 0,
      audioIndex: 1,
      frameRate: expect.closeTo(29.97),
      width: 640,
      height: 480,
      seconds: 12.5,
    });
  });

  it.each([
    ['25/1', '50/1', 25],
    ['0/0', '20/1', 20],
    ['0/0', '0/0', undefined],
  ])('takes of a mean of %s and pictures that stand at %s the rate %s', (mean, stand, frameRate) => {
    const video = { index: 0, codec_type: 'video', avg_frame_rate: mean, r_frame_rate: stand };
    expect(answer([video])).toMatchObject({ frameRate });
  });

  it('is not misled by the cover of an album', () => {
    const cover = { index: 0, codec_type: 'video', disposition: { attached_pic: 1 } };
    expect(answer([cover, { index: 1, codec_type: 'audio' }])).toMatchObject({
      videoIndex: undefined,
      audioIndex: 1,
    });
  });

  it.each(['N/A', '-5', '0', 'Infinity', '1e999'])('knows no length where it says %s', (duration) => {
    expect(answer([], { duration })).toMatchObject({ seconds: undefined });
  });

  it.each(['', 'x', '{"streams":[{"index":-1}]}', '{"streams":5}'])('is none: %s', (output) => {
    expect(readProbe(output)).toBeUndefined();
  });
});
