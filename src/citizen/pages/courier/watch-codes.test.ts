// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { codesOf } from '../../../sealing/qr-frames.ts';
import { watchCodes } from './watch-codes.ts';

/** What the camera sees, one picture after the other; then nothing. */
let pictures: string[][];
let look: () => Promise<string[]>;
let told: unknown[];
let track: EventTarget & { stop: () => void; isStopped: boolean };
let play: () => Promise<void>;

beforeEach(() => {
  vi.useFakeTimers();
  [pictures, told] = [[], []];
  look = async () => pictures.shift() ?? [];
  play = async () => undefined;
  track = Object.assign(new EventTarget(), { isStopped: false, stop: () => undefined });
  track.stop = () => {
    track.isStopped = true;
  };
});
afterEach(() => void vi.useRealTimers());

function begin(): () => void {
  const video = { readyState: 2, play: () => play() } as HTMLVideoElement;
  const stream = { getTracks: () => [track] } as unknown as MediaStream;
  return watchCodes(video, stream, () => look(), {
    onCode: ({ read, count }, isToBeSaid) => told.push([read, count, isToBeSaid]),
    onNote: (note) => told.push(note),
    onFault: (fault) => told.push(fault),
    onFile: (file) => told.push(file.length),
  });
}
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
/** Hashing is the platform's, and no timer's. */
const PATIENCE = { timeout: 20_000 };
const rowOf = async (length: number): Promise<string[]> =>
  (await codesOf(new Uint8Array(length).fill(7))) ?? [];

test('a row is told by its quarters, and given when it is whole; the camera ends with it', async () => {
  pictures = (await rowOf(2_300)).map((code) => [code]);
  begin();
  await pass(1_000);
  await vi.waitFor(() => expect(told.at(-1)).toBe(2_300), PATIENCE);
  expect(told.slice(0, -1)).toEqual(
    [1, 2, 3, 4, 5, 6, 7, 8].map((read) => [read, 8, [2, 4, 6].includes(read)]),
  );
  expect(track.isStopped).toBe(true);
});

test('a silence is told every ten seconds, before the first code and where one is missing', async () => {
  const [first = ''] = await rowOf(400);
  begin();
  await pass(21_000);
  expect(told).toEqual(['silent', 'silent']);
  // The same code again and again brings nothing new.
  look = async () => [first];
  await pass(9_000);
  expect(told.slice(2)).toEqual([[1, 2, true]]);
  await pass(2_000);
  expect(told.at(-1)).toBe('silent');
});

test('codes that do not belong together are told, and it goes on', async () => {
  const [first = '', second = ''] = await rowOf(310);
  pictures = [[first], [second.replace(/..$/, '00')], [first], [second]];
  begin();
  await pass(300);
  await vi.waitFor(() => expect(told.at(-1)).toBe(310), PATIENCE);
  expect(told.filter((what) => typeof what === 'string')).toEqual(['mixed']);
});

const broken = () => Promise.reject(new Error('broken'));
test.each([
  [
    'codes of a newer version',
    'newer',
    () => {
      pictures = [['KQ2/1/1/00000000/AB']];
    },
  ],
  [
    'a picture that cannot be read',
    'failed',
    () => {
      look = broken;
    },
  ],
  [
    'a camera that does not play',
    'lost',
    () => {
      play = broken;
    },
  ],
])('%s end it with a word: %s', async (_what, fault, arrange) => {
  arrange();
  begin();
  await pass(300);
  expect(told).toEqual([fault]);
  expect(track.isStopped).toBe(true);
});

test('a camera that is taken away ends it with a word; once it was ended nothing is told', async () => {
  begin();
  await pass(300);
  track.dispatchEvent(new Event('ended'));
  track.dispatchEvent(new Event('ended'));
  await pass(30_000);
  expect(told).toEqual(['lost']);
  told = [];
  const end = begin();
  end();
  await pass(30_000);
  expect(told).toEqual([]);
});
