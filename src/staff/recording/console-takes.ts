// The console's store for its recorder, and what becomes of a recording: a file with its digest, until it is sent or
// discarded.
//
// C1  What was stored before a crash is found again at its place, as a shorter recording (media M1).
// C2  A take is found only by who made it and where it was made.
// C3  What grows just now, here or in another tab, is neither found nor swept: a lock says so (media M6).

import { bareMediaType } from '../../domain/media-type.ts';
import { createSha256 } from '../../domain/sha256.ts';
import { uuidv7 } from '../../domain/uuid.ts';
import type { RecordedKind } from '../../media/formats.ts';
import type { StoreFailure, TakeStore } from '../../media/take-store.ts';
import { type TakeDatabase, type TakeRecord, takeDatabase } from './take-database.ts';

export interface RecordedTake {
  /** UUIDv7, made here: whatever is sent under it is sent once. */
  id: string;
  kind: RecordedKind;
  /** Without parameters. */
  mediaType: string;
  file: Blob;
  durationMs: number;
  /** SHA-256 of the file, base64url. */
  digest: string;
}

/** Whose, and for what: the words of `purpose` are the page's own, e.g. `answer <case>`. */
export interface TakePlace {
  owner: string;
  purpose: string;
  kind: RecordedKind;
}

/** A take that nobody has used for so long was forgotten. */
const KEPT_MS = 24 * 60 * 60 * 1000;

export function consoleTakes({ owner, purpose, kind }: TakePlace): TakeStore<RecordedTake> {
  return {
    roomLeft,
    async begin(mediaType) {
      const createdAt = Date.now();
      const id = uuidv7(createdAt, crypto.getRandomValues(new Uint8Array(10)));
      const record = { id, owner, purpose, kind, mediaType, byteLength: 0, durationMs: 0, createdAt };
      const database = await takeDatabase();
      const letGo = hold(id);
      try {
        await database.begin(record);
      } catch (error) {
        letGo();
        return reasonOf(error);
      }
      return {
        async append(bytes, durationMs) {
          try {
            return (await database.append(id, bytes, durationMs)) ? undefined : 'store';
          } catch (error) {
            return reasonOf(error);
          }
        },
        async finish() {
          letGo();
          return await whole(id, database).catch(() => undefined);
        },
      };
    },
  };
}

/** The newest take of a place that is not growing, whole or cut off; undefined where there is none. */
export async function findTake(place: TakePlace): Promise<RecordedTake | undefined> {
  try {
    const database = await takeDatabase();
    const found = (await database.list())
      .filter(({ owner, purpose }) => owner === place.owner && purpose === place.purpose)
      .filter(({ kind }) => kind === place.kind)
      .sort((a, b) => b.createdAt - a.createdAt);
    for (const { id } of found) {
      const take = await unlessGrowing(id, () => whole(id, database));
      if (take) return take;
    }
  } catch {
    // A store that cannot be read has nothing to offer; the recorder says so when it is used.
  }
  return undefined;
}

/** Sent, or not wanted any more. */
export async function discardTake(id: string): Promise<void> {
  await (await takeDatabase()).remove(id).catch(() => undefined);
}

/**
 * Deletes what is not this officer's, and what was forgotten. @param owner undefined: nobody's is kept
 */
export async function keepTakesOf(owner: string | undefined): Promise<void> {
  try {
    const database = await takeDatabase();
    for (const record of await database.list()) {
      if (record.owner === owner && Date.now() - record.createdAt < KEPT_MS) continue;
      await unlessGrowing(record.id, () => database.remove(record.id));
    }
  } catch {
    // Without a store there is nothing to delete.
  }
}

async function whole(id: string, database: TakeDatabase): Promise<RecordedTake | undefined> {
  const record: TakeRecord | undefined = (await database.list()).find((one) => one.id === id);
  if (!record) return undefined;
  const chunks = await database.chunks(id);
  const mediaType = bareMediaType(record.mediaType);
  if (chunks.length === 0 || !mediaType) {
    await database.remove(id);
    return undefined;
  }
  const hash = createSha256();
  for (const chunk of chunks) hash.update(new Uint8Array(chunk));
  return {
    id,
    kind: record.kind,
    mediaType,
    file: new Blob(chunks, { type: mediaType }),
    durationMs: record.durationMs,
    digest: toBase64url(hash.digest()),
  };
}

/** As the header Content-Digest says it (RFC 9530). @param digest base64url */
export function contentDigest(digest: string): string {
  return `sha-256=:${digest.replaceAll('-', '+').replaceAll('_', '/')}=:`;
}

function toBase64url(bytes: Uint8Array): string {
  const plain = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return plain.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

async function roomLeft(): Promise<number | undefined> {
  try {
    const { usage, quota } = await navigator.storage.estimate();
    return usage === undefined || !quota ? undefined : Math.max(0, quota - usage);
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): StoreFailure {
  return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'quota' : 'store';
}

const lockOf = (id: string): string => `kopru-console-take-${id}`;

/** Before its record can be seen, or whoever looks for what was cut off takes it for that. @returns lets go */
function hold(id: string): () => void {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  navigator.locks?.request(lockOf(id), () => held).catch(() => undefined);
  return letGo;
}

/** @returns undefined while it grows */
async function unlessGrowing<Value>(id: string, act: () => Promise<Value>): Promise<Value | undefined> {
  if (!('locks' in navigator)) return await act();
  return await navigator.locks.request(lockOf(id), { ifAvailable: true }, (lock) =>
    lock ? act() : undefined,
  );
}
