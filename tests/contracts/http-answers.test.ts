// What an answer consists of, over HTTP: its text as blocks, the media of a draft for whoever approves it, captions between
// colleagues.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAnswerText } from '../../src/domain/answer-text.ts';
import { type Office, openOffice, outcome, type Received, type Who } from './case-office.ts';
import { startTimeoutMs } from './databases.ts';
import { freshId } from './http-app.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, startTimeoutMs);
afterAll(() => office.close(), startTimeoutMs);

const toFourEyes = () => ({ addressee: { kind: 'institution', institutionId: office.dort, name: 'Kurum' } });

/** As uploaded and made ready. */
async function addVideo({ id }: Received): Promise<string> {
  const attachmentId = freshId();
  const at = new Date(office.test.clock.nowMs);
  const { database } = office.test;
  await database
    .insertInto('attachment')
    .values({
      id: attachmentId,
      application_id: id,
      kind: 'sign-video',
      role: 'answer',
      media_type: 'video/webm',
      byte_length: 4,
      digest: Buffer.alloc(32),
      state: 'ready',
      position: 1,
      created_at: at,
    })
    .execute();
  await database
    .insertInto('rendition')
    .values({
      attachment_id: attachmentId,
      name: 'mp4',
      media_type: 'video/mp4',
      byte_length: 4,
      blob_key: 'x',
      duration_ms: 5_000,
      created_at: at,
    })
    .execute();
  return attachmentId;
}

const CUES = [{ startMs: 0, endMs: 1_000, text: 'Rampa yapılacak.' }];
const keep = (received: Received, attachmentId: string, body: object, who: Who = 'su') =>
  office.ask(who, 'PUT', `/api/staff/cases/${received.id}/answer-media/${attachmentId}/captions`, body);
const media = async ({ id }: Received, who: Who = 'su') =>
  (await office.ask(who, 'GET', `/api/staff/cases/${id}/answer-media`)).json().media;

describe('an answer’s text', () => {
  const TEXT = '# Rampa\n\n- [Plan](https://ornek.bel.tr/)\n- [x](javascript:alert(1))';

  it('is told as blocks, and without them as plain text; its source is the officers’', async () => {
    const received = await office.receive();
    const replyId = freshId();
    expect(outcome(await office.reply(received, 'su', TEXT, replyId))).toBe(201);
    const [told] = (await office.threadOf(received)).replies;
    expect(told?.text).toBe('Rampa\n\n- Plan (https://ornek.bel.tr/)\n- [x](javascript:alert(1))');
    expect(told && readAnswerText(told)).toMatchObject([
      { kind: 'heading', level: 1, runs: [{ text: 'Rampa' }] },
      { kind: 'list', items: [[{ runs: [{ text: 'Plan', href: 'https://ornek.bel.tr/' }] }], [{}]] },
    ]);
    expect(told).not.toHaveProperty('source');
    expect((await office.caseOf(received, 'su')).replies).toMatchObject([{ source: TEXT }]);
    expect(outcome(await office.reply(received, 'su', TEXT, replyId))).toBe(200);
    expect(outcome(await office.reply(received, 'su', `${TEXT}.`, replyId))).toBe('409 reply-conflict');
  });

  it('without marks stays what it was', async () => {
    const received = await office.receive();
    await office.reply(received, 'su', 'Rampa yapılacak.\nSaygılarımızla');
    const [told] = (await office.threadOf(received)).replies;
    expect(told).toMatchObject({ text: 'Rampa yapılacak.\nSaygılarımızla' });
    expect(told).not.toHaveProperty('blocks');
  });
});

