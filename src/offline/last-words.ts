// The last word of a page that goes away: what was typed since the last save, put in the one task that is left.
//
//     hide ─▶ word, under its pad (prepared-pad.ts), in a database of its own ─▶ the ordinary save ─▶ the word goes
//                        │ the page dies
//     next reading ─▶ taken in: put, kept apart, or dropped (domain/last-word.ts) ─▶ the word goes
//
// E1  It waits for no other transaction. A store in the other database would: WebKit lets one transaction write at a time
//     in each (UniqueIDBDatabase, supportsSimultaneousReadWriteTransactions).
// E2  It is sealed and bound to its place as everything personal (sealing.ts, X5).
// E3  It is taken in by the rules of a save, and goes only after that is on the disk. Taken in twice it changes nothing.
// E4  A page leaves its own word alone while it lives: its ordinary save holds more.
// E5  A key that another one has replaced seals no word more, once words are taken in for good before it goes.
// E6  What a page has prepared is prepared anew when it was unlocked: the first key typed after it may be the last.

import type { IDBPDatabase, IDBPObjectStore } from 'idb';
import type { Draft } from '../domain/application.ts';
import { judgeLastWord, type SaveMark, type Spoken } from '../domain/last-word.ts';
import type { ActChange, Opened } from './act-writing.ts';
import { utf8 } from './base64url.ts';
import { announce, markSave, originOf } from './changes.ts';
import { Ciphers } from './ciphers.ts';
import { openDatabase, write } from './database.ts';
import type { OfflineEnvironment } from './environment.ts';
import { newId } from './ids.ts';
import { promised } from './promised.ts';
import type { Sealed } from './schema.ts';
import { StorageFault, toStorageFault } from './storage-fault.ts';

const LAST_WORDS = 'kopru-last-words';
const WORDS = 'words';
/** Of a mark that a key was replaced, among the words. */
const RETIRED = 'retired';

/** `apartId`: of the draft that it becomes where it cannot be put over the other. */
export type LastWord = Spoken & { id: string } & (
    | { store: 'drafts'; said: Draft; apartId: string }
    | { store: 'acts'; said: ActChange }
  );
type WordOf<Store> = Extract<LastWord, { store: Store }>;
type Subject = Pick<LastWord, 'store' | 'id'>;
/** As it lies on the disk. */
interface Kept extends Sealed {
  place: Place;
}
type Place = [store: LastWord['store'] | typeof RETIRED, id: string, writer: string];
type Schema = { words: { key: Place; value: Kept } };
type Words = IDBPDatabase<Schema>;
type WordStore = IDBPObjectStore<Schema, ['words'], 'words', 'readwrite'>;

const connections = new WeakMap<OfflineEnvironment, Promise<Words>>();
/** By place, the bytes that a word may need (E6). */
const prepared = new WeakMap<OfflineEnvironment, Map<string, number>>();

export function ofDraft(said: Draft, environment: OfflineEnvironment, over?: SaveMark): LastWord {
  const by = markSave(environment);
  return { store: 'drafts', id: said.id, said, apartId: newId(environment), by, over };
}

export function ofAct({ id, by: over }: Opened, said: ActChange, environment: OfflineEnvironment): LastWord {
  return { store: 'acts', id, said, by: markSave(environment), over };
}

/** Makes it sure that a word of this length, or a little longer, can be put in one task. @throws StorageFault */
export async function prepareLastWord(word: LastWord, environment: OfflineEnvironment): Promise<void> {
  const all = prepared.get(environment) ?? new Map<string, number>();
  prepared.set(environment, all.set(padPlace(placeOf(word, environment)), utf8(JSON.stringify(word)).length));
  await prepareAll(environment);
}

/** E6. What is prepared already stays. @throws StorageFault */
export async function prepareAll(environment: OfflineEnvironment): Promise<void> {
  for (const [place, length] of prepared.get(environment) ?? []) {
    await openWords(environment);
    await (await ciphersOf(environment)).preparePad(place, length);
  }
}

/** In this task. @returns whether it is on the disk: not where nothing was prepared */
export async function putLastWord(word: LastWord, environment: OfflineEnvironment): Promise<boolean> {
  const words = await openWords(environment);
  const place = placeOf(word, environment);
  const ciphers = await ciphersOf(environment);
  const sealed = ciphers.underPad(padPlace(place), JSON.stringify(word));
  if (!sealed) return false;
  const transaction = words.transaction(WORDS, 'readwrite', { durability: 'strict' });
  const { done } = transaction;
  const all = transaction.objectStore(WORDS);
  const put = all.put({ place, ...sealed });
  // E5: fails as a whole where the mark is there.
  const mark = retiredPlace(ciphers.keyId);
  const held = [all.add({ place: mark } as Kept), all.delete(mark)];
  for (const request of [put, ...held]) request.catch(() => undefined);
  transaction.commit();
  await Promise.all([put, done]);
  return true;
}

/** This page's own, once its ordinary save holds it. */
export async function forgetLastWord(subject: Subject, environment: OfflineEnvironment): Promise<void> {
  await inWords(environment, (all) => all.delete(placeOf(subject, environment)));
}

/** E3, E4. @throws StorageFault */
export async function takeInLastWords(environment: OfflineEnvironment): Promise<void> {
  await takeIn(environment, false);
}

/** E5: before keys that were replaced go. The page's own words, too. @throws StorageFault */
export async function takeInForGood(
  keyIds: readonly string[],
  environment: OfflineEnvironment,
): Promise<void> {
  await takeIn(environment, true, keyIds);
}

