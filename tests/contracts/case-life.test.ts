// The life of a case over HTTP, as citizen and state see it: acts and answers, each judged as the case stands, and the clock.

import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { watchDeadlines } from '../../server/casework/deadline-watch.ts';
import { countChangedCases } from '../../server/figures/count.ts';
import type { Attachment } from '../../src/domain/attachment.ts';
import { staffCasesSchema } from '../../src/domain/wire-staff.ts';
import { type Office, openOffice, outcome, signIn, type Who } from './case-office.ts';
import { startTimeoutMs } from './databases.ts';
import { freshId } from './http-app.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, startTimeoutMs);
afterAll(() => office.close(), startTimeoutMs);

describe('a case between citizen and state', () => {
  it('is forwarded, asked about, answered, rated, objected to, answered again and closed', async () => {
    const received = await office.receive();
    const moved = await office.action(received, 'su', {
      kind: 'transfer',
      to: office.dort,
      reason: 'Yol onların.',
    });
    expect([moved.statusCode, moved.json().case]).toEqual([201, null]);
    expect(outcome(await office.read(received, 'su'))).toBe('404 not-found');
    const question = freshId();
    const asked = { kind: 'ask-information', question: 'Hangi kapı?' };
    expect(outcome(await office.action(received, 'dort', asked, question))).toBe(201);
    expect(await office.lifeOf(received)).toMatchObject({
      state: 'information-asked',
      question: { id: question, text: 'Hangi kapı?' },
      events: [
        { kind: 'received' },
        { kind: 'assigned' },
        { kind: 'transferred', text: 'Yol onların.', from: expect.stringMatching(/./) },
        { kind: 'information-asked' },
      ],
    });
    const given = { kind: 'information', questionId: question, text: 'Arka kapı.' };
    expect(outcome(await office.act(received, given))).toBe(201);
    expect(outcome(await office.act(received, given))).toBe('409 question-settled');

    // Four eyes: what one writes, another approves, and nobody reads before.
    const replyId = freshId();
    expect((await office.reply(received, 'dort', 'Rampa yapılacak.', replyId)).json()).toMatchObject({
      life: { state: 'drafted', draft: { replyId, text: 'Rampa yapılacak.', by: 'Umut Deneme' } },
    });
    expect(await office.threadOf(received)).toMatchObject({ state: 'assigned', replies: [] });
    const approval = { kind: 'approve', replyId };
    expect(outcome(await office.action(received, 'dort', approval))).toBe('403 own-draft');
    expect(outcome(await office.action(received, 'approver', { ...approval, replyId: freshId() }))).toBe(
      '422 action-not-valid',
    );
    expect(outcome(await office.action(received, 'approver', approval))).toBe(201);
    expect(await office.threadOf(received)).toMatchObject({ state: 'answered', replies: [{ id: replyId }] });

    const rating = { kind: 'rating', replyId, score: 2, reason: 'Ne zaman?' };
    expect(outcome(await office.act(received, rating))).toBe(201);
    expect(outcome(await office.act(received, rating))).toBe('409 already-rated');
    const signed: Attachment = {
      id: freshId(),
      kind: 'sign-video',
      role: 'supporting',
      mediaType: 'video/webm',
      byteLength: 5_000,
      durationMs: 3_000,
      digest: randomBytes(32).toString('base64url'),
    };
    const objection = { kind: 'objection', replyId, text: '', attachments: [signed] };
    expect(outcome(await office.act(received, { ...objection, attachments: [] }))).toBe('422 act-not-valid');
    expect(outcome(await office.act(received, objection))).toBe(201);
    expect(outcome(await office.act(received, objection))).toBe('409 case-closed');
    expect(await office.lifeOf(received)).toMatchObject({
      state: 'objected',
      dueOn: '2026-12-23',
      dueReason: { kind: 'objected' },
      canWithdraw: false,
      acts: [{ kind: 'information' }, { kind: 'rating', score: 2 }, { kind: 'objection' }],
    });
    expect((await office.threadOf(received)).attachments).toMatchObject([
      { id: signed.id, state: 'expected' },
    ]);
    expect(await office.listed('dort', 'objections')).toEqual([received.id]);
    const second = freshId();
    expect(outcome(await office.reply(received, 'dort', 'Mayısta yapılacak.', second))).toBe(201);
    expect(await office.listed('dort', 'approval')).toEqual([received.id]);
    const back = { kind: 'send-back', replyId: second, reason: 'Gün yaz.' };
    expect(outcome(await office.action(received, 'approver', back))).toBe(201);
    const returned = { replyId: second, text: 'Mayısta yapılacak.', reason: 'Gün yaz.', by: 'Evren Deneme' };
    expect((await office.caseOf(received, 'dort')).life).toMatchObject({ state: 'objected', returned });
    const third = freshId();
    await office.reply(received, 'dort', 'Bir mayısta yapılacak.', third);
    expect(outcome(await office.action(received, 'approver', { kind: 'approve', replyId: third }))).toBe(201);
    expect((await office.threadOf(received)).replies.map(({ id }) => id)).toEqual([replyId, third]);
    expect(outcome(await office.action(received, 'dort', { kind: 'close' }))).toBe(201);
    expect(outcome(await office.act(received, { kind: 'addition', text: 'Sağ olun.' }))).toBe(
      '409 case-closed',
    );
    const life = (await office.caseOf(received, 'dort')).life;
    expect(life).toMatchObject({ state: 'closed', canObject: { replyId: third }, actions: ['note'] });
    expect(life.internal.map(({ kind }) => kind)).toEqual([
      'drafted',
      'drafted',
      'draft-returned',
      'drafted',
    ]);
  });

  it('comes to the centre when an answer is objected to whose institution is no longer in use', async () => {
    const received = await office.receive();
    const replyId = freshId();
    await office.reply(received, 'su', 'Yapıldı.', replyId);
    const retire = 'update institution set is_retired = $2 where id = $1';
    await office.test.pool.query(retire, [office.su, true]);
    const objection = { kind: 'objection', replyId, text: 'Yapılmadı.' };
    expect(outcome(await office.act(received, objection))).toBe(201);
    await office.test.pool.query(retire, [office.su, false]);
    expect(await office.listed('su', 'objections')).toEqual([]);
    expect(await office.listed('centre', 'objections')).toContain(received.id);
    const { events, dueReason } = await office.lifeOf(received);
    expect([dueReason?.kind, events.at(-1)?.kind]).toEqual(['objected', 'transferred']);
  });

  it('takes additions with files until it is over, and a withdrawal until it is answered', async () => {
    const received = await office.receive();
    const photo: Attachment = {
      id: freshId(),
      kind: 'photo',
      role: 'supporting',
      mediaType: 'image/jpeg',
      byteLength: 500,
      digest: randomBytes(32).toString('base64url'),
    };
    const addition = { kind: 'addition', text: 'Fotoğrafı ekliyorum.', attachments: [photo] };
    const actId = freshId();
    expect(outcome(await office.act(received, addition, actId))).toBe(201);
    expect(outcome(await office.act(received, addition, actId))).toBe(200);
    expect(outcome(await office.act(received, { ...addition, text: 'Başka.' }, actId))).toBe(
      '409 act-conflict',
    );
    expect(await office.threadOf(received)).toMatchObject({
      attachments: [{ id: photo.id, role: 'supporting', state: 'expected' }],
      life: { acts: [{ id: actId, kind: 'addition', text: 'Fotoğrafı ekliyorum.' }] },
    });
    const voice = { ...photo, id: freshId(), kind: 'voice', mediaType: 'audio/webm', durationMs: 1_000 };
    const spoken = { kind: 'addition', text: '', attachments: [voice] };
    expect(outcome(await office.act(received, { ...spoken, attachments: [] }))).toBe('422 act-not-valid');
    expect(outcome(await office.act(received, spoken))).toBe(201);
    const [, told] = (await office.caseOf(received, 'su')).life?.acts ?? [];
    expect(told).toMatchObject({ kind: 'addition' });
    expect(told).not.toHaveProperty('text');
    expect(outcome(await office.act({ ...received, trackingKey: 'x' }, { kind: 'withdrawal' }))).toBe(
      '404 thread-not-found',
    );
    expect(outcome(await office.act(received, { kind: 'withdrawal', reason: 'Çözüldü.' }))).toBe(201);
    expect(outcome(await office.act(received, { kind: 'withdrawal' }))).toBe('409 case-closed');
    expect(outcome(await office.reply(received, 'su', 'Olmaz.'))).toBe('409 reply-conflict');
    expect(await office.lifeOf(received)).toMatchObject({
      state: 'withdrawn',
      canAdd: false,
      canWithdraw: false,
    });
    const { cases } = v.parse(
      staffCasesSchema,
      (await office.ask('su', 'GET', '/api/staff/cases?list=answered')).json(),
    );
    expect(cases).toMatchObject([{ applicationId: received.id, caseState: 'withdrawn' }]);
  });

  it('is not examined only with a ground of its own law', async () => {
    const received = await office.receive();
    const refusal = { kind: 'not-examined', ground: 'trade-secret', explanation: 'Ticari sır.' };
    expect((await office.action(received, 'su', refusal)).json()).toMatchObject({
      code: 'action-not-valid',
      violations: [{ field: 'ground', code: 'not-in-list' }],
    });
    const lawful = { ...refusal, ground: 'no-subject', explanation: 'Ne istediğiniz anlaşılmıyor.' };
    expect(outcome(await office.action(received, 'su', { ...lawful, explanation: ' ' }))).toBe(
      '422 action-not-valid',
    );
    expect(outcome(await office.action(received, 'su', lawful))).toBe(201);
    expect(await office.lifeOf(received)).toMatchObject({
      state: 'not-examined',
      events: [{}, {}, { kind: 'not-examined', ground: 'no-subject', text: lawful.explanation }],
    });
  });
});

