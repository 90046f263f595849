// A cost that waits while an answer is drafted, over HTTP: the question stays open for the citizen, who is shown its last day, whatever
// officers do between themselves, and a proof that comes in time counts.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Office, openOffice, outcome, type Received } from './case-office.ts';
import { startTimeoutMs } from './databases.ts';
import { freshId } from './http-app.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, startTimeoutMs);
afterAll(() => office.close(), startTimeoutMs);

/** Of the institution that wants four eyes. */
async function asked(): Promise<{ received: Received; questionId: string }> {
  const received = await office.receive({
    kind: 'information',
    addressee: { kind: 'institution', institutionId: office.dort, name: 'Kurum' },
  });
  const questionId = freshId();
  const fee = { kind: 'ask-fee', amount: 4_500, text: 'Belediye veznesine.' };
  expect(outcome(await office.action(received, 'dort', fee, questionId))).toBe(201);
  return { received, questionId };
}

const WAITS = { dueOn: '2027-01-12', question: { fee: { amount: 4_500, until: '2026-12-14' } } };
const PAID_DUE = '2026-12-14';

describe('a cost that waits while an answer is drafted', () => {
  it('is still asked of the citizen when the draft has been sent back, and the proof lets the clock go on', async () => {
    const { received, questionId } = await asked();
    const replyId = freshId();
    expect(outcome(await office.reply(received, 'dort', 'Ücretsiz veriyoruz.', replyId))).toBe(201);
    expect(await office.lifeOf(received)).toMatchObject({ ...WAITS, state: 'drafted' });
    const back = { kind: 'send-back', replyId, reason: 'Ücret alınacak.' };
    expect(outcome(await office.action(received, 'approver', back))).toBe(201);
    expect(await office.lifeOf(received)).toMatchObject({ ...WAITS, state: 'information-asked' });
    // As before the draft: neither forwarded nor extended, and not asked a second time.
    const { life } = await office.caseOf(received, 'dort');
    for (const kind of ['transfer', 'extend', 'ask-fee'] as const) expect(life.actions).not.toContain(kind);

    const proof = { kind: 'information', questionId, text: 'Dekont ekte.' };
    expect(outcome(await office.act(received, proof))).toBe(201);
    expect(outcome(await office.act(received, proof))).toBe('409 question-settled');
    const paid = await office.lifeOf(received);
    expect(paid).toMatchObject({ state: 'assigned', dueOn: PAID_DUE });
    expect(paid).not.toHaveProperty('question');
    expect((await office.caseOf(received, 'dort')).life.actions).toContain('transfer');
  });

  it('can be paid while the draft waits, which is approved or sent back as any', async () => {
    const { received, questionId } = await asked();
    const replyId = freshId();
    await office.reply(received, 'dort', 'Bilgi ektedir.', replyId);
    const proof = { kind: 'information', questionId, text: 'Dekont ekte.' };
    expect(outcome(await office.act(received, proof))).toBe(201);
    expect(await office.lifeOf(received)).toMatchObject({ state: 'drafted', dueOn: PAID_DUE });
    expect(outcome(await office.action(received, 'approver', { kind: 'approve', replyId }))).toBe(201);
    expect(await office.lifeOf(received)).toMatchObject({ state: 'answered' });
  });

  it('is not given up by a draft which nobody had approved when the proof came', async () => {
    const { received, questionId } = await asked();
    office.test.clock.nowMs = Date.parse('2026-12-22T08:00:00Z');
    const { test, dort } = office;
    const author = await office.signedIn({ name: 'Ayten Deneme', institutionId: dort, role: 'officer' });
    const approver = await office.signedIn({ name: 'Bora Deneme', institutionId: dort, role: 'approver' });
    const put = async (cookie: string, payload: object, id = freshId()) => {
      const url = `/api/staff/cases/${received.id}/actions/${id}`;
      return outcome(await test.app.inject({ method: 'PUT', url, headers: { cookie }, payload }));
    };
    const draftId = freshId();
    const ending = { kind: 'not-examined', ground: 'fee-not-paid', explanation: 'Ücret ödenmedi.' };
    expect(await put(author, ending, draftId)).toBe(201);
    expect(outcome(await office.act(received, { kind: 'information', questionId, text: 'Dekont.' }))).toBe(
      201,
    );
    expect(await put(approver, { kind: 'approve', replyId: draftId })).toBe('409 action-not-possible');
    const back = { kind: 'send-back', replyId: draftId, reason: 'Ödemiş.' };
    expect(await put(approver, back)).toBe(201);
    expect(await office.lifeOf(received)).toMatchObject({ state: 'assigned' });
    office.test.clock.nowMs = Date.parse('2026-11-23T08:00:00Z');
  });
});
