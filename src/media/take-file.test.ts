import 'fake-indexeddb/auto';
import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ooxmlParts, zipOf } from '../../tests/fixtures/attachments/documents.ts';
import { HEIC } from '../../tests/fixtures/attachments/heic.ts';
import { DEFAULT_ATTACHMENT_LIMITS } from '../domain/attachment-limits.ts';
import { createDraft } from '../offline/drafts.ts';
import { type MockEnvironment, mockEnvironment } from '../offline/environment.mock.ts';
import { listRecordings, readChunks } from '../offline/recordings.ts';
import { ACCEPTED_FILES, isHeic, kindOfFile } from './file-kinds.ts';
import { type DrawAnew, type Taking, takeFile } from './take-file.ts';

let environment: MockEnvironment;
let draftId: string;
beforeEach(async () => {
  vi.restoreAllMocks();
  environment = mockEnvironment();
  draftId = (await createDraft(environment)).id;
});

const drawn: DrawAnew = async () => new Blob(['drawn'], { type: 'image/jpeg' });
const take = (file: File, change: Partial<Taking> = {}, draw: DrawAnew = drawn) =>
  takeFile(
    file,
    { draftId, limits: DEFAULT_ATTACHMENT_LIMITS, count: 0, savesData: false, ...change },
    draw,
    environment,
  );
const pdf = (size = 10) =>
  new File(['%PDF-', new Uint8Array(size - 5)], 'dilekçe.pdf', { type: 'application/pdf' });
const nothingLeft = async () => expect(await listRecordings(environment)).toEqual([]);

/** The head of a JPEG with an Exif block that has these tags. */
function jpeg(tags: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(200);
  bytes.set([0xff, 0xd8, 0xff, 0xe1, 0, 100, 0x45, 0x78, 0x69, 0x66, 0, 0]);
  const tiff = new DataView(bytes.buffer, 12);
  tiff.setUint16(0, 0x4d4d);
  tiff.setUint16(2, 42);
  tiff.setUint32(4, 8);
  tiff.setUint16(8, tags.length);
  tags.forEach((tag, index) => void tiff.setUint16(10 + index * 12, tag));
  return bytes;
}

