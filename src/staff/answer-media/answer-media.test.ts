// The numbers are the invariants in answer-media.ts.

import { beforeEach, describe, expect, test } from 'vitest';
import { REFUSED_FORMS } from '../../../tests/fixtures/attachments/refused-forms.ts';
import { DEFAULT_ATTACHMENT_LIMITS } from '../../domain/attachment-limits.ts';
import { REPLY_MAX_MEDIA } from '../../domain/wire-staff.ts';
import { createStaffApi } from '../api.ts';
import { makeCase, OFFICER } from '../testing/cases.mock.ts';
import { createStaffServer, type Mishap, type StaffServer } from '../testing/staff-server.mock.ts';
import { AnswerMedia } from './answer-media.ts';
import { type MediumFault, mediaTypeOf, refusalOf } from './medium.ts';

const CASE = makeCase(1);
const ID = makeCase(90).applicationId;
const FILE = new File([new Uint8Array(3_000_000)], 'yanit.webm', { type: 'video/webm;codecs=vp8' });

/** SHA-256 of FILE, by sha256sum. */
const ZEROS = 'Nbzk6uVOyObMKGi6qNFXkU1q4oWIEbTMDAeMlEYPom8=';

let server: StaffServer;
let media: AnswerMedia;
let waiting: (() => void)[];

beforeEach(() => {
  server = createStaffServer({ session: OFFICER, cases: [CASE] });
  waiting = [];
  media = open();
});

function open(): AnswerMedia {
  return new AnswerMedia({
    api: createStaffApi(server.fetch, server.upload),
    applicationId: CASE.applicationId,
    wait: (_, act) => {
      waiting.push(act);
      return () => {
        waiting = waiting.filter((one) => one !== act);
      };
    },
  });
}

/** Each state once, as it comes. */
function follow(): string[] {
  const seen: string[] = [];
  media.subscribe(() => {
    const at = media.read()[0]?.at;
    const words = at ? ('percent' in at ? `${at.state} ${at.percent}` : at.state) : 'none';
    if (seen.at(-1) !== words) seen.push(words);
  });
  return seen;
}

async function until(state: string): Promise<void> {
  await expect.poll(() => media.read()[0]?.at.state, { interval: 1 }).toBe(state);
}

test('a file is read, uploaded, made playable and ready, and tells each step', async () => {
  const seen = follow();
  media.add('sign-video', ID, FILE, 'yanit.webm');
  await until('processing');
  expect(seen).toEqual([
    'reading 0',
    'reading 34',
    'reading 69',
    'reading 100',
    'uploading 0',
    'uploading 50',
    'uploading 100',
    'processing',
  ]);
  expect(server.seen[0]).toMatchObject({
    path: `/api/staff/cases/${CASE.applicationId}/answer-media/${ID}?kind=sign-video`,
    body: {
      headers: {
        'content-type': 'video/webm',
        'content-digest': `sha-256=:${ZEROS}:`,
      },
    },
  });
  expect(waiting).toHaveLength(1);
  waiting[0]?.();
  await until('ready');
  expect(waiting).toEqual([]);
});

test('1: what failed is tried again under the same id', async () => {
  server.next('PUT', 'lost');
  media.add('sign-video', ID, FILE, undefined);
  await until('failed');
  expect(media.read()[0]?.at).toEqual({ state: 'failed', fault: 'unreachable' });
  media.again(ID);
  await until('ready');
  expect(server.media.get(CASE.applicationId)).toHaveLength(1);
});

test.each<[Mishap, MediumFault]>([
  ['unreachable', 'unreachable'],
  ['unavailable', 'serverTrouble'],
  ['unauthenticated', 'signedOut'],
  ['not-found', 'notYours'],
  ['reply-conflict', 'answered'],
  ['upload-too-large', 'tooLarge'],
  ['media-type-not-supported', 'wrongType'],
  ['storage-full', 'noRoom'],
  ['media-digest-mismatch', 'changed'],
])('%s is told as %s', async (mishap, fault) => {
  server.next('PUT', mishap);
  media.add('audio', ID, FILE, undefined);
  await until('failed');
  expect(media.read()[0]?.at).toEqual({ state: 'failed', fault });
});

