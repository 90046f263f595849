import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Attachment } from '../domain/attachment.ts';
import { closeDatabase } from '../offline/database.ts';
import { createDraft } from '../offline/drafts.ts';
import { type MockEnvironment, mockEnvironment } from '../offline/environment.mock.ts';
import {
  appendChunk,
  beginRecording,
  deleteRecording,
  listRecordings,
  readBytes,
  readChunks,
} from '../offline/recordings.ts';
import { deviceTakes } from './device-takes.ts';
import { finishWork, type MockMedia, mockMedia } from './media.mock.ts';
import type { RecorderState } from './recorder.ts';
import { openRecordingSession, type RecordingPlan, type RecordingSession } from './recording-session.ts';
import { forgetCutOff, recoverRecordings } from './recovery.ts';
import type { TakeStore } from './take-store.ts';

let environment: MockEnvironment;
let media: MockMedia;
let draftId: string;
let states: RecorderState[];
let recorded: Attachment[];
let previews: (MediaStream | undefined)[];
beforeEach(async () => {
  vi.restoreAllMocks();
  environment = mockEnvironment();
  media = mockMedia();
  draftId = (await createDraft(environment)).id;
  states = [];
  recorded = [];
  previews = [];
});

function session(
  change: Partial<RecordingPlan> = {},
  takes: TakeStore<Attachment> = deviceTakes(draftId, change.kind ?? 'sign-video', environment),
): RecordingSession {
  const plan: RecordingPlan = {
    kind: 'sign-video',
    camera: 'front',
    savesData: false,
    maxSeconds: 600,
    maxBytes: 200 * 1024 * 1024,
    ...change,
  };
  return openRecordingSession(
    plan,
    {
      onState: (state) => states.push(state),
      onPreview: (stream) => previews.push(stream),
      onRecorded: (attachment) => recorded.push(attachment),
    },
    takes,
    media,
  );
}

/** Through the count-down, and so many seconds of recording. */
async function recording(seconds: number, change: Partial<RecordingPlan> = {}): Promise<RecordingSession> {
  const opened = session(change);
  await opened.open();
  opened.begin();
  await media.pass(3 + seconds);
  return opened;
}

const last = () => states.at(-1);
const storedText = async () => {
  const [record] = await listRecordings(environment);
  const chunks = await readChunks(record?.id ?? '', environment);
  return chunks.map((chunk) => new TextDecoder().decode(chunk)).join('');
};

