// Documents of an answer, over HTTP: taken in and looked at, named, approved with the draft, sent with the text, and who may read
// them when. The numbers are the invariants in server/casework/replies.ts.

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMediaQueue } from '../../server/attachments/media-queue.ts';
import { DEFAULT_PIPELINE_LIMITS } from '../../server/attachments/pipeline/limits.ts';
import { limitsOnlySandbox } from '../../server/attachments/pipeline/sandbox.ts';
import { DEFAULT_ANSWER_LIMITS } from '../../src/domain/answer-limits.ts';
import { readAnswer } from '../../src/domain/thread-answer.ts';
import { answerPdf, pdfOf } from '../fixtures/attachments/documents.ts';
import { type Office, openOffice, outcome, type Received, type Who } from './case-office.ts';
import { silentLogger, startTimeoutMs } from './databases.ts';
import { freshId } from './http-app.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, startTimeoutMs);
afterAll(() => office.close(), startTimeoutMs);

const toFourEyes = () => ({ addressee: { kind: 'institution', institutionId: office.dort, name: 'Kurum' } });
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes);

async function upload({ id }: Received, who: Who, bytes: Buffer, kind = 'document'): Promise<string> {
  const attachmentId = freshId();
  const answer = await office.test.app.inject({
    method: 'PUT',
    url: `/api/staff/cases/${id}/answer-media/${attachmentId}?kind=${kind}`,
    headers: {
      cookie: office.cookies[who],
      'content-type': 'application/pdf',
      'content-digest': `sha-256=:${sha256(bytes).digest('base64')}:`,
    },
    payload: bytes,
  });
  expect(outcome(answer)).toBe(201);
  return attachmentId;
}

async function inspectAll(): Promise<void> {
  const { test, folder } = office;
  const queue = startMediaQueue({
    database: test.database,
    blobs: test.stores.blobs,
    tools: { sandbox: limitsOnlySandbox(), media: undefined },
    limits: DEFAULT_PIPELINE_LIMITS,
    workFolder: join(folder, 'media-work'),
    now: () => test.clock.nowMs,
    log: silentLogger,
  });
  await queue.drain();
  await queue.stop();
}

/** As the media job leaves it. */
async function addReady({ id }: Received, kind: 'document' | 'photo'): Promise<string> {
  const attachmentId = freshId();
  const { database, stores, clock } = office.test;
  const at = new Date(clock.nowMs);
  const bytes = Buffer.from(`${kind} ${attachmentId}`);
  const { key, byteLength } = await stores.blobs.put(once(bytes));
  const media_type = kind === 'photo' ? 'image/jpeg' : 'application/pdf';
  await database
    .insertInto('attachment')
    .values({
      id: attachmentId,
      application_id: id,
      kind,
      role: 'answer',
      media_type,
      byte_length: byteLength,
      digest: sha256(bytes).digest(),
      state: 'ready',
      position: 1,
      created_at: at,
    })
    .execute();
  const name = kind === 'photo' ? 'image' : 'original';
  const row = {
    attachment_id: attachmentId,
    name,
    media_type,
    byte_length: byteLength,
    blob_key: key,
    created_at: at,
  };
  await database.insertInto('rendition').values(row).execute();
  return attachmentId;
}

async function* once(bytes: Buffer) {
  yield bytes;
}

const answer = ({ id }: Received, who: Who, body: object, replyId = freshId()) =>
  office.ask(who, 'PUT', `/api/staff/cases/${id}/replies/${replyId}`, { text: 'Rampa yapılacak.', ...body });
const waiting = async ({ id }: Received, who: Who) =>
  (await office.ask(who, 'GET', `/api/staff/cases/${id}/answer-media`)).json();
const asCitizen = ({ trackingKey }: Received, id: string, rendition = 'original') =>
  office.test.app.inject({
    url: `/api/attachments/${id}/${rendition}`,
    headers: { authorization: `Bearer ${trackingKey}` },
  });