describe('not examining, where four eyes are wanted', () => {
  const refusal = { kind: 'not-examined', ground: 'no-subject', explanation: 'Ne istediğiniz anlaşılmıyor.' };
  const toFourEyes = () => ({
    addressee: { kind: 'institution', institutionId: office.dort, name: 'Kurum' },
  });

  it('is drafted by one, whatever their role, and ends the case when another approves it', async () => {
    const received = await office.receive(toFourEyes());
    const replyId = freshId();
    expect(outcome(await office.action(received, 'dort', refusal, replyId))).toBe(201);
    expect((await office.lifeOf(received)).state).not.toBe('not-examined');
    expect(JSON.stringify(await office.threadOf(received))).not.toContain('anlaşılmıyor');
    for (const again of [refusal, { kind: 'approve', replyId }])
      expect(outcome(await office.action(received, 'dort', again))).toMatch(/own-draft|action-not-possible/);
    expect(outcome(await office.reply(received, 'dort', 'Olur.'))).toBe('409 reply-conflict');
    const { life } = await office.caseOf(received, 'approver');
    expect(life.draft).toMatchObject({ replyId, ground: 'no-subject', text: refusal.explanation });
    expect(life.actions).toEqual(expect.arrayContaining(['approve', 'send-back']));
    expect(outcome(await office.action(received, 'approver', { kind: 'approve', replyId }))).toBe(201);
    expect(await office.lifeOf(received)).toMatchObject({
      state: 'not-examined',
      events: [{}, {}, { kind: 'not-examined', ground: 'no-subject', text: refusal.explanation }],
    });
    expect((await office.threadOf(received)).replies).toEqual([]);
  });

  it('is sent back, and is no beginning of an answer', async () => {
    const received = await office.receive(toFourEyes());
    const replyId = freshId();
    await office.action(received, 'dort', refusal, replyId);
    const back = { kind: 'send-back', replyId, reason: 'Anlaşılıyor.' };
    expect(outcome(await office.action(received, 'approver', back))).toBe(201);
    const { life } = await office.caseOf(received, 'dort');
    expect([life.state, life.returned]).toEqual(['assigned', undefined]);
    expect(life.needsApproval).toBe(true);
    expect((await office.caseOf(await office.receive(), 'su')).life.needsApproval).toBeUndefined();
    expect(life.internal).toMatchObject([
      { kind: 'drafted', ground: 'no-subject', text: refusal.explanation },
      { kind: 'draft-returned', text: 'Anlaşılıyor.' },
    ]);
  });

  it('under the id of a reply that is there is a conflict', async () => {
    const answered = await office.receive();
    const replyId = freshId();
    await office.reply(answered, 'su', 'Oldu.', replyId);
    const received = await office.receive(toFourEyes());
    expect(outcome(await office.action(received, 'dort', refusal, replyId))).toBe('409 action-conflict');
  });
});

