import { describe, expect, it } from 'vitest';
import {
  initialUploadState,
  mayUpload,
  stepUpload,
  type UploadEvent,
  type UploadState,
  uploadWaitMs,
} from './upload.ts';

const NOW = Date.parse('2026-11-23T10:00:00Z');
const waiting = initialUploadState();
const halfway = { ...waiting, offset: 500, attempts: 4, notBefore: NOW + 60_000 };
const uploaded: UploadState = { state: 'uploaded', receipt: 'x' };
const cancelled: UploadState = { state: 'cancelled', isTold: false };
const refused: UploadState = { state: 'refused', problem: 'upload-not-allowed' };
const lost: UploadState = { state: 'refused', problem: 'lost' };
const retry = (retryAfterMs = 0): UploadEvent => ({
  kind: 'failed',
  outcome: { kind: 'retry', retryAfterMs, isOurs: false },
  random: 0.5,
});

describe('the life of an upload', () => {
  it.each<[string, UploadState, UploadEvent, object]>([
    [
      'goes on from what the server holds',
      halfway,
      { kind: 'progress', offset: 800 },
      { offset: 800, attempts: 0, notBefore: 0 },
    ],
    [
      'goes back to what the server still holds (U2, U3)',
      halfway,
      { kind: 'progress', offset: 0 },
      { offset: 0 },
    ],
    [
      'ends with a receipt (U1)',
      halfway,
      { kind: 'receipt', receipt: 'r' },
      { state: 'uploaded', receipt: 'r' },
    ],
    ['waits longer after each failure', waiting, retry(), { attempts: 1, notBefore: NOW + 1_000 }],
    ['waits as long as the server asks', waiting, retry(30_000), { notBefore: NOW + 31_000 }],
    [
      'pauses without permission',
      waiting,
      { kind: 'failed', outcome: { kind: 'pause' }, random: 0 },
      { state: 'waiting', isPaused: true },
    ],
    [
      'is refused with the reason',
      waiting,
      { kind: 'failed', outcome: { kind: 'refused', problem: 'body-too-large', violations: [] }, random: 0 },
      { state: 'refused', problem: 'body-too-large' },
    ],
    [
      'begins again when the whole has another digest (U4)',
      halfway,
      { kind: 'mismatch', random: 0 },
      { offset: 0, mismatches: 1 },
    ],
    [
      'gives up after the third (U4)',
      { ...halfway, mismatches: 2 },
      { kind: 'mismatch', random: 0 },
      { state: 'refused', problem: 'upload-digest-mismatch' },
    ],
    [
      'is tried again without a receipt that holds (U1)',
      halfway,
      { kind: 'unverified', random: 0.5 },
      { state: 'waiting', offset: 500, attempts: 5 },
    ],
    ['tells that the bytes are gone', halfway, { kind: 'lost' }, lost],
    [
      'hurries',
      { ...halfway, isPaused: true },
      { kind: 'hurry' },
      { notBefore: 0, isPaused: false, offset: 500 },
    ],
    ['is taken back', halfway, { kind: 'cancel' }, cancelled],
    ['tells the server', cancelled, { kind: 'told' }, { state: 'cancelled', isTold: true }],
    ['is sent after all', cancelled, { kind: 'resume' }, waiting],
    ['is sent again after a refusal', refused, { kind: 'resume' }, waiting],
    ['cannot be sent again when the bytes are gone', lost, { kind: 'resume' }, lost],
    ['is not refused afterwards', uploaded, { kind: 'lost' }, uploaded],
    ['is not taken back afterwards', uploaded, { kind: 'cancel' }, uploaded],
    ['does not go on when it was taken back', cancelled, { kind: 'progress', offset: 9 }, cancelled],
    [
      'hears by a late receipt that all of it had arrived when it was taken back',
      cancelled,
      { kind: 'receipt', receipt: 'r' },
      { state: 'uploaded', receipt: 'r', wasCancelled: true },
    ],
  ])('%s', (_, state, event, expected) => {
    expect(stepUpload(state, event, NOW)).toMatchObject(expected);
  });

  it('never waits longer than the longest delay, whatever the clock did (U5)', () => {
    expect(uploadWaitMs(halfway, NOW)).toBe(60_000);
    expect(uploadWaitMs(halfway, NOW - 10 * 365 * 86_400_000)).toBe(0);
    expect(uploadWaitMs(halfway, NOW + 61_000)).toBe(0);
    expect(uploadWaitMs(uploaded, NOW)).toBeUndefined();
  });
});

it.each([
  [false, 'metered', false, true],
  [false, 'unknown', false, true],
  [true, 'unmetered', false, true],
  [true, 'metered', false, false],
  [true, 'unknown', false, false],
  [true, 'metered', true, true],
] as const)('Wi-Fi only: %s, line: %s, asked for: %s → sends: %s', (wifiOnly, line, isAsked, sends) => {
  expect(mayUpload({ wifiOnly, saveData: false }, line, isAsked)).toBe(sends);
});
