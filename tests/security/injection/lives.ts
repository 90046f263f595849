// Applications on a real server, in whose every field another payload stands, and what becomes of them:
//
//   `answered`   asked about, answered, rated, objected to; told by a recording, whose text is corrected
//   `withdrawn`  taken back, with a wish to be erased
//   `fresh`      nothing has happened to it yet
//
// What officers write is a payload, too.

import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { makeTracking } from '../../../server/demo/tracking.ts';
import { EXAMPLE_APPLICATION } from '../../../server/http/examples.ts';
import type { ATTACHMENT_STATES } from '../../../src/domain/attachment-state.ts';
import { isSafeText, isVisible } from '../../../src/domain/text.ts';
import { freshId } from '../../contracts/http-app.ts';
import { withSystem } from '../../e2e/office.ts';
import type { ServerProcess } from '../../e2e/server-process.ts';
import { FIELDS, type Field, INSTITUTION_ID, writtenIn } from './fields.ts';
import type { Payload } from './payloads.ts';

export interface Life {
  /** What was written into each field; missing where the server's rules refuse it. */
  words: Readonly<Partial<Record<Field, string>>>;
  /** Of the payload in each field. */
  numbers: Readonly<Record<Field, number>>;
  /** What officers write. */
  said: string;
  ids: { answered: string; withdrawn: string; fresh: string };
  recordingId: string;
  /** Of the citizen's phone. */
  code: string;
  key: string;
}

/** Of so many lives the applications are on one phone. */
const LIVES_OF_PHONE = 25;
const PATIENCE_MS = 60_000;
const PLAYABLE: (typeof ATTACHMENT_STATES)[number] = 'original-only';

/** Answers of an application in which the payload stands wherever it may. */
export function answersOf(words: Life['words']): Record<string, unknown> {
  const name = words['addressee.name'];
  return {
    ...EXAMPLE_APPLICATION,
    ...(name && { addressee: { kind: 'institution', institutionId: INSTITUTION_ID, name } }),
    ...(words.placeDetail && { placeDetail: words.placeDetail }),
    ...(words.subject && { subject: words.subject }),
    ...(words.description && { description: words.description }),
    ...(words.fullName && { fullName: words.fullName }),
    ...(words.addressText && { addressText: words.addressText }),
    ...(words.email && { email: words.email }),
  };
}

/**
 * Sends all three of each. Each payload comes into each field once, where there are as many lives.
 * @param count of lives
 */
export async function sendLives(
  origin: string,
  payloads: readonly Payload[],
  count: number = payloads.length,
): Promise<Life[]> {
  const lives: Life[] = [];
  let phone = await makeTracking();
  for (let at = 0; at < count; at++) {
    const payloadIn = (field: Field): Payload =>
      payloads[(at + FIELDS.indexOf(field)) % payloads.length] as Payload;
    const words = Object.fromEntries(FIELDS.map((field) => [field, writtenIn(field, payloadIn(field))]));
    const numbers = Object.fromEntries(FIELDS.map((field) => [field, payloadIn(field).number]));
    const { text = '' } = payloads[at] ?? {};
    const said = isSafeText(text) && isVisible(text) ? text : 'Yanıt';
    if (at % LIVES_OF_PHONE === 0 && at > 0) phone = await makeTracking();
    const ids = { answered: freshId(), withdrawn: freshId(), fresh: freshId() };
    const life = { words, numbers, said, ids, recordingId: freshId(), ...phone } as Life;
    const answers = { ...answersOf(words), trackingKey: phone.key, formats: ['text'] };
    const attachments = [voice(life.recordingId)];
    // An answered request for information can be appealed, by a petition.
    const asked = { ...answers, kind: 'information', attachments };
    await call(origin, 'PUT', `/api/applications/${ids.answered}`, without(asked, 'beforeCourt'));
    await call(origin, 'PUT', `/api/applications/${ids.withdrawn}`, answers);
    await call(origin, 'PUT', `/api/applications/${ids.fresh}`, answers);
    lives.push(life);
  }
  return lives;
}

function without(whole: Record<string, unknown>, name: string): object {
  const { [name]: _, ...rest } = whole;
  return rest;
}

export function voice(id: string) {
  const digest = randomBytes(32).toString('base64url');
  return {
    id,
    kind: 'voice',
    role: 'supporting',
    mediaType: 'audio/wav',
    byteLength: 800,
    digest,
    durationMs: 1_000,
  };
}

/** The recordings can be put into writing. Their bytes are no matter here, so that none were sent. */
export async function layRecordings(server: ServerProcess, lives: readonly Life[]): Promise<void> {
  await withSystem(server, (system) =>
    system
      .updateTable('attachment')
      .set({ state: PLAYABLE, stored_at: new Date() })
      .where(
        'id',
        'in',
        lives.map(({ recordingId }) => recordingId),
      )
      .execute(),
  );
}