describe('a recording', () => {
  it('counts down seen, heard and felt, then records with a bit rate, a chunk each second', async () => {
    await recording(2);
    expect(states.slice(0, 6).map(({ state }) => state)).toEqual([
      'asking',
      'ready',
      'counting-down',
      'counting-down',
      'counting-down',
      'recording',
    ]);
    expect(media.signs).toEqual([
      'heard: count',
      'felt 120',
      'heard: count',
      'felt 120',
      'heard: count',
      'felt 120',
      'heard: start',
      'felt 400',
    ]);
    const [recorder] = media.recorders;
    expect(recorder?.options).toEqual({ mimeType: 'video/webm;codecs=vp8', videoBitsPerSecond: 400_000 });
    expect(recorder?.timesliceMs).toBe(1_000);
    expect(media.isAwake).toBe(true);
  });

  it('lies on the disk while it is being made (M4)', async () => {
    await recording(3);
    expect(await listRecordings(environment)).toMatchObject([
      { draftId, kind: 'sign-video', state: 'growing' },
    ]);
    expect((await storedText()).match(/;/g)?.length).toBeGreaterThanOrEqual(3);
  });

  it('is handed over whole when it is stopped, once, and the device is let go (M5)', async () => {
    const opened = await recording(3);
    await opened.stop();
    await opened.close();
    expect(recorded).toMatchObject([{ kind: 'sign-video', role: 'description', mediaType: 'video/webm' }]);
    expect(recorded[0]?.durationMs).toBeGreaterThan(2_000);
    expect(await storedText()).toMatch(/end$/);
    expect(media.tracks.every(({ isStopped }) => isStopped)).toBe(true);
    expect(media.isAwake).toBe(false);
    expect(previews.at(-1)).toBeUndefined();
  });

  it('stands still while it is paused', async () => {
    const opened = await recording(2);
    opened.pause();
    const before = last();
    await media.pass(10);
    expect(last()).toEqual(before);
    opened.resume();
    await media.pass(1);
    await opened.stop();
    expect(recorded[0]?.durationMs).toBeLessThan(4_000);
  });

  it('pauses by itself when a call takes the device, and says that it did', async () => {
    await recording(2);
    media.tracks[0]?.mute();
    expect(last()).toMatchObject({ state: 'paused', isInterrupted: true });
    expect(media.recorders[0]?.state).toBe('paused');
  });

  it.each([
    ['before the count-down', 0],
    ['during the count-down', 2],
  ])('begins paused, without the sign to speak, when a call took the device %s', async (_, seconds) => {
    const opened = session({ kind: 'voice' });
    await opened.open();
    if (seconds === 0) media.tracks[0]?.mute();
    opened.begin();
    await media.pass(seconds);
    if (seconds > 0) media.tracks[0]?.mute();
    await media.pass(6 - seconds);
    expect(last()).toEqual({ state: 'paused', elapsedMs: 0, isInterrupted: true });
    expect(media.recorders.map(({ state }) => state)).toEqual(['paused']);
    expect(media.signs).not.toContain('heard: start');
    media.tracks[0]?.unmute();
    opened.resume();
    await media.pass(2);
    await opened.stop();
    expect(recorded).toMatchObject([{ kind: 'voice', durationMs: 2_000 }]);
  });

  it('begins as ever when the call was over before the count-down was', async () => {
    const opened = session();
    await opened.open();
    opened.begin();
    media.tracks[0]?.mute();
    await media.pass(1);
    media.tracks[0]?.unmute();
    await media.pass(3);
    expect(last()).toMatchObject({ state: 'recording', elapsedMs: 1_000 });
  });

  it('pauses again when it is gone on with while the call still has the device', async () => {
    const opened = await recording(2);
    media.tracks[0]?.mute();
    opened.resume();
    await media.pass(5);
    expect(last()).toMatchObject({ state: 'paused', isInterrupted: true });
    expect(media.recorders[0]?.state).toBe('paused');
    await opened.stop();
    expect(recorded[0]?.durationMs).toBeLessThanOrEqual(2_250);
  });

  it('ends at the limit of seconds, and of bytes', async () => {
    await recording(5, { maxSeconds: 3 });
    expect(last()).toMatchObject({ state: 'stopped', by: 'limit' });
    expect(recorded).toHaveLength(1);
    await recording(5, { maxBytes: 100 });
    expect(last()).toMatchObject({ state: 'stopped', by: 'limit' });
  });

  it('is not begun when the count-down is called off (M3)', async () => {
    const opened = session();
    await opened.open();
    opened.begin();
    await media.pass(2);
    await opened.stop();
    await media.pass(5);
    expect(last()).toEqual({ state: 'ready' });
    expect(media.recorders).toEqual([]);
    expect(await listRecordings(environment)).toEqual([]);
  });

  it('of the voice asks for no camera', async () => {
    await recording(1, { kind: 'voice', savesData: true });
    expect(media.constraints[0]).not.toHaveProperty('video');
    expect(media.recorders[0]?.options).toEqual({
      mimeType: 'audio/webm;codecs=opus',
      audioBitsPerSecond: 16_000,
    });
  });
});