it('a draft is seen and heard by whoever approves it, and what was sent back is gone on with', async () => {
  const received = await office.receive(toFourEyes());
  const attachmentId = await addVideo(received);
  const replyId = freshId();
  const url = `/api/staff/cases/${received.id}/replies/${replyId}`;
  const text = 'Rampa **yapılacak**.';
  const body = { text, summary: 'Rampa olacak.', media: [{ id: attachmentId, captions: CUES }] };
  expect(outcome(await office.ask('dort', 'PUT', url, body))).toBe(201);
  const { draft } = (await office.caseOf(received, 'approver')).life;
  expect(draft).toMatchObject({
    summary: 'Rampa olacak.',
    blocks: [{ kind: 'paragraph' }],
    media: [{ id: attachmentId, kind: 'sign-video', renditions: ['mp4'], captions: CUES }],
  });
  expect((await office.threadOf(received)).replies).toEqual([]);
  const back = { kind: 'send-back', replyId, reason: 'Tarih eksik.' };
  expect(outcome(await office.action(received, 'approver', back))).toBe(201);
  expect((await office.caseOf(received, 'approver')).life.returned).toMatchObject({ text });
  expect(await media(received, 'approver')).toMatchObject([
    { id: attachmentId, captions: { cues: CUES, by: 'Umut Deneme' } },
  ]);
});

describe('captions that are not sent yet', () => {
  it('are the colleagues’, too, kept once, and never written over unseen', async () => {
    const received = await office.receive();
    const attachmentId = await addVideo(received);
    const kept = await keep(received, attachmentId, { cues: CUES }, 'interpreter');
    expect([kept.statusCode, kept.json().captions]).toEqual([
      200,
      { cues: CUES, by: 'Derya Deneme', at: expect.any(String) },
    ]);
    expect(await media(received)).toMatchObject([{ captions: { cues: CUES, by: 'Derya Deneme' } }]);
    const { at } = kept.json().captions;
    expect(outcome(await keep(received, attachmentId, { cues: CUES }))).toBe(200);
    const others = [{ startMs: 0, endMs: 2_000, text: 'Başka.' }];
    expect(outcome(await keep(received, attachmentId, { cues: others }))).toBe('409 captions-conflict');
    expect(outcome(await keep(received, attachmentId, { cues: others, after: at }))).toBe(200);
    const late = [{ startMs: 0, endMs: 9_000, text: 'Geç.' }];
    const [{ captions }] = await media(received);
    expect(outcome(await keep(received, attachmentId, { cues: late, after: captions.at }))).toBe(
      '422 cues-beyond-end',
    );
    expect(outcome(await keep(received, attachmentId, { cues: [{ startMs: 5 }] }))).toBe(
      '422 transcript-not-valid',
    );
    expect(outcome(await keep(received, attachmentId, { cues: CUES }, 'dort'))).toBe('404 not-found');
    expect(outcome(await keep(received, freshId(), { cues: CUES }))).toBe('404 not-found');
    expect(JSON.stringify(await office.threadOf(received))).not.toContain('Başka');
  });
});

it('ready texts are those of the institution that has the case, then those of everybody', async () => {
  const received = await office.receive();
  await office.test.database
    .insertInto('reply_template')
    .values([
      { id: 'su-metni', institution_id: office.su, topic_id: null, name: 'Su', text: '{kurum}' },
      { id: 'herkesin', institution_id: null, topic_id: null, name: 'Genel', text: 'x' },
      { id: 'dort-metni', institution_id: office.dort, topic_id: null, name: 'Dört', text: 'x' },
      { id: 'eski', institution_id: office.su, topic_id: null, name: 'Eski', text: 'x', is_retired: true },
    ])
    .execute();
  const read = (who: Who) => office.ask(who, 'GET', `/api/staff/cases/${received.id}/reply-templates`);
  const { templates } = (await read('su')).json();
  expect(templates[0]).toEqual({ id: 'su-metni', name: 'Su', text: '{kurum}' });
  const ids: string[] = templates.map(({ id }: { id: string }) => id);
  expect([ids.includes('herkesin'), ids.includes('dort-metni'), ids.includes('eski')]).toEqual([
    true,
    false,
    false,
  ]);
  expect(outcome(await read('dort'))).toBe('404 not-found');
});