test.each(REFUSED_FORMS)('a film of a form that the server refuses is not sent: %s', async (_form, signs) => {
  const film = new File([Uint8Array.from(signs, (sign) => sign.charCodeAt(0))], 'film', { type: '' });
  media.add('sign-video', ID, film, 'film');
  await until('failed');
  expect(media.read()[0]?.at).toEqual({ state: 'failed', fault: 'wrongType' });
  expect(server.seen).toEqual([]);
});

test('a file that cannot be read any more is said so', async () => {
  const gone = {
    size: 10,
    type: '',
    slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }),
  };
  media.add('audio', ID, gone as unknown as Blob, undefined);
  await until('failed');
  expect(media.read()[0]?.at).toEqual({ state: 'failed', fault: 'unreadable' });
});

describe('2: what the server has', () => {
  test('is shown, whoever attached it', async () => {
    server.media.set(CASE.applicationId, [
      { id: ID, kind: 'audio', state: 'rejected', byteLength: 9, problem: 'no-sound', renditions: [] },
    ]);
    await media.look();
    expect(media.read()).toEqual([
      { id: ID, kind: 'audio', name: undefined, at: { state: 'rejected', problem: 'no-sound' } },
    ]);
  });

  test('3: and what it does not have after a reload is lost, never ready', async () => {
    await media.look([{ id: ID, kind: 'sign-video', name: 'a.webm', isStored: false, captions: [] }]);
    expect(media.read()[0]).toMatchObject({ id: ID, name: 'a.webm', at: { state: 'lost' } });
    expect(await media.remove(ID)).toBeUndefined();
    expect(media.read()).toEqual([]);
  });

  test('does not disturb what is on its way', async () => {
    server.next('PUT', 'held');
    media.add('sign-video', ID, FILE, undefined);
    await until('uploading');
    await media.look();
    expect(media.read()[0]?.at.state).toBe('uploading');
    server.release();
    await until('processing');
  });

  test('3: is shown as it was when the server cannot be asked', async () => {
    media.add('sign-video', ID, FILE, undefined);
    await until('processing');
    server.next('GET', 'unreachable');
    expect(await media.look()).toBe('unreachable');
    expect(media.read()[0]?.at.state).toBe('processing');
    expect(waiting).toHaveLength(1);
  });
});

describe('taking away', () => {
  test('breaks an upload off', async () => {
    server.next('PUT', 'held');
    media.add('sign-video', ID, FILE, undefined);
    await until('uploading');
    expect(await media.remove(ID)).toBeUndefined();
    server.release();
    expect(media.read()).toEqual([]);
  });

  test('3: of what the server has is done when the server says so', async () => {
    media.add('sign-video', ID, FILE, undefined);
    await until('processing');
    server.next('DELETE', 'unreachable');
    expect(await media.remove(ID)).toBe('unreachable');
    expect(media.read()).toHaveLength(1);
    expect(await media.remove(ID)).toBeUndefined();
    expect(server.media.get(CASE.applicationId)).toEqual([]);
  });
});

test.each<[string, { size: number; type: string }, number, string | undefined]>([
  ['a film', { size: 10, type: 'video/mp4' }, 0, undefined],
  ['a file of a type that nobody knows', { size: 10, type: '' }, 0, undefined],
  ['an empty file', { size: 0, type: 'video/mp4' }, 0, 'empty'],
  ['too large a file', { size: 201 * 1024 * 1024, type: 'video/mp4' }, 0, 'tooLarge'],
  ['a sound', { size: 10, type: 'audio/mpeg' }, 0, 'wrongType'],
  ['one too many', { size: 10, type: 'video/mp4' }, REPLY_MAX_MEDIA, 'tooMany'],
])('as a sign video %s: %o beside %i → %s', (_, file, count, refusal) => {
  expect(refusalOf('sign-video', file, DEFAULT_ATTACHMENT_LIMITS.bytes['sign-video'], count)).toBe(refusal);
});

test('a type that the browser does not know is sent as the usual one of its kind', () => {
  expect(mediaTypeOf('audio', { type: '' })).toBe('audio/mpeg');
  expect(mediaTypeOf('sign-video', { type: 'video/webm;codecs="vp8,opus"' })).toBe('video/webm');
});
