// The closing rule: an answer comes in the form that was asked for, or a coordinator says why not.

import { hash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AnswerMediaKind } from '../../src/domain/answer-in-kind.ts';
import type { AttachmentState } from '../../src/domain/attachment-state.ts';
import type { AnswerFormat } from '../../src/domain/kinds.ts';
import type { ReplyInput } from '../../src/domain/wire-staff.ts';
import { startTestDatabase, type TestDatabases } from '../../tests/contracts/databases.ts';
import {
  momentAt,
  newId,
  openStore,
  type Store,
  seedCase,
  seedOfficer,
  WATER_ID,
} from '../../tests/fixtures/casework.ts';
import { recordMedium } from '../attachments/answer-media.ts';
import { removeMedium, removeUnsentMedia } from '../attachments/answer-media-removal.ts';
import type { Officer } from '../identity/officer.ts';
import { sendReply } from './replies.ts';

const NOW = Date.parse('2026-11-23T08:00:00.000Z');
const CUES = [
  { startMs: 0, endMs: 1_500, text: 'Merhaba.' },
  { startMs: 1_500, endMs: 3_000, text: 'Su geliyor.' },
];
const OVERRIDE = { reason: 'Tercüman bu hafta bulunamadı.' };

let databases: TestDatabases;
let store: Store;
let officer: Officer;
let coordinator: Officer;
let interpreter: Officer;
beforeAll(async () => {
  databases = await startTestDatabase();
});
afterAll(() => databases.stop());
beforeEach(async () => {
  store = await openStore(await databases.migrated());
  officer = await seedOfficer(store.db, WATER_ID);
  coordinator = await seedOfficer(store.db, WATER_ID, 'coordinator');
  interpreter = await seedOfficer(store.db, null, 'interpreter');
  return store.close;
});

const open = (...formats: AnswerFormat[]) => seedCase(store.db, { heldBy: WATER_ID, formats });

/** A medium of the case, in the state in which the job has left it. */
async function attach(
  applicationId: string,
  kind: AnswerMediaKind,
  state: AttachmentState = 'ready',
): Promise<string> {
  const id = newId();
  const digest = hash('sha256', id, 'buffer');
  const medium = { id, applicationId, kind, mediaType: 'video/webm', byteLength: 10, digest };
  expect(await recordMedium(store.db, officer, medium, NOW)).toMatchObject({ ok: true, isNew: true });
  await store.db.updateTable('attachment').set({ state }).where('id', '=', id).execute();
  await store.db.deleteFrom('job').where('attachment_id', '=', id).execute();
  const common = { attachment_id: id, byte_length: 7, blob_key: 'a'.repeat(64), created_at: new Date(NOW) };
  await store.db
    .insertInto('rendition')
    .values([
      { ...common, name: 'mp4', media_type: 'video/mp4', duration_ms: 3_000 },
      { ...common, name: 'poster', media_type: 'image/jpeg', duration_ms: null },
    ])
    .execute();
  return id;
}

const answer = (
  applicationId: string,
  reply: Partial<ReplyInput> = {},
  who: Officer = officer,
  replyId = newId(),
) => sendReply(store.db, who, { applicationId, replyId, text: 'Su geldi.', ...reply }, momentAt(NOW));

const auditOf = async (applicationId: string) =>
  (
    await store.db
      .selectFrom('audit_entry')
      .select('action')
      .where('application_id', '=', applicationId)
      .orderBy('id')
      .execute()
  ).map(({ action }) => action);

describe('a case whose citizen asked for a form', () => {
  it.each<[AnswerFormat, string]>([
    ['sign-language', 'sign-video'],
    ['audio', 'audio'],
    ['plain-language', 'summary'],
  ])('%s is not closed without it, and says what is missing', async (format, missing) => {
    const applicationId = await open('text', format);
    expect(await answer(applicationId)).toEqual({
      ok: false,
      code: 'answer-not-in-kind',
      missing: [missing],
    });
    const file = await store.db.selectFrom('case_file').select('state').executeTakeFirst();
    expect(file?.state).toBe('assigned');
    expect(await store.db.selectFrom('reply').select('id').execute()).toEqual([]);
  });

  it('is closed by an answer that has all of it, which both sides then read', async () => {
    const applicationId = await open('sign-language', 'audio', 'plain-language');
    const [video, audio] = [await attach(applicationId, 'sign-video'), await attach(applicationId, 'audio')];
    const sent = await answer(applicationId, {
      summary: ' Su geldi.\r\n',
      media: [{ id: video, captions: CUES, language: 'tr' }, { id: audio }],
    });
    expect(sent).toMatchObject({
      ok: true,
      case: {
        state: 'answered',
        replies: [
          {
            summary: 'Su geldi.',
            media: [
              {
                id: video,
                kind: 'sign-video',
                durationMs: 3_000,
                renditions: ['mp4', 'poster'],
                sizes: { mp4: 7 },
                captions: CUES,
              },
              { id: audio, kind: 'audio' },
            ],
          },
        ],
      },
    });
    expect(sent.ok && sent.case.attachments).toBeUndefined();
  });

  it('is not closed by captions that go on when their video has ended', async () => {
    const applicationId = await open('sign-language');
    const id = await attach(applicationId, 'sign-video');
    const until = (endMs: number) => [{ id, captions: [{ startMs: 0, endMs, text: 'Su geliyor.' }] }];
    expect(await answer(applicationId, { media: until(4_001) })).toEqual({
      ok: false,
      code: 'cues-beyond-end',
      beyond: { attachmentId: id, piece: 1, endMs: 4_001, durationMs: 3_000 },
    });
    expect(await answer(applicationId, { media: until(4_000) })).toMatchObject({ ok: true });
  });

  it('is not closed by a video without captions', async () => {
    const applicationId = await open('sign-language');
    const media = [{ id: await attach(applicationId, 'sign-video') }];
    expect(await answer(applicationId, { media })).toMatchObject({ missing: ['captions'] });
  });

  it('is not asked for more than it wishes', async () => {
    const applicationId = await open('text', 'large-print');
    const media = [{ id: await attach(applicationId, 'sign-video') }];
    expect(await answer(applicationId, { media })).toMatchObject({ ok: true });
  });
});