/** The three of each life are a group of likes, and no others are. */
export async function layLikenesses(server: ServerProcess, lives: readonly Life[]): Promise<void> {
  await withSystem(server, async (system) => {
    await system.updateTable('likeness').set({ size: 0 }).execute();
    for (const { ids } of lives) {
      const { answered: id } = ids;
      const group = { id, begun_at: new Date(), size: 3, document: '' };
      await system
        .insertInto('likeness')
        .values(group)
        .onConflict((known) => known.column('id').doUpdateSet({ size: 3 }))
        .execute();
      for (const application_id of Object.values(ids))
        await system
          .insertInto('case_likeness')
          .values({ application_id, likeness_id: id })
          .onConflict((known) => known.column('application_id').doUpdateSet({ likeness_id: id }))
          .execute();
    }
  });
}

/** The officer's part of each life, and what the citizen says to it. @param cookie of an officer of the centre */
export async function liveAll(origin: string, cookie: string, lives: readonly Life[]): Promise<void> {
  for (const life of lives) {
    const { ids, words, said } = life;
    const officer = { cookie, origin };
    const transcriptId = freshId();
    const questionId = freshId();
    const replyId = freshId();
    await act(origin, life, ids.answered, { kind: 'addition' }, { text: words['addition text'] });
    const question = { kind: 'ask-information', question: said };
    await untilTaken(() =>
      ask(origin, 'PUT', `/api/staff/cases/${ids.answered}/actions/${questionId}`, question, officer),
    );
    await act(
      origin,
      life,
      ids.answered,
      { kind: 'information', questionId },
      { text: words['information text'] },
    );
    const transcript = { kind: 'transcript', language: 'tr', cues: [{ startMs: 0, endMs: 900, text: said }] };
    const transcripts = `/api/staff/attachments/${life.recordingId}/transcripts`;
    await call(origin, 'PUT', `${transcripts}/${transcriptId}`, transcript, officer);
    const verdict = {
      kind: 'transcript-verdict',
      verdict: 'corrected',
      attachmentId: life.recordingId,
      transcriptId,
    };
    await act(origin, life, ids.answered, verdict, { text: words['transcript-verdict corrected text'] });
    await call(origin, 'PUT', `/api/staff/cases/${ids.answered}/replies/${replyId}`, { text: said }, officer);
    await act(
      origin,
      life,
      ids.answered,
      { kind: 'rating', replyId, score: 1 },
      { reason: words['rating reason'] },
    );
    await act(origin, life, ids.answered, { kind: 'objection', replyId }, { text: words['objection text'] });
    await act(origin, life, ids.withdrawn, { kind: 'withdrawal' }, { reason: words['withdrawal reason'] });
    await act(origin, life, ids.withdrawn, { kind: 'erasure' }, { reason: words['erasure reason'] });
    await subscribe(origin, life);
  }
}

/** What a push service is called by; nobody shows it. */
async function subscribe(origin: string, life: Life): Promise<void> {
  const endpoint = life.words['notice-choice push target.endpoint'];
  if (endpoint === undefined) return;
  const target = { endpoint, p256dh: 'a'.repeat(87), auth: 'a'.repeat(22) };
  const choice = { kind: 'notice-choice', channel: 'push', isWanted: true, target };
  // The server need not offer push at all: then it says so, in its own words.
  await ask(origin, 'PUT', actPath(life.ids.fresh), written(choice), keyOf(life));
}

/** Where the payload may not stand in it the act is done all the same, in other words: what follows needs it. */
async function act(
  origin: string,
  life: Life,
  id: string,
  about: object,
  { text, reason }: { text?: string | undefined; reason?: string | undefined },
): Promise<void> {
  const said = { ...about, text: text ?? 'Metin', ...(reason !== undefined && { reason }) };
  await call(origin, 'PUT', actPath(id), written(said), keyOf(life));
}

const actPath = (id: string): string => `/api/applications/${id}/acts/${freshId()}`;
const keyOf = ({ key }: Life) => ({ authorization: `Bearer ${key}` });
const written = (said: object) => ({ ...said, locale: 'tr', writtenAt: '2026-11-23T08:00:00.000Z' });

/** Nobody can be asked before the case has its holder. */
async function untilTaken(ask: () => Promise<Response>): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (answer.ok) return;
    if (answer.status !== 409 || Date.now() > until) throw new Error(`${answer.url}: ${answer.status}`);
    await delay(50);
  }
}

/** Comes again where the server says when. */
async function ask(
  origin: string,
  method: string,
  path: string,
  body: unknown,
  headers = {},
): Promise<Response> {
  for (;;) {
    const answer = await fetch(origin + path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const afterSeconds = Number(answer.headers.get('retry-after'));
    if ((answer.status !== 503 && answer.status !== 429) || !(afterSeconds > 0)) return answer;
    await delay(afterSeconds * 1_000);
  }
}

async function call(...request: Parameters<typeof ask>): Promise<void> {
  const answer = await ask(...request);
  if (!answer.ok) throw new Error(`${request[2]}: ${answer.status} ${await answer.text()}`);
}
