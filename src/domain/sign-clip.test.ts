import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { STEPS } from './flow.ts';
import { isSignClipSlot, SIGN_CLIP_SLOTS } from './sign-clip.ts';
import { CLIP_FILE, signClipsSchema } from './sign-clip-wire.ts';

describe('the places of clips', () => {
  it('are one for each question, each page that explains, and each state, each under a name for a file', () => {
    for (const step of STEPS) expect(SIGN_CLIP_SLOTS).toContain(`question-${step}`);
    for (const slot of ['page-start', 'page-help', 'page-notice', 'state-waiting', 'state-answered'])
      expect(isSignClipSlot(slot)).toBe(true);
    expect(SIGN_CLIP_SLOTS.every((slot) => /^[a-z]+(-[a-z]+)+$/.test(slot))).toBe(true);
    expect(new Set(SIGN_CLIP_SLOTS).size).toBe(SIGN_CLIP_SLOTS.length);
  });

  it.each(['', 'page-start ', 'page-START', '../page-start', 'toString'])('%j is none', (text) => {
    expect(isSignClipSlot(text)).toBe(false);
  });
});

describe('the list of clips', () => {
  const url = `/api/sign-clips/files/${'a'.repeat(64)}.mp4`;
  const list = (file: object) => ({ version: '1', clips: { 'page-start': { mp4: file } } });

  it('may name places of a newer app', () => {
    const clips = { 'page-of-tomorrow': { mp4: { url, byteLength: 5 } } };
    expect(v.is(signClipsSchema, { version: '1', clips })).toBe(true);
  });

  it.each(['https://elsewhere.example/x.mp4', '/api/attachments/1/mp4', `${url}?x`, url.toUpperCase()])(
    'never leads to %s',
    (other) => {
      expect(v.is(signClipsSchema, list({ url, byteLength: 5 }))).toBe(true);
      expect(v.is(signClipsSchema, list({ url: other, byteLength: 5 }))).toBe(false);
    },
  );

  it.each(['../../etc/passwd', `${'a'.repeat(63)}.mp4`, `${'a'.repeat(64)}.svg`, `${'A'.repeat(64)}.mp4`])(
    '%s is no name of a file',
    (name) => {
      expect(CLIP_FILE.test(name)).toBe(false);
    },
  );
});
