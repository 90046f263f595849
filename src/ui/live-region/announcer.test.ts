import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Announcer, CLEAR_MS, createAnnouncer, QUIET_MS, STAY_MS } from './announcer.ts';

// The numbers in the names are those of announcer.ts.

let written: { text: string; at: number }[];
let isMuted: boolean;
let announcer: Announcer;

beforeEach(() => {
  vi.useFakeTimers();
  written = [];
  isMuted = false;
  const start = performance.now();
  announcer = createAnnouncer({
    now: () => performance.now(),
    write: (text) => written.push({ text, at: Math.round(performance.now() - start) }),
    isMuted: () => isMuted,
  });
});

afterEach(() => {
  announcer.stop();
  vi.useRealTimers();
});

const texts = (): string[] => written.map(({ text }) => text).filter(Boolean);

test('1: a message waits until half a second after the last focus move', () => {
  announcer.disturb();
  announcer.announce('Saklandı');
  vi.advanceTimersByTime(400);
  announcer.disturb();
  vi.advanceTimersByTime(QUIET_MS - 1);
  expect(texts()).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(written).toEqual([{ text: 'Saklandı', at: 400 + QUIET_MS }]);
});

test('1: a message that comes in the same tick before the focus move waits, too', () => {
  announcer.announce('Saklandı');
  announcer.disturb();
  vi.advanceTimersByTime(QUIET_MS - 1);
  expect(texts()).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(texts()).toEqual(['Saklandı']);
});

test('2: while a modal dialog is open nothing is written; half a second after it closes everything is', () => {
  isMuted = true;
  announcer.announce('Alındı');
  vi.advanceTimersByTime(60_000);
  expect(texts()).toEqual([]);
  isMuted = false;
  announcer.disturb();
  vi.advanceTimersByTime(QUIET_MS);
  expect(texts()).toEqual(['Alındı']);
});

test('2: a dialog that opens after a message was scheduled holds it back', () => {
  announcer.announce('Alındı');
  isMuted = true;
  vi.advanceTimersByTime(QUIET_MS);
  expect(texts()).toEqual([]);
});

test('3: the next message waits until the first has stood long enough', () => {
  announcer.announce('Gönderiliyor');
  announcer.announce('Alındı');
  vi.advanceTimersByTime(QUIET_MS + STAY_MS - 1);
  expect(texts()).toEqual(['Gönderiliyor']);
  vi.advanceTimersByTime(1);
  expect(texts()).toEqual(['Gönderiliyor', 'Alındı']);
});

test('3: the last message stays readable and then goes', () => {
  announcer.announce('Alındı');
  vi.advanceTimersByTime(QUIET_MS + CLEAR_MS - 1);
  expect(written.at(-1)?.text).toBe('Alındı');
  vi.advanceTimersByTime(1);
  expect(written.at(-1)?.text).toBe('');
});

test('3: a focus move does not prolong a message that stands', () => {
  announcer.announce('Alındı');
  vi.advanceTimersByTime(QUIET_MS + CLEAR_MS - 100);
  announcer.disturb();
  vi.advanceTimersByTime(100);
  expect(written.at(-1)?.text).toBe('');
});

test('4: a newer message of the same matter takes the place of one that stands, or waits, at once', () => {
  announcer.announce('2 kez daha', 'exit');
  vi.advanceTimersByTime(QUIET_MS + 300);
  announcer.announce('1 kez daha', 'exit');
  vi.advanceTimersByTime(0);
  expect(texts()).toEqual(['2 kez daha', '1 kez daha']);
  announcer.announce('Saklandı');
  announcer.announce('3 kez daha', 'exit');
  announcer.announce('2 kez daha', 'exit');
  vi.advanceTimersByTime(2 * STAY_MS);
  expect(texts()).toEqual(['2 kez daha', '1 kez daha', 'Saklandı', '2 kez daha']);
});

test('4: an empty message takes back what waits of its matter, and nothing else', () => {
  announcer.announce('Saklandı');
  vi.advanceTimersByTime(QUIET_MS);
  announcer.announce('Duraklatıldı', 'recorder');
  announcer.announce('Bağlantı yok');
  announcer.announce('', 'recorder');
  announcer.announce('', 'exit');
  vi.advanceTimersByTime(3 * STAY_MS);
  expect(texts()).toEqual(['Saklandı', 'Bağlantı yok']);
});

test('5: what is waiting or standing is not said again; what has gone is', () => {
  announcer.announce('Alındı');
  announcer.announce('Alındı');
  vi.advanceTimersByTime(QUIET_MS);
  announcer.announce('Alındı');
  vi.advanceTimersByTime(CLEAR_MS);
  expect(texts()).toEqual(['Alındı']);
  announcer.announce('Alındı');
  vi.advanceTimersByTime(QUIET_MS);
  expect(texts()).toEqual(['Alındı', 'Alındı']);
});

test('5: what is said again in its own place finds it empty for a moment, or no browser would tell of it', () => {
  announcer.announce('Kod 1');
  vi.advanceTimersByTime(QUIET_MS + STAY_MS);
  announcer.announce('Kod 1');
  vi.advanceTimersByTime(0);
  expect(written.at(-1)).toEqual(expect.objectContaining({ text: '' }));
  vi.advanceTimersByTime(QUIET_MS - 1);
  expect(texts()).toEqual(['Kod 1']);
  vi.advanceTimersByTime(1);
  expect(texts()).toEqual(['Kod 1', 'Kod 1']);
});

test('an empty message is none', () => {
  announcer.announce('');
  vi.advanceTimersByTime(60_000);
  expect(written).toEqual([]);
});

test('after the end nothing is written', () => {
  announcer.announce('Alındı');
  announcer.stop();
  vi.advanceTimersByTime(60_000);
  expect(written).toEqual([]);
});
