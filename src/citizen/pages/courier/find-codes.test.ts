// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

let brought: number;
const video = { videoWidth: 640, videoHeight: 480 } as HTMLVideoElement;
let detect: () => Promise<{ rawValue: string }[]>;

/** @param formats that the phone finds; undefined: it has no such interface */
function phone(formats?: string[]): void {
  vi.stubGlobal(
    'BarcodeDetector',
    formats &&
      class {
        static getSupportedFormats = async () => formats;
        detect = () => detect();
      },
  );
}
beforeEach(() => {
  brought = 0;
  vi.resetModules();
  vi.doMock('qr/decode.js', () => {
    brought += 1;
    return { decodeQR: () => 'by the decoder' };
  });
  detect = async () => [{ rawValue: 'by the phone' }];
  const context = { drawImage: () => undefined, getImageData: () => ({}) };
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test.each([
  ['finds codes', ['qr_code'], 0, 'by the phone'],
  ['has the interface, and finds no codes', [], 1, 'by the decoder'],
  ['has no such interface', undefined, 1, 'by the decoder'],
])('a phone that %s has what it needs brought, and no more', async (_what, formats, times, found) => {
  phone(formats);
  const { bringDecoder, createCodeFinder } = await import('./find-codes.ts');
  await bringDecoder();
  expect(brought).toBe(times);
  const find = await createCodeFinder();
  expect(await find(video)).toEqual([found]);
});

test('where the phone’s own way breaks while it reads, the decoder goes on; a picture that is not there yet is waited for', async () => {
  phone(['qr_code']);
  const { createCodeFinder } = await import('./find-codes.ts');
  const find = await createCodeFinder();
  detect = () => Promise.reject(new DOMException('', 'InvalidStateError'));
  expect(await find(video)).toEqual([]);
  expect(brought).toBe(0);
  detect = () => Promise.reject(new DOMException('', 'NotSupportedError'));
  expect(await find(video)).toEqual([]);
  expect(await find(video)).toEqual(['by the decoder']);
});
