import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { type Attachment, attachmentSchema, attachmentsSchema, isToldByRecording } from './attachment.ts';
import { DEFAULT_ATTACHMENT_LIMITS, readAttachmentLimits } from './attachment-limits.ts';
import { bareMediaType } from './media-type.ts';

const voice: Attachment = {
  id: '01900000-0000-7000-8000-000000000001',
  kind: 'voice',
  role: 'description',
  mediaType: 'audio/webm',
  byteLength: 90_000,
  digest: 'd'.repeat(43),
  durationMs: 30_000,
};
const other = (n: number, change: Partial<Attachment> = {}): Attachment => ({
  ...voice,
  id: `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`,
  ...change,
});

describe('an entry of the manifest', () => {
  it('says what will come', () => {
    expect(v.is(attachmentSchema, voice)).toBe(true);
    const { durationMs: _durationMs, ...photo } = { ...voice, kind: 'photo', role: 'supporting' };
    expect(v.is(attachmentSchema, photo)).toBe(true);
  });

  it.each<[string, object]>([
    ['an id in capitals', { id: voice.id.toUpperCase().replace('7000', '7ABC') }],
    ['an id of another version', { id: voice.id.replace('-7000-', '-4000-') }],
    ['an unknown kind', { kind: 'archive' }],
    ['an unknown role', { role: 'evidence' }],
    ['a media type with parameters', { mediaType: 'audio/webm;codecs=opus' }],
    ['a media type in capitals', { mediaType: 'Audio/WebM' }],
    ['no bytes', { byteLength: 0 }],
    ['half a byte', { byteLength: 1.5 }],
    ['more bytes than anybody may send', { byteLength: 200 * 1024 * 1024 + 1 }],
    ['a digest that is cut off', { digest: 'd'.repeat(42) }],
    ['a negative duration', { durationMs: -1 }],
  ])('does not have %s', (_, change) => {
    expect(v.is(attachmentSchema, { ...voice, ...change })).toBe(false);
  });

  it('stands in a manifest once, and at most thirty do', () => {
    expect(v.is(attachmentsSchema, [voice, other(2)])).toBe(true);
    expect(v.is(attachmentsSchema, [voice, voice])).toBe(false);
    expect(v.is(attachmentsSchema, [])).toBe(false);
    expect(
      v.is(
        attachmentsSchema,
        Array.from({ length: 31 }, (_, n) => other(n + 10)),
      ),
    ).toBe(false);
  });
});

it('knows whether a recording stands for the written description', () => {
  expect(isToldByRecording(undefined)).toBe(false);
  expect(isToldByRecording([other(2, { role: 'supporting' })])).toBe(false);
  expect(isToldByRecording([other(2, { role: 'supporting' }), voice])).toBe(true);
});

it.each([
  ['video/webm;codecs=vp8,opus', 'video/webm'],
  ['Application/PDF', 'application/pdf'],
  ['', undefined],
  ['pdf', undefined],
])('%j is the media type %j', (given, bare) => {
  expect(bareMediaType(given)).toBe(bare);
});

it('takes the operator’s limits, and the defaults where nothing is said that is understood', () => {
  expect(readAttachmentLimits({ ...DEFAULT_ATTACHMENT_LIMITS, count: 3 })).toMatchObject({ count: 3 });
  for (const said of [undefined, null, {}, { ...DEFAULT_ATTACHMENT_LIMITS, count: 1000 }])
    expect(readAttachmentLimits(said)).toEqual(DEFAULT_ATTACHMENT_LIMITS);
});