describe('a file', () => {
  it('is held as one that grows before anybody can see it, and so is not taken for one that was cut off', async () => {
    const { ifFree } = environment;
    const seen: number[] = [];
    environment.ifFree = async (lock, work) => {
      seen.push((await listRecordings(environment)).length);
      return await ifFree(lock, work);
    };
    expect(await take(pdf())).toMatchObject({ ok: true });
    expect(seen).toEqual([0]);
  });

  it('is stored as it is, with its name for its owner, which is not sent', async () => {
    const progress: [string, number][] = [];
    const report = zipOf({ ...ooxmlParts('docx'), 'word/media/1.png': randomBytes(2_400_000) });
    const file = new File([new Uint8Array(report)], 'rapor.DOCX', { type: '' });
    const taken = await take(file, { onProgress: ({ stage, bytes }) => progress.push([stage, bytes]) });
    expect(taken).toMatchObject({
      ok: true,
      attachment: { kind: 'document', role: 'supporting', byteLength: file.size },
    });
    expect(taken.ok && taken.attachment).not.toHaveProperty('name');
    expect(await listRecordings(environment)).toMatchObject([{ name: 'rapor.DOCX', state: 'whole' }]);
    expect(progress).toEqual(
      ['reading', 'checking'].flatMap((stage) =>
        [...(stage === 'checking' ? [0] : []), 1_048_576, 2_097_152, file.size].map((bytes) => [
          stage,
          bytes,
        ]),
      ),
    );
  });

  it.each([
    ['of no bytes', new File([], 'x.pdf', { type: 'application/pdf' }), {}, 'empty'],
    ['that is an archive', new File(['x'], 'x.zip', { type: 'application/zip' }), {}, 'kind'],
    ['of an old form', new File(['x'], 'Dilekçe.DOC', { type: 'application/msword' }), {}, 'old-office'],
    ['that is a program', new File(['x'], 'x.exe', { type: 'application/x-msdownload' }), {}, 'kind'],
    ['that is an SVG', new File(['x'], 'x.svg', { type: 'image/svg+xml' }), {}, 'kind'],
    ['that is a page', new File(['x'], 'x.html', { type: 'text/html' }), {}, 'kind'],
    ['of which nothing is known', new File(['x'], 'x', { type: '' }), {}, 'kind'],
    ['that nobody takes', new File(['RIFF1234AVI LIST'], 'x.avi', { type: 'video/x-msvideo' }), {}, 'form'],
    ['that is one too many', pdf(), { count: 10 }, 'too-many'],
  ] as const)('%s is not taken', async (_, file, change, fault) => {
    expect(await take(file, change)).toEqual({ ok: false, fault });
    await nothingLeft();
  });

  it.each([
    ['x.mp4', 'video/mp4', 'too-large', 200],
    ['x.jpg', 'image/jpeg', 'undrawable', 100],
  ])('that is too large is not even read: %s', async (name, type, fault, mostMegabytes) => {
    const file = new File(['x'], name, { type });
    Object.defineProperty(file, 'size', { value: 500 * 1024 * 1024 });
    const slice = vi.spyOn(file, 'slice');
    expect(await take(file)).toEqual({
      ok: false,
      fault,
      sizeBytes: 500 * 1024 * 1024,
      mostBytes: mostMegabytes * 1024 * 1024,
    });
    expect(slice).not.toHaveBeenCalled();
  });

  it('that was changed on the disk after it was chosen is said to be, and leaves nothing', async () => {
    const file = pdf(3_000_000);
    const slice = file.slice.bind(file);
    vi.spyOn(file, 'slice').mockImplementation((start, end) => {
      if (start === 0) return slice(start, end);
      const gone = new Blob(['x']);
      vi.spyOn(gone, 'arrayBuffer').mockRejectedValue(new DOMException('changed', 'NotReadableError'));
      return gone;
    });
    expect(await take(file)).toEqual({ ok: false, fault: 'changed' });
    await nothingLeft();
  });

  it('that has become shorter meanwhile is not stored as if it were whole', async () => {
    const file = pdf(3_000);
    vi.spyOn(file, 'slice').mockImplementation(() => new Blob(['%PDF-']));
    expect(await take(file)).toEqual({ ok: false, fault: 'changed' });
    await nothingLeft();
  });

  it('for which there is no room is not begun, and leaves nothing when the room ends in the middle', async () => {
    environment.storage = { estimate: async () => ({ usage: 99, quota: 100 }) };
    expect(await take(pdf())).toEqual({ ok: false, fault: 'quota' });
    await nothingLeft();
    environment.storage = undefined;
    const put = IDBObjectStore.prototype.put;
    let count = 0;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...given) {
      if (++count > 3) throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, given);
    });
    expect(await take(pdf(3_000_000))).toEqual({ ok: false, fault: 'quota' });
    vi.restoreAllMocks();
    await nothingLeft();
  });
});

