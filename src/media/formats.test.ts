import { describe, expect, it } from 'vitest';
import { bytesPerSecond, chooseFormat, constraintsFor, judgeLight, ratesOf } from './formats.ts';

describe('the format', () => {
  it.each([
    ['Chromium', 'voice', false, /webm|mp4/, 'audio/webm;codecs=opus'],
    ['Chromium', 'sign-video', false, /webm|mp4/, 'video/webm;codecs=vp8'],
    ['Firefox', 'sign-video', false, /webm/, 'video/webm;codecs=vp8'],
    ['Firefox', 'voice', false, /ogg/, 'audio/ogg;codecs=opus'],
    ['Safari', 'voice', true, /webm|mp4/, 'audio/mp4;codecs=mp4a.40.2'],
    ['Safari', 'sign-video', true, /webm|mp4/, 'video/mp4;codecs=avc1.42E01E'],
    ['an older Safari', 'sign-video', true, /^video\/mp4$/, 'video/mp4'],
    ['a browser with MP4 only', 'voice', false, /^audio\/mp4$/, 'audio/mp4'],
    ['a browser without an encoder', 'sign-video', false, /nothing/, undefined],
  ] as const)('%s: %s', (_, kind, prefersMp4, supported, expected) => {
    expect(chooseFormat(kind, prefersMp4, (type) => supported.test(type))).toBe(expected);
  });

  it('always has a bit rate, lower for who saves data', () => {
    expect(ratesOf('voice', false)).toEqual({ audioBitsPerSecond: 24_000 });
    expect(ratesOf('sign-video', false)).toEqual({ videoBitsPerSecond: 400_000 });
    expect(ratesOf('sign-video', true)).toEqual({ videoBitsPerSecond: 250_000 });
    expect(bytesPerSecond('voice', true)).toBeLessThan(bytesPerSecond('voice', false));
  });

  it('asks for the camera that was chosen by words, in 480 lines, and for no sound with it', () => {
    expect(constraintsFor('sign-video', 'back', true)).toMatchObject({
      video: { facingMode: 'environment', height: { ideal: 480 }, frameRate: { ideal: 15, max: 25 } },
    });
    expect(constraintsFor('sign-video', 'front', false)).not.toHaveProperty('audio');
    expect(constraintsFor('voice', 'front', false)).not.toHaveProperty('video');
  });
});

describe('the light', () => {
  const picture = (person: number, edges: number): Uint8ClampedArray => {
    const pixels = new Uint8ClampedArray(32 * 24 * 4);
    for (let y = 0; y < 24; y++)
      for (let x = 0; x < 32; x++)
        pixels.fill(x >= 8 && x < 24 && y >= 4 ? person : edges, (y * 32 + x) * 4, (y * 32 + x) * 4 + 3);
    return pixels;
  };

  it.each([
    [120, 120, 'good'],
    [90, 130, 'good'],
    [20, 30, 'dark'],
    [240, 240, 'bright'],
    [60, 200, 'behind'],
  ] as const)('person %i, edges %i: %s', (person, edges, light) => {
    expect(judgeLight(picture(person, edges), 32, 24)).toBe(light);
  });

  it('says nothing of a picture that has not come', () => {
    expect(judgeLight(new Uint8ClampedArray(), 0, 0)).toBe('good');
  });
});
