// The form of a backup, without a database: what comes out is what went in, and nothing else passes for it.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StorageFull } from '../attachments/blob-store/blob-store.ts';
import { createDecrypter, createEncrypter, decrypt, encrypt, makeIdentity } from './age.ts';
import { asWriteFault, requireNew, writeArchive, writeSynced } from './archive-file.ts';
import type { Snapshot } from './database-snapshot.ts';
import { blobName } from './manifest.ts';
import { type BackupTaker, readBackup, takeNothing } from './read-backup.ts';
import { type BackupParts, writeBackup } from './write-backup.ts';

const keyOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

const ROWS = { application: 'bir\tŞükrü\\nikinci satır\niki\t\\N\n', empty: '' };
/** Longer than the encryption's pieces of 64 kB, and no multiple of anything. */
const PHOTO = Buffer.from('a photo '.repeat(20_001));
const SECRET = Buffer.from('a secret\n');

const stored = new Map<string, Buffer>([[keyOf(PHOTO), PHOTO]]);

function partsOf({ owed = [keyOf(PHOTO)], files = stored } = {}): BackupParts {
  const names = Object.keys(ROWS) as (keyof typeof ROWS)[];
  const snapshot: Snapshot = {
    facts: {
      takenAt: '2026-11-26T08:00:00.000Z',
      postgres: '18.4',
      migrations: [{ number: 1, name: 'first' }],
      tables: names.map((name) => ({ name, columns: ['id', 'position'] })),
    },
    fingerprints: [],
    rows: async function* ({ name }) {
      const text = ROWS[name as keyof typeof ROWS];
      if (text !== '') yield Buffer.from(text);
      return text.split('\n').length - 1;
    },
    blobs: async () => owed.toSorted().map((key) => ({ key: Buffer.from(key, 'hex'), isOwed: true })),
    sequences: async () => [{ name: 'application_number_2026', lastValue: '7', isCalled: true }],
    end: async () => undefined,
  };
  const blobs: BackupParts['blobs'] = {
    stat: async (key) => {
      const bytes = files.get(key);
      return bytes && { byteLength: bytes.length };
    },
    open: async (key) => Readable.from([files.get(key) ?? Buffer.alloc(0)]),
  };
  return {
    snapshot,
    files: [{ name: 'keys/tracking-secret', bytes: SECRET }],
    blobs,
    nowMs: 1_795_680_000_000,
  };
}

async function plainOf(parts: BackupParts): Promise<Buffer> {
  return buffer(Readable.from(writeBackup(parts)));
}

let folder: string;
let recipient: string;
let sealed: Buffer;
const inFolder = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kopru-backup-'));
  const [own, others] = [await makeIdentity(0), await makeIdentity(0)];
  recipient = own.recipient;
  await writeFile(inFolder('own'), own.file);
  await writeFile(inFolder('others'), others.file);
  sealed = await buffer(encrypt(await encrypterOf(), writeBackup(partsOf())));
});
afterAll(() => rm(folder, { recursive: true }));

const encrypterOf = () => createEncrypter({ kind: 'recipients', recipients: [recipient] });

async function verify(
  bytes: Buffer,
  { identity = 'own', taker = takeNothing }: { identity?: string; taker?: BackupTaker } = {},
) {
  const decrypter = await createDecrypter({ kind: 'identities', path: inFolder(identity) });
  return readBackup(decrypt(decrypter, Readable.from([bytes]), 'kopru.tar.age'), taker);
}

const verifyPlain = (plain: Buffer) => readBackup(Readable.from([plain]), takeNothing);

describe('an archive', () => {
  it('gives back rows, files and blobs as they were', async () => {
    const taken: Record<string, string> = {};
    const take = async (name: string, bytes: AsyncIterable<Buffer>) => {
      taken[name] = keyOf(await buffer(bytes));
    };
    const { manifest } = await verify(sealed, {
      taker: {
        begin: async () => undefined,
        file: async (name, bytes) => {
          taken[name] = keyOf(bytes);
        },
        rows: ({ name }, bytes) => take(name, bytes),
        blob: take,
      },
    });
    expect(taken).toEqual({
      'keys/tracking-secret': keyOf(SECRET),
      application: keyOf(Buffer.from(ROWS.application)),
      [keyOf(PHOTO)]: keyOf(PHOTO),
    });
    expect(manifest.tables).toMatchObject({ application: { rows: 2 }, empty: { rows: 0 } });
    expect(manifest).toMatchObject({ blobs: { count: 1, bytes: PHOTO.length }, missing: [] });
  });

  it('is an ordinary tar to whoever has opened it with age', async () => {
    const listed = execFileSync('tar', ['-t'], { input: await plainOf(partsOf()) }).toString();
    expect(listed.trim().split('\n')).toEqual([
      'kopru-backup.json',
      'keys/tracking-secret',
      'tables/application/000001.copy',
      blobName(keyOf(PHOTO)),
      'kopru-manifest.json',
    ]);
  });

  it('opens with the passphrase that it was closed with', async () => {
    await writeFile(inFolder('passphrase'), 'on iki sözcük\n');
    const encrypter = await createEncrypter({ kind: 'passphrase', path: inFolder('passphrase') });
    encrypter.setScryptWorkFactor(2);
    const bytes = await buffer(encrypt(encrypter, writeBackup(partsOf())));
    const decrypter = await createDecrypter({ kind: 'passphrase', path: inFolder('passphrase') });
    const read = await readBackup(decrypt(decrypter, Readable.from([bytes]), 'kopru.tar.age'), takeNothing);
    expect(read.manifest.missing).toEqual([]);
  });

  it('says which blobs were gone or damaged already, and is whole without them', async () => {
    const [gone, changed] = [keyOf(Buffer.from('gone')), keyOf(Buffer.from('changed'))];
    const files = new Map([...stored, [changed, Buffer.from('Changed')]]);
    const { manifest } = await verifyPlain(
      await plainOf(partsOf({ owed: [keyOf(PHOTO), gone, changed], files })),
    );
    expect(manifest.missing.toSorted()).toEqual([gone, changed].toSorted());
    expect(manifest.blobs.count).toBe(2);
  });
});