describe('a photo', () => {
  it.each([
    ['of a camera', [0x010f, 0x0110], { place: false, details: true }],
    ['with nothing written into it', [], { place: false, details: false }],
  ] as const)('%s is drawn anew, and what it no longer says is told', async (_name, tags, removed) => {
    const taken = await take(new File([jpeg(tags)], 'foto.jpg', { type: 'image/jpeg' }));
    expect(taken).toMatchObject({
      ok: true,
      removed,
      isSmaller: true,
      attachment: { kind: 'photo', mediaType: 'image/jpeg' },
    });
    const [chunk] = await readChunks(taken.ok ? taken.attachment.id : '', environment);
    expect(new TextDecoder().decode(chunk)).toBe('drawn');
  });

  it('is smaller for who saves data', async () => {
    const sides: number[] = [];
    const draw: DrawAnew = async (_, side) => {
      sides.push(side);
      return new Blob(['x'], { type: 'image/jpeg' });
    };
    const file = () => new File(['x'], 'foto.png', { type: 'image/png' });
    await take(file(), {}, draw);
    await take(file(), { savesData: true }, draw);
    expect(sides).toEqual([2048, 1280]);
  });

  it('that this browser cannot open is never sent as it is', async () => {
    const cannot = () => Promise.reject(new Error('no'));
    const tiff = new File(['II*\0'], 'foto.tif', { type: 'image/tiff' });
    expect(await take(tiff, {}, cannot)).toEqual({ ok: false, fault: 'photo' });
    await nothingLeft();
  });

  it.each([
    ['that is a program', 'MZ\x90\0', 'content'],
    ['that is a text', 'Merhaba dünya, bu bir fotoğraf değil.', 'content'],
    ['that is broken', '\x89PNG\r\n\x1a\n and no more', 'damaged'],
  ])('%s is not blamed on the browser', async (_name, content, fault) => {
    const bytes = Uint8Array.from(content, (sign) => sign.charCodeAt(0));
    const file = new File([bytes], 'foto.jpg', { type: 'image/jpeg' });
    expect(await take(file, {}, () => Promise.reject(new Error('no')))).toEqual({ ok: false, fault });
    await nothingLeft();
  });

  it.each<[string, File]>([
    ['by its type', new File([HEIC], 'foto.heic', { type: 'image/heic' })],
    ['by its name, where the browser knows no such type', new File([HEIC], 'IMG_0042.HEIC', { type: '' })],
    ['by its content, whatever it is called', new File([HEIC], 'foto.jpg', { type: 'image/jpeg' })],
  ])('of an iPhone that this browser cannot open is said to be one: %s', async (_name, file) => {
    expect(await take(file, {}, () => Promise.reject(new Error('no')))).toEqual({ ok: false, fault: 'heic' });
    await nothingLeft();
  });

  it('of an iPhone is drawn anew where the browser can, and goes as a JPEG', async () => {
    const jpegOf: DrawAnew = async () => new Blob(['small'], { type: 'image/jpeg' });
    const taken = await take(new File([HEIC], 'IMG_0042.HEIC', { type: '' }), {}, jpegOf);
    expect(taken).toMatchObject({
      ok: true,
      attachment: { kind: 'photo', mediaType: 'image/jpeg' },
      removed: { place: true, details: true },
    });
  });

  it('of which only a half is there is taken where the browser draws that much, and else is said to be damaged', async () => {
    const half = () => new File([jpeg([]).subarray(0, 100)], 'foto.jpg', { type: 'image/jpeg' });
    expect(await take(half(), {}, () => Promise.reject(new Error('no')))).toEqual({
      ok: false,
      fault: 'damaged',
    });
    await nothingLeft();
    expect(await take(half())).toMatchObject({ ok: true, attachment: { kind: 'photo' } });
  });

  it('is told apart from an AVIF, and from what is too short to say', () => {
    const avif = new TextEncoder().encode('\0\0\0\x18ftypavif\0\0\0\0mif1miaf');
    expect([isHeic(HEIC), isHeic(avif), isHeic(HEIC.subarray(0, 11))]).toEqual([true, false, false]);
  });
});

it('knows the kinds that the picker offers', () => {
  expect(ACCEPTED_FILES).toContain('.docx');
  expect(ACCEPTED_FILES.split(',')).not.toContain('.doc');
  expect(kindOfFile({ type: 'audio/mpeg', name: 'ses.mp3' })).toEqual({
    kind: 'audio',
    mediaType: 'audio/mpeg',
  });
  expect(kindOfFile({ type: 'video/quicktime', name: 'v.mov' })).toMatchObject({ kind: 'video' });
  expect(kindOfFile({ type: 'image/heic', name: 'i.heic' })).toMatchObject({ kind: 'photo' });
});