async function takeIn(
  environment: OfflineEnvironment,
  isOwn: boolean,
  retired: readonly string[] = [],
): Promise<void> {
  try {
    if (retired.length > 0) {
      await inWords(environment, async (all) => {
        for (const id of retired) await all.put({ place: retiredPlace(id) } as Kept);
      });
    }
    await takeInAll(environment, isOwn);
  } catch (error) {
    throw toStorageFault(error);
  }
}

async function takeInAll(environment: OfflineEnvironment, isOwn: boolean): Promise<void> {
  const words = await openWords(environment);
  const reading = words.transaction(WORDS);
  reading.done.catch(() => undefined);
  for (const kept of await reading.objectStore(WORDS).getAll()) {
    if (kept.place[0] === RETIRED || (!isOwn && kept.place[2] === originOf(environment))) continue;
    const word = await opened(kept, environment);
    if (word?.store === 'drafts') await takeInDraft(word, environment);
    if (word?.store === 'acts') await takeInAct(word, environment);
    await remove(kept, environment);
  }
}

/** Its page may live, and have said another one meanwhile. */
async function remove(kept: Kept, environment: OfflineEnvironment): Promise<void> {
  await inWords(environment, async (all) => {
    const now = await all.get(kept.place);
    if (now && ivOf(now) === ivOf(kept)) await all.delete(kept.place);
  });
}

/** All that is here is being thrown away. */
export async function dropLastWords(environment: OfflineEnvironment): Promise<void> {
  await inWords(environment, (all) => all.clear());
}

/** @returns undefined: its key was thrown away with what it wrote on, or it is damaged; what it wrote on tells of that */
async function opened(kept: Kept, environment: OfflineEnvironment): Promise<LastWord | undefined> {
  const ciphers = await ciphersOf(environment);
  const place = padPlace(kept.place);
  try {
    await ciphers.openText(place, kept);
  } catch (error) {
    if (error instanceof StorageFault) throw error;
    return undefined;
  }
  return JSON.parse(ciphers.openedAtHand(place, kept.sealed) ?? 'null') ?? undefined;
}

async function takeInDraft(word: WordOf<'drafts'>, environment: OfflineEnvironment): Promise<void> {
  const { id, by, said, apartId } = word;
  await write(environment, ['drafts'], async (transaction) => {
    const drafts = transaction.objectStore('drafts');
    const stored = await drafts.get(id);
    const fate = judgeLastWord(word, stored);
    if (!stored || fate === 'drop' || JSON.stringify(stored.draft) === JSON.stringify(said)) return;
    if (fate === 'put') {
      await drafts.put({ id, revision: Math.floor(stored.revision) + 1, draft: said, by });
    } else if (!(await drafts.get(apartId))) {
      // Tracking code and recordings stay with the other.
      const { tracking: _tracking, ...rest } = said;
      const { attachments: _attachments, ...answers } = rest.answers;
      await drafts.put({ id: apartId, revision: 1, draft: { ...rest, id: apartId, answers } });
    }
  });
  announce({ kind: 'draft', id }, environment);
}

/** Of two pages that type into one act the one that saved last holds. */
async function takeInAct(word: WordOf<'acts'>, environment: OfflineEnvironment): Promise<void> {
  const { id, by, said } = word;
  const applicationId = await write(environment, ['acts'], async (transaction) => {
    const acts = transaction.objectStore('acts');
    const stored = await acts.get(id);
    if (stored?.status.state !== 'writing' || judgeLastWord(word, stored) !== 'put') return undefined;
    await acts.put({ ...stored, by, act: { ...stored.act, ...said } as typeof stored.act });
    return stored.applicationId;
  });
  if (applicationId !== undefined) announce({ kind: 'thread', id: applicationId }, environment);
}

async function ciphersOf(environment: OfflineEnvironment): Promise<Ciphers> {
  return new Ciphers(await openDatabase(environment), environment);
}

function placeOf({ store, id }: Subject, environment: OfflineEnvironment): Place {
  return [store, id, originOf(environment)];
}

function retiredPlace(keyId: string): Place {
  return [RETIRED, keyId, ''];
}

function padPlace(place: Place): string {
  return `last word ${JSON.stringify(place)}`;
}

/** Writes in one transaction. @param work awaits nothing but its requests */
async function inWords(
  environment: OfflineEnvironment,
  work: (all: WordStore) => Promise<unknown>,
): Promise<void> {
  const transaction = (await openWords(environment)).transaction(WORDS, 'readwrite');
  const { done } = transaction;
  // Heard of by the request.
  done.catch(() => undefined);
  await work(transaction.objectStore(WORDS));
  await done;
}

function ivOf({ sealed }: Kept): string {
  return `${new Uint8Array(sealed, 0, 12)}`;
}

function openWords(environment: OfflineEnvironment): Promise<Words> {
  const known = connections.get(environment);
  if (known) return known;
  const forget = (): void => {
    if (connections.get(environment) === opening) connections.delete(environment);
  };
  const opening = connect(environment, forget);
  connections.set(environment, opening);
  opening.catch(forget);
  return opening;
}

async function connect(environment: OfflineEnvironment, forget: () => void): Promise<Words> {
  const request = environment.indexedDB.open(LAST_WORDS, 1);
  request.addEventListener('upgradeneeded', () => {
    request.result.createObjectStore(WORDS, { keyPath: 'place' });
  });
  const database = await (promised(request) as Promise<Words>);
  database.addEventListener('versionchange', () => {
    forget();
    database.close();
  });
  database.addEventListener('close', forget);
  return database;
}