describe('nothing else passes for it', () => {
  it('does not open with another key', async () => {
    await expect(verify(sealed, { identity: 'others' })).rejects.toMatchObject({ code: 'wrongKey' });
    expect(sealed.includes(SECRET)).toBe(false);
  });

  it('is refused when cut off anywhere', async () => {
    for (let length = 0; length < sealed.length; length += 7_001) {
      await expect(verify(sealed.subarray(0, length))).rejects.toMatchObject({ name: 'BackupFault' });
    }
    await expect(verify(sealed.subarray(0, -1))).rejects.toMatchObject({ code: 'damaged' });
  });

  it('is refused with one bit that is another', async () => {
    for (let at = 0; at < sealed.length; at += 7_001) {
      const flipped = Buffer.from(sealed);
      flipped.writeUInt8(flipped.readUInt8(at) ^ 1, at);
      await expect(verify(flipped)).rejects.toMatchObject({ name: 'BackupFault' });
    }
  });

  it('is refused with anything behind it', async () => {
    const longer = Buffer.concat([sealed, Buffer.from('more')]);
    await expect(verify(longer)).rejects.toMatchObject({ code: 'damaged' });
  });

  it.each([
    ['a row is another', 'Şükrü', 'Fikri!!', 'tables/application'],
    ['a key is another', 'a secret', 'A secret', 'keys/tracking-secret'],
    ['a blob is another', 'a photo a photo', 'A photo a photo', keyOf(PHOTO)],
  ])('is refused when %s, whoever encrypted it', async (_, found, put, where) => {
    const plain = await plainOf(partsOf());
    plain.write(put, plain.indexOf(found));
    await expect(verifyPlain(plain)).rejects.toMatchObject({ code: 'differs', params: { where } });
  });

  it('is refused when it is of a form that is newer', async () => {
    const plain = await plainOf(partsOf());
    plain.write('"format": 2', plain.indexOf('"format": 1'));
    await expect(verifyPlain(plain)).rejects.toMatchObject({ code: 'newerFormat', params: { format: '2' } });
  });

  it.each([
    [
      'no recipient',
      () => createEncrypter({ kind: 'recipients', recipients: ['age1what'] }),
      'notARecipient',
    ],
    ['no identity', () => createDecrypter({ kind: 'identities', path: '/dev/null' }), 'notAnIdentity'],
    ['no passphrase', () => createDecrypter({ kind: 'passphrase', path: '/dev/null' }), 'passphraseEmpty'],
    ['no file', () => createDecrypter({ kind: 'passphrase', path: '/dev/null/what' }), 'fileUnreadable'],
  ])('%s is said before anything is read', async (_, create, code) => {
    await expect(create()).rejects.toMatchObject({ code });
  });
});

describe('the file', () => {
  it('has its name when it is whole, and is never written over', async () => {
    expect(await writeArchive(inFolder('a.age'), Readable.from([sealed]))).toBe(sealed.length);
    await expect(requireNew(inFolder('a.age'))).rejects.toMatchObject({ code: 'fileExists' });
    await expect(requireNew(inFolder('no/a.age'))).rejects.toMatchObject({ code: 'fileUnwritable' });
  });

  it('leaves nothing behind when its source breaks', async () => {
    const broken = async function* () {
      yield sealed.subarray(0, 100);
      throw new Error('the database is gone');
    };
    await expect(writeArchive(inFolder('b.age'), broken())).rejects.toThrow('the database is gone');
    expect((await readdir(folder)).filter((name) => name.startsWith('b.age'))).toEqual([]);
  });

  it('says that the disk is full', async () => {
    const full = await open('/dev/full', 'w');
    const fault = await writeSynced(full, Readable.from([sealed])).catch((error: unknown) =>
      asWriteFault(error, '/b'),
    );
    await full.close();
    expect(fault).toMatchObject({ code: 'noRoom', params: { path: '/b' } });
    for (const other of [
      new StorageFull('the object store'),
      Object.assign(new Error(), { code: '53100' }),
    ]) {
      expect(asWriteFault(other, '/b')).toMatchObject({ code: 'noRoom' });
    }
  });
});