describe('the clock', () => {
  it('of an information request starts anew where it arrives, is extended once, and leads to the board', async () => {
    // Received on Thursday; all that officers do is done on Monday, within their session.
    office.test.clock.nowMs = Date.parse('2026-11-19T08:00:00Z');
    const received = await office.receive({ kind: 'information' });
    office.test.clock.nowMs = Date.parse('2026-11-23T08:00:00Z');
    expect((await office.lifeOf(received)).dueOn).toBe('2026-12-10');
    await office.action(received, 'su', { kind: 'transfer', to: office.dort, reason: 'Bilgi onlarda.' });
    expect(await office.lifeOf(received)).toMatchObject({
      dueOn: '2026-12-14',
      dueReason: { kind: 'transferred' },
      holidays: [],
    });
    const extension = { kind: 'extend', reason: 'Başka birime soruyoruz.' };
    expect(outcome(await office.action(received, 'dort', extension))).toBe(201);
    expect(outcome(await office.action(received, 'dort', extension))).toBe('409 action-not-possible');
    expect(await office.lifeOf(received)).toMatchObject({
      dueOn: '2027-01-05',
      dueReason: { kind: 'extended', text: extension.reason },
      holidays: ['2027-01-01'],
    });
    expect(await office.lifeOf(received)).not.toHaveProperty('appeal');
    office.test.clock.nowMs = Date.parse('2027-01-06T08:00:00Z');
    expect((await office.lifeOf(received)).appeal).toMatchObject({ from: '2027-01-05', until: '2027-01-20' });
    office.test.clock.nowMs = Date.parse('2026-11-23T08:00:00Z');
  });

  it('stands still while a cost waits to be paid, runs on with the proof, and is ended by an officer where none comes', async () => {
    const fee = { kind: 'ask-fee', amount: 4_550, text: 'Belediye veznesine.' };
    expect(outcome(await office.action(await office.receive(), 'su', fee))).toBe('409 action-not-possible');
    const [paid, unpaid] = [
      await office.receive({ kind: 'information' }),
      await office.receive({ kind: 'information' }),
    ];
    const late = await office.receive({ kind: 'information' });
    const [question, lateQuestion] = [freshId(), freshId()];
    expect(outcome(await office.action(late, 'su', fee, lateQuestion))).toBe(201);
    expect(outcome(await office.action(paid, 'su', { ...fee, amount: 0 }))).toBe('422 action-not-valid');
    expect(outcome(await office.action(paid, 'su', fee, question))).toBe(201);
    expect(outcome(await office.action(unpaid, 'su', fee))).toBe(201);
    const life = await office.lifeOf(paid);
    expect(life).toMatchObject({
      state: 'information-asked',
      dueOn: '2027-01-12',
      question: { id: question, fee: { amount: 4_550, until: '2026-12-14' } },
    });
    // A device that knows of no costs reads all of it in the question.
    for (const said of ['45,50', '14 Aralık 2026', 'madde 11', 'Belediye veznesine.'])
      expect(life.question?.text).toContain(said);
    const ending = { kind: 'not-examined', ground: 'fee-not-paid', explanation: 'Ücret ödenmedi.' };
    expect(outcome(await office.action(unpaid, 'su', ending))).toBe('422 action-not-valid');
    const transfer = { kind: 'transfer', to: office.dort, reason: 'Bilgi onlarda.' };
    expect(outcome(await office.action(paid, 'su', transfer))).toBe('409 action-not-possible');

    const proof = { kind: 'information', questionId: question, text: 'Dekont ekte.' };
    expect(outcome(await office.act(paid, proof))).toBe(201);
    expect(await office.lifeOf(paid)).toMatchObject({ state: 'assigned', dueOn: '2026-12-14' });
    expect(outcome(await office.action(paid, 'su', fee))).toBe('409 action-not-possible');

    office.test.clock.nowMs = Date.parse('2026-12-22T08:00:00Z');
    expect((await office.lifeOf(unpaid)).question?.fee).toMatchObject({ isForfeited: true });
    const officer = { name: 'Ekin Deneme', institutionId: office.su, role: 'officer' } as const;
    const ended = await office.test.app.inject({
      method: 'PUT',
      url: `/api/staff/cases/${unpaid.id}/actions/${freshId()}`,
      headers: { cookie: await signIn(office.test, officer) },
      payload: ending,
    });
    expect(outcome(ended)).toBe(201);
    expect(await office.lifeOf(unpaid)).toMatchObject({
      state: 'not-examined',
      appeal: { from: '2026-12-22' },
    });

    // Long after the day that the case kept: that was no silence, and the answer is in time.
    office.test.clock.nowMs = Date.parse('2027-01-20T08:00:00Z');
    expect(outcome(await office.act(late, { ...proof, questionId: lateQuestion }))).toBe(201);
    const answered = await office.test.app.inject({
      method: 'PUT',
      url: `/api/staff/cases/${late.id}/replies/${freshId()}`,
      headers: { cookie: await signIn(office.test, officer) },
      payload: { text: 'Bilgi ektedir.' },
    });
    expect(outcome(answered)).toBe(201);
    await countChangedCases(office.test.database, office.test.clock.nowMs);
    const { rows } = await office.test.pool.query(
      'select is_in_time from figure_case where application_id = $1',
      [late.id],
    );
    expect(rows).toEqual([{ is_in_time: true }]);
    office.test.clock.nowMs = Date.parse('2026-11-23T08:00:00Z');
  });

  it('of what was forwarded late leaves the silence, its appeal and its place in the list of the overdue', async () => {
    office.test.clock.nowMs = Date.parse('2026-10-30T08:00:00Z');
    const received = await office.receive({ kind: 'information' });
    office.test.clock.nowMs = Date.parse('2026-11-23T08:00:00Z');
    const { database, services, clock } = office.test;
    await watchDeadlines(database, { nowMs: clock.nowMs, calendar: services.calendar });
    const before = await office.lifeOf(received);
    const { holder: silent } = before;
    const appeal = { from: '2026-11-20', until: '2026-12-07', institution: silent };
    expect(before).toMatchObject({ dueOn: '2026-11-20', appeal });

    const moved = { kind: 'transfer', to: office.dort, reason: 'Bilgi onlarda.' };
    expect(outcome(await office.action(received, 'su', moved))).toBe(201);
    expect(await office.lifeOf(received)).toMatchObject({ dueOn: '2026-12-14', appeal });
    expect(await office.listed('centre', 'overdue')).toContain(received.id);

    const back = { kind: 'transfer', to: office.su, reason: 'Bilgi sizde.' };
    expect(outcome(await office.action(received, 'dort', back))).toBe(201);
    expect(await office.lifeOf(received)).toMatchObject({ dueOn: '2026-12-14', holder: silent, appeal });
    expect((await office.lifeOf(received)).events.at(-1)).not.toHaveProperty('dueOn');

    // By the day that counts now it is due soon, and then over, once more.
    const lists = async (at: string) => {
      await watchDeadlines(database, { nowMs: Date.parse(at), calendar: services.calendar });
      const found = ['due-soon', 'overdue'].map(async (list) =>
        (await office.listed('su', list)).includes(received.id),
      );
      return Promise.all(found);
    };
    expect(await lists('2026-12-04T08:00:00Z')).toEqual([false, true]);
    expect(await lists('2026-12-08T08:00:00Z')).toEqual([true, true]);
    expect(await lists('2026-12-15T08:00:00Z')).toEqual([false, true]);
    const escalated = await office.test.pool.query(
      `select 1 from audit_entry where action = 'escalated' and application_id = $1`,
      [received.id],
    );
    expect(escalated.rows).toHaveLength(2);
  });

  it('is watched: what is due soon and what is overdue are marked once, and stand in lists of their own', async () => {
    const received = await office.receive();
    const { database } = office.test;
    const { calendar } = office.test.services;
    const listed = async (list: string, who: Who) => {
      const url = `/api/staff/cases?list=${list}`;
      const answer = await office.ask(who, 'GET', url);
      return v
        .parse(staffCasesSchema, answer.json())
        .cases.filter((one) => one.applicationId === received.id);
    };
    const watchAt = (at: string) => watchDeadlines(database, { nowMs: Date.parse(at), calendar });
    await watchAt('2026-12-15T08:00:00Z');
    expect(await listed('due-soon', 'su')).toEqual([]);
    await watchAt('2026-12-16T08:00:00Z');
    expect(await listed('due-soon', 'su')).toMatchObject([{ alert: 'due-soon' }]);
    await watchAt('2026-12-23T20:59:00Z');
    expect(await listed('overdue', 'centre')).toEqual([]);
    expect((await watchAt('2026-12-24T08:00:00Z')).overdue).toBeGreaterThan(0);
    expect(await listed('overdue', 'centre')).toMatchObject([{ alert: 'overdue' }]);
    expect(await listed('due-soon', 'su')).toEqual([]);
    expect(await watchAt('2026-12-24T09:00:00Z')).toEqual({ dueSoon: 0, overdue: 0 });
  });
});