describe('what goes wrong', () => {
  it.each([
    ['NotAllowedError', 'refused'],
    ['NotFoundError', 'no-device'],
    ['NotReadableError', 'taken'],
  ] as const)('the device cannot be had: %s', async (name, reason) => {
    media.refusal = name;
    await session().open();
    expect(last()).toEqual({ state: 'failed', elapsedMs: 0, reason });
  });

  it('no encoder', async () => {
    media.supported = /nothing/;
    await recording(1);
    expect(last()).toMatchObject({ state: 'failed', reason: 'no-encoder' });
    expect(await listRecordings(environment)).toEqual([]);
  });

  it.each([
    ['the device is pulled out in the middle', 'granted', 'unplugged'],
    ['the permission is taken back in the middle', 'denied', 'revoked'],
  ] as const)('%s: what was recorded is kept', async (_, permission, reason) => {
    await recording(3);
    media.permission = permission;
    media.tracks[0]?.dispatchEvent(new Event('ended'));
    await finishWork();
    expect(last()).toMatchObject({ state: 'failed', reason });
    expect(recorded).toHaveLength(1);
    expect(recorded[0]?.byteLength).toBeGreaterThan(0);
  });

  it.each([
    ['voice', 'microphone'],
    ['sign-video', 'camera'],
  ] as const)('%s: whether its device was taken away is asked of that one alone', async (kind, device) => {
    const asked = vi.spyOn(media, 'permissions');
    await recording(3, { kind });
    media.tracks[0]?.dispatchEvent(new Event('ended'));
    await finishWork();
    expect(asked.mock.calls).toEqual([[[device]], [[device]]]);
  });

  it('the disk is full in the middle: what was stored is kept', async () => {
    await recording(3);
    const stored = await storedText();
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await media.pass(1);
    await finishWork();
    expect(states.at(-1)).toMatchObject({ state: 'failed', reason: 'quota' });
    expect(await storedText()).toBe(stored);
    const digest = createHash('sha256').update(stored).digest('base64url');
    expect(recorded).toMatchObject([{ byteLength: stored.length, digest }]);
    // Nor does a page that is opened again have to wait for room, and it finds the same.
    expect(await recoverRecordings(draftId, [], environment)).toEqual(recorded);
    put.mockRestore();
    expect(await recoverRecordings(draftId, [], environment)).toEqual(recorded);
  });

  it('the disk is full from the first second on: nothing is said to be kept', async () => {
    const { put } = IDBObjectStore.prototype;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...given) {
      if (this.name === 'chunks') throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, given);
    });
    await recording(2);
    expect(last()).toEqual({ state: 'failed', reason: 'quota', elapsedMs: 0, isKept: false });
    expect(recorded).toEqual([]);
    expect(await listRecordings(environment)).toEqual([]);
  });

  it('the disk is full at the last bytes of one that is stopped: it is told as long as what lies there', async () => {
    const opened = await recording(2);
    const { now } = media;
    media.now = () => now() + 200;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await opened.stop();
    expect(last()).toEqual({ state: 'stopped', by: 'person', elapsedMs: 2_000, isKept: true });
    expect(recorded).toMatchObject([{ durationMs: 2_000 }]);
  });

  it('the device is lost before the disk has answered: it is said and stays said, with what is there', async () => {
    const answered = Promise.withResolvers<void>();
    const takes = deviceTakes(draftId, 'sign-video', environment);
    const opened = session({}, { ...takes, begin: (type) => answered.promise.then(() => takes.begin(type)) });
    await opened.open();
    opened.begin();
    await media.pass(4);
    media.tracks[0]?.dispatchEvent(new Event('ended'));
    await finishWork();
    answered.resolve();
    await finishWork();
    expect(last()).toMatchObject({ state: 'failed', reason: 'unplugged', isKept: true });
    expect(recorded).toHaveLength(1);
    expect(media.isAwake).toBe(false);
  });

  it('that ends between two ticks is told as long as it is stored', async () => {
    const opened = await recording(2);
    const { now } = media;
    media.now = () => now() + 200;
    await opened.stop();
    const [record] = await listRecordings(environment);
    expect(record?.durationMs).toBe(2_200);
    expect(last()).toMatchObject({ state: 'stopped', elapsedMs: 2_200 });
  });

  it('too little room: it is not begun, and the reason is said', async () => {
    environment.storage = { estimate: async () => ({ usage: 99, quota: 100 }) };
    await session().open();
    expect(last()).toMatchObject({ state: 'failed', reason: 'quota' });
    expect(media.constraints).toEqual([]);
  });

  it('room that runs out while recording: it ends while it still can', async () => {
    let usage = 0;
    environment.storage = { estimate: async () => ({ usage, quota: 100_000_000 }) };
    await recording(2);
    usage = 99_000_000;
    await media.pass(12);
    expect(last()).toMatchObject({ state: 'failed', reason: 'quota' });
    expect(recorded).toHaveLength(1);
  });

  it('the draft is deleted in another tab: the recorder stops', async () => {
    await recording(2);
    const [record] = await listRecordings(environment);
    await deleteRecording(record?.id ?? '', environment);
    await media.pass(1);
    expect(last()).toMatchObject({ state: 'failed', reason: 'store' });
  });
});

describe('what was cut off', () => {
  it('by a kill is finished and offered at its draft, and nowhere else', async () => {
    await recording(3);
    await closeDatabase(environment);
    // A kill takes the locks along, too.
    environment.device.locks.clear();
    const again = mockEnvironment(environment.device);
    expect(await recoverRecordings('another', [], again)).toEqual([]);
    const [recovered, ...others] = await recoverRecordings(draftId, [], again);
    expect(others).toEqual([]);
    expect(recovered).toMatchObject({ kind: 'sign-video', role: 'description' });
    expect(await recoverRecordings(draftId, [recovered?.id ?? ''], again)).toEqual([]);
  });

  it('of a file is none: its bytes go, and its name stays until its owner has seen it', async () => {
    const file = { draftId, kind: 'document', mediaType: 'application/pdf', name: 'tapu.pdf' } as const;
    const { id } = await beginRecording(file, environment);
    await appendChunk(id, new ArrayBuffer(10), 0, environment);
    for (let visit = 0; visit < 2; visit++) {
      expect(await recoverRecordings(draftId, [], environment)).toEqual([]);
      expect(await listRecordings(environment)).toMatchObject([
        { id, state: 'cut-off', name: 'tapu.pdf', byteLength: 0 },
      ]);
    }
    expect(await readBytes(id, 0, 10, environment)).toBeUndefined();
    await forgetCutOff(draftId, 'başka.pdf', environment);
    expect(await listRecordings(environment)).toHaveLength(1);
    await forgetCutOff(draftId, 'tapu.pdf', environment);
    expect(await listRecordings(environment)).toEqual([]);
  });

  it('is not what another tab is recording just now (M6)', async () => {
    const opened = await recording(2);
    const tab = mockEnvironment(environment.device);
    expect(await recoverRecordings(draftId, [], tab)).toEqual([]);
    await opened.stop();
    expect(recorded).toHaveLength(1);
  });
});