const told = async (received: Received) => {
  const [reply] = (await office.threadOf(received)).replies;
  return reply && readAnswer(reply);
};
const eventsOf = async ({ id }: Received) => {
  const rows = await office.test.database
    .selectFrom('case_event')
    .select(['kind', 'payload'])
    .where('application_id', '=', id)
    .where('kind', 'in', ['drafted', 'answered'])
    .orderBy('sequence')
    .execute();
  return rows.map(({ kind, payload }) => [kind, payload]);
};

describe('a document', () => {
  it('is looked at, goes with the text, and is the citizen’s from then on', async () => {
    const received = await office.receive();
    const pdf = answerPdf();
    const id = await upload(received, 'su', pdf);
    const untagged = await upload(received, 'su', pdfOf());
    const document = { id, name: ' Karar metni ' };
    expect(outcome(await answer(received, 'su', { documents: [document] }))).toBe(
      '409 answer-media-not-ready',
    );
    await inspectAll();
    expect(await waiting(received, 'su')).toMatchObject({
      media: [],
      documents: [
        { id, kind: 'document', state: 'ready', renditions: ['original'] },
        { id: untagged, state: 'rejected', problem: 'pdf-not-tagged', renditions: [] },
      ],
    });
    expect(outcome(await answer(received, 'su', { documents: [{ id: untagged, name: 'Karar' }] }))).toBe(
      '409 answer-media-not-ready',
    );
    expect((await asCitizen(received, id)).statusCode).toBe(404);
    const replyId = freshId();
    expect(outcome(await answer(received, 'su', { documents: [document] }, replyId))).toBe(201);
    // Served is a copy that names nobody (decision 0030).
    const served = await asCitizen(received, id);
    expect([served.statusCode, served.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(await told(received)).toEqual({
      documents: [
        {
          id,
          kind: 'document',
          name: 'Karar metni',
          mediaType: 'application/pdf',
          byteLength: served.rawPayload.length,
          rendition: 'original',
        },
      ],
    });
    expect(served.headers['content-disposition']).toMatch(/^attachment/);
    expect(await eventsOf(received)).toEqual([
      ['answered', { documents: [{ id, digest: sha256(served.rawPayload).digest('hex') }] }],
    ]);
    // 2: the same again, and not the same with another name.
    expect(outcome(await answer(received, 'su', { documents: [document] }, replyId))).toBe(200);
    const renamed = { documents: [{ ...document, name: 'Başka' }] };
    expect(outcome(await answer(received, 'su', renamed, replyId))).toBe('409 reply-conflict');
  }, 20_000);

  it('does not stand for the text', async () => {
    const received = await office.receive();
    const documents = [{ id: await addReady(received, 'document'), name: 'Karar' }];
    expect(outcome(await answer(received, 'su', { documents, text: ' ' }))).toBe('422 reply-not-valid');
  });

  it.each([
    ['without a name', { name: ' ' }],
    ['with a name that is too long', { name: 'a'.repeat(101) }],
    ['with signs that deceive in its name', { name: 'karar\u202efdp.exe' }],
  ])('%s is not taken', async (_, said) => {
    const received = await office.receive();
    const documents = [{ id: await addReady(received, 'document'), ...said }];
    expect(outcome(await answer(received, 'su', { documents }))).toBe('422 reply-not-valid');
  });

  it('is one of so many as the operator allows', async () => {
    const received = await office.receive();
    const max = DEFAULT_ANSWER_LIMITS.answerDocuments;
    const documents = [];
    for (let index = 0; index <= max; index++)
      documents.push({ id: await addReady(received, 'document'), name: `Ek ${index + 1}` });
    const tooMany = await answer(received, 'su', { documents });
    expect([tooMany.statusCode, tooMany.json().violations]).toEqual([
      422,
      [{ field: 'documents', code: 'too-long', params: { max, length: max + 1 } }],
    ]);
    const reversed = documents.slice(0, max).reverse();
    expect(outcome(await answer(received, 'su', { documents: reversed }))).toBe(201);
    expect((await told(received))?.documents?.map(({ name }) => name)).toEqual(
      reversed.map(({ name }) => name),
    );
  });

  it('of another case, and a sound as a document, is none', async () => {
    const received = await office.receive();
    const other = await addReady(await office.receive(), 'document');
    const refused = '409 answer-media-not-ready';
    expect(outcome(await answer(received, 'su', { documents: [{ id: other, name: 'Karar' }] }))).toBe(
      refused,
    );
    const own = await addReady(received, 'document');
    expect(outcome(await answer(received, 'su', { media: [{ id: own }] }))).toBe(refused);
  });
});

it('a picture needs words for what it shows', async () => {
  const received = await office.receive();
  const id = await addReady(received, 'photo');
  const bare = await answer(received, 'su', { documents: [{ id, name: 'Plan' }] });
  expect([bare.statusCode, bare.json().violations]).toEqual([
    422,
    [{ field: 'documents', code: 'required' }],
  ]);
  const documents = [{ id, name: 'Plan', alternative: 'Rampanın yeri, girişin solunda.' }];
  expect(outcome(await answer(received, 'su', { documents }))).toBe(201);
  expect(await told(received)).toMatchObject({
    documents: [{ kind: 'photo', alternative: 'Rampanın yeri, girişin solunda.', rendition: 'image' }],
  });
  expect((await asCitizen(received, id, 'image')).statusCode).toBe(200);
});

describe('one document for the answers of several cases', () => {
  const copy = (from: Received, id: string, to: Received, who: Who, copyId: string) =>
    office.ask(who, 'PUT', `/api/staff/cases/${from.id}/answer-media/${id}/copies/${copyId}`, {
      applicationId: to.id,
    });

  it('is each case’s own, and read with its own key', async () => {
    const [first, second] = [await office.receive(), await office.receive()];
    const id = await addReady(first, 'document');
    const copyId = freshId();
    expect(outcome(await copy(first, id, second, 'su', copyId))).toBe(201);
    expect(outcome(await copy(first, id, second, 'su', copyId))).toBe(200);
    expect(await waiting(second, 'su')).toMatchObject({ documents: [{ id: copyId, state: 'ready' }] });
    const documents = [{ id: copyId, name: 'Karar metni' }];
    expect(outcome(await answer(second, 'su', { documents }))).toBe(201);
    const read = await asCitizen(second, copyId);
    expect([read.statusCode, read.payload]).toEqual([200, `document ${id}`]);
    expect((await asCitizen(first, copyId)).statusCode).toBe(404);
    // Sent or not, the first can be copied again; into a case that is answered nothing comes.
    expect(outcome(await answer(first, 'su', { documents: [{ id, name: 'Karar metni' }] }))).toBe(201);
    expect(outcome(await copy(first, id, await office.receive(), 'su', freshId()))).toBe(201);
    expect(outcome(await copy(first, id, second, 'su', freshId()))).toBe('409 reply-conflict');
  });

  it('is not taken from a case of others, nor given to one, nor before it is ready', async () => {
    const [ours, theirs] = [await office.receive(), await office.receive(toFourEyes())];
    const id = await addReady(ours, 'document');
    const hidden = '404 not-found';
    expect(outcome(await copy(ours, id, theirs, 'su', freshId()))).toBe(hidden);
    expect(outcome(await copy(ours, id, theirs, 'dort', freshId()))).toBe(hidden);
    const other = await office.receive();
    expect(outcome(await copy(other, id, other, 'su', freshId()))).toBe(hidden);
    const raw = await upload(ours, 'su', answerPdf());
    expect(outcome(await copy(ours, raw, other, 'su', freshId()))).toBe('409 answer-media-not-ready');
    expect(outcome(await copy(ours, id, other, 'su', raw))).toBe('409 media-conflict');
    expect(await waiting(other, 'su')).toEqual({ media: [] });
  });
});

describe('a draft’s document', () => {
  it('is seen by whoever approves it, and what is sent is what was drafted', async () => {
    const received = await office.receive(toFourEyes());
    const id = await addReady(received, 'document');
    const replyId = freshId();
    const body = { documents: [{ id, name: 'Karar metni' }] };
    expect(outcome(await answer(received, 'dort', body, replyId))).toBe(201);
    expect((await office.caseOf(received, 'approver')).life.draft).toMatchObject({
      documents: [{ id, name: 'Karar metni', mediaType: 'application/pdf' }],
    });
    const read = await office.ask('approver', 'GET', `/api/attachments/${id}/original`);
    expect(read.statusCode).toBe(200);
    expect((await asCitizen(received, id)).statusCode).toBe(404);
    const digest = sha256(read.rawPayload).digest('hex');
    expect(outcome(await office.action(received, 'approver', { kind: 'approve', replyId }))).toBe(201);
    expect(await eventsOf(received)).toEqual([
      ['drafted', { documents: [{ id, digest }] }],
      ['answered', { documents: [{ id, digest }] }],
    ]);
    expect((await asCitizen(received, id)).statusCode).toBe(200);
  });

  it('that was sent back is there again, with its name', async () => {
    const received = await office.receive(toFourEyes());
    const id = await addReady(received, 'photo');
    const replyId = freshId();
    const said = { name: 'Plan', alternative: 'Rampanın yeri.' };
    await answer(received, 'dort', { documents: [{ id, ...said }] }, replyId);
    expect(await waiting(received, 'dort')).toEqual({ media: [] });
    await office.action(received, 'approver', { kind: 'send-back', replyId, reason: 'Eksik.' });
    expect(await waiting(received, 'dort')).toMatchObject({ documents: [{ id, ...said }] });
  });
});

describe('what an institution has prepared and not sent', () => {
  const read = (id: string, who: Who) => office.ask(who, 'GET', `/api/attachments/${id}/original`);
  const auditOf = async ({ id }: Received) => {
    const rows = await office.test.database
      .selectFrom('audit_entry')
      .select('action')
      .where('application_id', '=', id)
      .where('action', 'like', 'answer-media-left%')
      .execute();
    return rows.map(({ action }) => action);
  };

  it.each<[string, Who, (to: string) => object]>([
    ['transferred', 'su', (to) => ({ kind: 'transfer', to, reason: 'Onların işi.' })],
    ['transferred by the centre', 'centre', (to) => ({ kind: 'transfer', to, reason: 'Onların işi.' })],
  ])('is gone when the case is %s; what was sent stays', async (_, who, action) => {
    const received = await office.receive();
    const sent = await addReady(received, 'document');
    await answer(received, 'su', { documents: [{ id: sent, name: 'Karar' }] });
    const { id: replyId } = (await office.threadOf(received)).replies[0] ?? {};
    const objected = await office.act(received, { kind: 'objection', replyId, text: 'Eksik.' });
    expect(outcome(objected)).toBe(201);
    const [ready, raw] = [
      await addReady(received, 'document'),
      await upload(received, 'su', Buffer.from(`ham ${received.id}`)),
    ];
    expect((await read(ready, 'su')).statusCode).toBe(200);
    expect(outcome(await office.action(received, who, action(office.dort)))).toBe(201);
    expect(await waiting(received, 'dort')).toEqual({ media: [] });
    for (const id of [ready, raw]) expect(outcome(await read(id, 'dort'))).toBe('404 not-found');
    expect((await read(sent, 'dort')).statusCode).toBe(200);
    expect(await auditOf(received)).toEqual(['answer-media-left-behind', 'answer-media-left-behind']);
  });

  it('stays where the case only goes to another desk', async () => {
    const received = await office.receive();
    const id = await addReady(received, 'document');
    await office.action(received, 'su', { kind: 'place', unitId: null, colleagueId: null });
    expect(await waiting(received, 'su')).toMatchObject({ documents: [{ id }] });
  });
});