describe('an override', () => {
  it('of a coordinator closes the case, is written down, and is read by the citizen', async () => {
    const applicationId = await open('sign-language');
    expect(await answer(applicationId, { override: OVERRIDE }, coordinator)).toMatchObject({
      ok: true,
      case: { replies: [{ override: OVERRIDE }] },
    });
    expect((await auditOf(applicationId)).filter((action) => /reply|overridden/.test(action))).toEqual([
      'reply-sent',
      'answer-in-kind-overridden',
    ]);
  });

  it('is not an officer’s, nor an interpreter’s, whether anything is missing or not', async () => {
    for (const formats of [['sign-language'], ['text']] as const) {
      const applicationId = await open(...formats);
      for (const who of [officer, interpreter]) {
        expect(await answer(applicationId, { override: OVERRIDE }, who)).toEqual({
          ok: false,
          code: 'override-not-allowed',
        });
      }
    }
  });
});

describe('media', () => {
  it.each<AttachmentState>(['stored', 'rejected'])('that are %s are not sent', async (state) => {
    const applicationId = await open('text');
    const media = [{ id: await attach(applicationId, 'audio', state) }];
    expect(await answer(applicationId, { media })).toEqual({ ok: false, code: 'answer-media-not-ready' });
  });

  it('that nothing here could make playable are sent as they came', async () => {
    const applicationId = await open('audio');
    const media = [{ id: await attach(applicationId, 'audio', 'original-only') }];
    expect(await answer(applicationId, { media })).toMatchObject({
      ok: true,
      case: { replies: [{ media: [{ renditions: ['original'], sizes: { original: 10 } }] }] },
    });
  });

  it('of another case, of the citizen, sent before, or of nobody are not sent', async () => {
    const [first, second] = [await open('audio'), await open('audio')];
    const sent = await attach(first, 'audio');
    expect(await answer(first, { media: [{ id: sent }] })).toMatchObject({ ok: true });
    const others = await attach(await open('text'), 'audio');
    for (const id of [sent, others, newId()]) {
      expect(await answer(second, { media: [{ id }] })).toEqual({
        ok: false,
        code: 'answer-media-not-ready',
      });
    }
  });

  it('that were sent can no longer be taken away, and do not expire', async () => {
    const applicationId = await open('audio');
    const [sent, unsent] = [await attach(applicationId, 'audio'), await attach(applicationId, 'audio')];
    await answer(applicationId, { media: [{ id: sent }] });
    expect(await removeMedium(store.db, officer, { applicationId, attachmentId: sent }, NOW)).toBe(false);
    const old = { beforeMs: NOW + 1, nowMs: NOW, limit: 100 };
    expect(await removeUnsentMedia(store.db, { ...old, beforeMs: NOW })).toBe(0);
    expect(await removeUnsentMedia(store.db, old)).toBe(1);
    const left = await store.db.selectFrom('attachment').select('id').execute();
    expect(left).toEqual([{ id: sent }]);
    expect(await auditOf(applicationId)).toContain('answer-media-expired');
    expect(unsent).not.toBe(sent);
  });

  it('are sent once, or taken away, whoever comes first', async () => {
    for (let round = 0; round < 5; round++) {
      const applicationId = await open('text');
      const id = await attach(applicationId, 'audio');
      const [sent, isGone] = await Promise.all([
        answer(applicationId, { media: [{ id }] }),
        removeMedium(store.db, officer, { applicationId, attachmentId: id }, NOW),
      ]);
      expect(sent.ok).toBe(!isGone);
    }
  });
});

describe('the same reply again', () => {
  it('is the same only with the same summary, media, captions and reason', async () => {
    const applicationId = await open('text');
    const [one, two] = [await attach(applicationId, 'audio'), await attach(applicationId, 'sign-video')];
    const replyId = newId();
    const reply = { summary: 'Kısa.', media: [{ id: two, captions: CUES }, { id: one }], override: OVERRIDE };
    expect(await answer(applicationId, reply, coordinator, replyId)).toMatchObject({ ok: true, isNew: true });
    expect(await answer(applicationId, reply, coordinator, replyId)).toMatchObject({
      ok: true,
      isNew: false,
    });
    const others: Partial<ReplyInput>[] = [
      { ...reply, summary: 'Uzun.' },
      { ...reply, summary: undefined },
      { ...reply, media: [...reply.media].reverse() },
      { ...reply, media: reply.media.slice(0, 1) },
      { ...reply, media: [{ id: two, captions: CUES.slice(0, 1) }, { id: one }] },
      { ...reply, media: undefined },
      { ...reply, override: { reason: 'Başka bir neden var.' } },
      { ...reply, override: undefined },
    ];
    for (const other of others) {
      expect(await answer(applicationId, other, coordinator, replyId)).toEqual({
        ok: false,
        code: 'reply-conflict',
      });
    }
  });
});
