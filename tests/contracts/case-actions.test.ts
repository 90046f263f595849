// Officers' actions over HTTP, each taken once and by whom it is allowed; then the audit of what came of them, against the real
// database.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anchorFolder, anchorToday, readAnchors } from '../../server/audit/anchors.ts';
import { verifyAudit } from '../../server/audit/verify.ts';
import { createAnchorSigner } from '../../server/intake/receipt-signer.ts';
import { type Office, openOffice, outcome, signIn, type Who } from './case-office.ts';
import { startTimeoutMs } from './databases.ts';
import { freshId } from './http-app.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, startTimeoutMs);
afterAll(() => office.close(), startTimeoutMs);

describe('an action', () => {
  it.each<[string, Who, object, string]>([
    ['of another institution', 'dort', { kind: 'note', text: 'x' }, '404 not-found'],
    ['without a session', 'nobody', { kind: 'note', text: 'x' }, '401 unauthenticated'],
    ['of the centre alone', 'su', { kind: 'assign', to: 'x' }, '403 forbidden'],
    ['of an interpreter’s', 'interpreter', { kind: 'transfer', to: 'x', reason: 'x' }, '403 forbidden'],
    [
      'of an interpreter’s, that ends the case',
      'interpreter',
      { kind: 'not-examined', ground: 'no-subject', explanation: 'x' },
      '403 forbidden',
    ],
    ['to nobody', 'su', { kind: 'transfer', to: 'yok', reason: 'x' }, '422 action-not-valid'],
    ['without its reason', 'su', { kind: 'transfer', to: 'yok' }, '422 action-not-valid'],
    ['of no kind', 'su', { kind: 'dance' }, '422 action-not-valid'],
    ['that closes what is not answered', 'su', { kind: 'close' }, '409 action-not-possible'],
    [
      'that gives an opinion nobody asked for',
      'su',
      { kind: 'give-opinion', text: 'x' },
      '409 action-not-possible',
    ],
  ])('%s is refused', async (_, who, body, expected) => {
    expect(outcome(await office.action(await office.receive(), who, body))).toBe(expected);
  });

  it('is taken once: again it changes nothing, with another body it is a conflict, also for another case', async () => {
    const received = await office.receive();
    const actionId = freshId();
    const note = { kind: 'note', text: 'Yerinde bakılacak.' };
    const answers = await Promise.all([1, 2, 3].map(() => office.action(received, 'su', note, actionId)));
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 200, 201]);
    expect(outcome(await office.action(received, 'su', { ...note, text: 'Başka.' }, actionId))).toBe(
      '409 action-conflict',
    );
    expect(outcome(await office.action(await office.receive(), 'su', note, actionId))).toBe(
      '409 action-conflict',
    );
    const { life } = await office.caseOf(received, 'su');
    expect(life.internal).toMatchObject([
      { kind: 'noted', id: actionId, by: 'Ekin Deneme', text: note.text },
    ]);
    expect(JSON.stringify(await office.threadOf(received))).not.toContain('Yerinde');
  });

  it('is repeated even when the case is not theirs any more', async () => {
    const received = await office.receive();
    const [actionId, transfer] = [freshId(), { kind: 'transfer', to: office.dort, reason: 'Onların.' }];
    expect((await office.action(received, 'su', transfer, actionId)).statusCode).toBe(201);
    const again = await office.action(received, 'su', transfer, actionId);
    expect([again.statusCode, again.json().case]).toEqual([200, null]);
  });

  it('opens the case to whose opinion is asked, who may read and give it and nothing else', async () => {
    const received = await office.receive();
    const asked = { kind: 'ask-opinion', institutionId: office.dort, question: 'Sizce?' };
    expect(outcome(await office.action(received, 'su', asked))).toBe(201);
    expect(outcome(await office.action(received, 'su', asked))).toBe('422 action-not-valid');
    expect((await office.caseOf(received, 'dort')).life.actions).toEqual(['give-opinion', 'note']);
    expect(outcome(await office.reply(received, 'dort', 'Ben yazayım.'))).toBe('404 not-found');
    const url = '/api/staff/cases?list=opinions';
    const list = await office.ask('dort', 'GET', url);
    expect(list.json().cases).toMatchObject([{ applicationId: received.id }]);
    const given = await office.action(received, 'dort', { kind: 'give-opinion', text: 'Olur.' });
    expect([outcome(given), given.json().case]).toEqual([201, null]);
    expect((await office.ask('dort', 'GET', url)).json().cases).toEqual([]);
    expect(outcome(await office.read(received, 'dort'))).toBe('404 not-found');
    const { life } = await office.caseOf(received, 'su');
    expect(life.internal).toMatchObject([{ text: 'Sizce?' }, { text: 'Olur.', by: 'Umut Deneme' }]);
    const told = JSON.stringify(await office.lifeOf(received));
    expect(told).toContain('opinion-given');
    expect(told).not.toMatch(/Sizce|Olur|Umut/);
  });

  it('takes the unit that is named along with the institution, if it is one of theirs and in use', async () => {
    const { test, su, dort } = office;
    const units = [
      { id: 'oradaki', name: 'Oradaki', institution_id: dort },
      { id: 'kapanan', name: 'Kapanan', institution_id: dort, is_retired: true },
      { id: 'buradaki', name: 'Buradaki', institution_id: su },
    ];
    for (const unit of units) await test.database.insertInto('unit').values(unit).execute();
    const unitOf = async ({ id }: { id: string }) => {
      const row = test.database.selectFrom('case_file').select('unit_id').where('application_id', '=', id);
      return (await row.executeTakeFirstOrThrow()).unit_id;
    };
    const received = await office.receive();
    const transfer = { kind: 'transfer', to: dort, reason: 'Onların işi.' };
    for (const unitId of ['kapanan', 'buradaki', 'yok']) {
      const refused = await office.action(received, 'su', { ...transfer, unitId });
      expect([outcome(refused), refused.json().violations]).toEqual([
        '422 action-not-valid',
        [{ field: 'unitId', code: 'not-in-list' }],
      ]);
    }
    expect(outcome(await office.action(received, 'su', { ...transfer, unitId: 'oradaki' }))).toBe(201);
    expect(await unitOf(received)).toBe('oradaki');
    const back = { kind: 'transfer', to: su, reason: 'Sizin işiniz.' };
    expect(outcome(await office.action(received, 'dort', back))).toBe(201);
    expect(await unitOf(received)).toBeNull();
    const pooled = await office.receive({ addressee: { kind: 'unknown' } });
    const assign = { kind: 'assign', to: su, unitId: 'buradaki' };
    expect(outcome(await office.action(pooled, 'centre', assign))).toBe(201);
    expect(await unitOf(pooled)).toBe('buradaki');
  });

  it('gives an institution out of use no case, question or account, and retires nothing that has open cases', async () => {
    const { test, su, dort } = office;
    const cookie = await office.administrator();
    const send = (method: 'GET' | 'PUT' | 'POST', url: string, payload?: object | string) =>
      test.app.inject({
        method,
        url: `/api/staff/${url}`,
        headers: { cookie, ...(typeof payload === 'string' && { 'content-type': 'text/csv' }) },
        ...(payload !== undefined && { payload }),
      });
    const [staying, there] = [await office.receive(), await office.receive()];
    await test.database.insertInto('unit').values({ id: 'dolu', name: 'Dolu', institution_id: su }).execute();
    const place = { kind: 'place', unitId: 'dolu', colleagueId: null };
    expect(outcome(await office.action(staying, 'centre', place))).toBe(201);
    const file = await send('PUT', 'directory/units', `id,institution,name,retired\ndolu,${su},Dolu,evet\n`);
    expect(file.json()).toMatchObject({
      isWritten: false,
      faults: [{ line: 2, code: 'openCases', params: { id: 'dolu', count: 1 } }],
    });
    for (const path of ['directory/units/rows/dolu', `directory/institutions/rows/${su}`]) {
      const { version } = (await send('GET', path)).json();
      const row = await send('PUT', path, { values: { retired: 'yes' }, version });
      expect(row.json().faults).toContainEqual(
        expect.objectContaining({ column: 'retired', code: 'openCases' }),
      );
    }
    const moved = await send('PUT', 'directory/units', `id,institution,name\ndolu,${dort},Dolu\n`);
    expect(moved.json()).toMatchObject({
      isWritten: false,
      faults: [{ line: 2, code: 'openCasesStay', params: { id: 'dolu', count: 1 } }],
    });
    await test.pool.query('update institution set is_retired = true where id = $1', [dort]);
    const transfer = { kind: 'transfer', to: dort, reason: 'Onların işi.' };
    const opinion = { kind: 'ask-opinion', institutionId: dort, question: 'Sizce?' };
    for (const action of [transfer, opinion])
      expect(outcome(await office.action(there, 'su', action))).toBe('409 institution-retired');
    const invitee = { name: 'Geç Kalan', role: 'officer', institutionId: dort };
    expect(outcome(await send('POST', 'accounts', invitee))).toBe('409 institution-retired');
    await test.pool.query('update institution set is_retired = false where id = $1', [dort]);
  });

  it('asks a unit of the institution itself, whose officers give the opinion, and nobody else', async () => {
    const { test, su, dort } = office;
    const unit = { id: 'abone-deneme', name: 'Abone İşleri' };
    await test.pool.query(
      `insert into unit (id, institution_id, name) values ($1, $2, $3), ('park-deneme', $4, 'Parklar')`,
      [unit.id, su, unit.name, dort],
    );
    const received = await office.receive();
    const asked = { kind: 'ask-opinion', unitId: unit.id, question: 'Sizce?' };
    const elsewhere = { ...asked, unitId: 'park-deneme' };
    expect(outcome(await office.action(received, 'su', elsewhere))).toBe('422 action-not-valid');
    expect(outcome(await office.action(received, 'su', asked))).toBe(201);
    expect(outcome(await office.action(received, 'su', asked))).toBe('422 action-not-valid');
    const answer = { kind: 'give-opinion', text: 'Olur.' };
    expect(outcome(await office.action(received, 'su', answer))).toBe('409 action-not-possible');
    expect(await office.listed('su', 'opinions')).not.toContain(received.id);

    const invitee = { name: 'Beril Deneme', institutionId: su, unitId: unit.id, role: 'officer' } as const;
    const headers = { cookie: await signIn(test, invitee) };
    const listed = async () =>
      (await test.app.inject({ url: '/api/staff/cases?list=opinions', headers })).json().cases;
    expect(await listed()).toMatchObject([{ applicationId: received.id }]);
    const url = `/api/staff/cases/${received.id}/actions/${freshId()}`;
    const given = await test.app.inject({ method: 'PUT', url, headers, payload: answer });
    expect(outcome(given)).toBe(201);
    expect(await listed()).toEqual([]);
    expect((await office.caseOf(received, 'su')).life.internal).toMatchObject([
      { kind: 'opinion-asked', askedOf: unit.name, text: 'Sizce?' },
      { kind: 'opinion-given', holder: unit.name, text: 'Olur.', by: 'Beril Deneme' },
    ]);
    expect(JSON.stringify(await office.lifeOf(received))).toContain(unit.name);
    // Who takes the case over has asked nobody, and the institution that has given it away reads it no longer.
    await office.action(received, 'su', { ...asked, question: 'Bir daha?' });
    await office.action(received, 'su', { kind: 'transfer', to: dort, reason: 'Onların.' });
    expect(await listed()).toEqual([]);
    const read = await test.app.inject({ url: `/api/staff/cases/${received.id}`, headers });
    expect(outcome(read)).toBe('404 not-found');
  });

  it('of the centre assigns a case to whom it belongs', async () => {
    const received = await office.receive({ addressee: { kind: 'unknown' } });
    expect(outcome(await office.action(received, 'centre', { kind: 'assign', to: office.su }))).toBe(201);
    expect((await office.caseOf(received, 'su')).life.actions).toContain('ask-information');
    // From another holder, nothing without a reason (Law 3071 art. 5).
    const again = { kind: 'assign', to: office.dort };
    expect(outcome(await office.action(received, 'centre', again))).toBe('409 action-not-possible');
    const moved = { kind: 'transfer', to: office.dort, reason: 'Yol onların.' };
    expect(outcome(await office.action(received, 'centre', moved))).toBe(201);
  });
});

describe('not examining a case whose citizen asked for another form than text', () => {
  const refusal = { kind: 'not-examined', ground: 'no-subject', explanation: 'Belirli bir konu yok.' };
  const reason = 'Tercüman bu hafta bulunamadı.';
  const overriding = { ...refusal, override: { reason } };
  const formats = ['text', 'sign-language', 'audio'];
  const addressedTo = (institutionId: string) => ({
    formats,
    addressee: { kind: 'institution', institutionId, name: 'Kurum' },
  });
  const auditOf = async ({ id }: { id: string }) => {
    const entries = await office.test.database
      .selectFrom('audit_entry')
      .select('action')
      .where('application_id', '=', id)
      .orderBy('id')
      .execute();
    return entries
      .map(({ action }) => action)
      .filter((action) => /not-examined|overridden|approve/.test(action));
  };

  it('needs a coordinator’s reason, which the citizen and the audit read', async () => {
    const received = await office.receive({ formats });
    const missing = { code: 'answer-not-in-kind', missing: ['sign-video', 'audio'] };
    for (const who of ['su', 'centre'] as const) {
      const refused = await office.action(received, who, refusal);
      expect([refused.statusCode, refused.json()]).toMatchObject([422, missing]);
    }
    expect(outcome(await office.action(received, 'su', overriding))).toBe('403 override-not-allowed');
    const short = { ...refusal, override: { reason: 'Yok.' } };
    expect(outcome(await office.action(received, 'centre', short))).toBe('422 action-not-valid');
    expect(await auditOf(received)).toEqual([]);
    expect((await office.lifeOf(received)).state).toBe('assigned');

    const actionId = freshId();
    expect(outcome(await office.action(received, 'centre', overriding, actionId))).toBe(201);
    expect(outcome(await office.action(received, 'centre', overriding, actionId))).toBe(200);
    const other = { ...refusal, override: { reason: 'Başka bir gerekçe.' } };
    expect(outcome(await office.action(received, 'centre', other, actionId))).toBe('409 action-conflict');
    const told = { kind: 'not-examined', text: refusal.explanation, override: reason };
    expect((await office.lifeOf(received)).events.at(-1)).toMatchObject(told);
    expect((await office.caseOf(received, 'su')).life.events.at(-1)).toMatchObject(told);
    expect(await auditOf(received)).toEqual(['case-not-examined', 'answer-in-kind-overridden']);
    // What erasing a case takes away of its events.
    const { rows } = await office.test.pool.query(
      `select case_event_rest(payload) as rest from case_event
       where application_id = $1 and kind = 'not-examined'`,
      [received.id],
    );
    expect(rows).toEqual([{ rest: { ground: 'no-subject' } }]);
  });

  it('is approved with the reason with which it was drafted', async () => {
    const received = await office.receive(addressedTo(office.dort));
    const replyId = freshId();
    expect(outcome(await office.action(received, 'dort', refusal))).toBe('422 answer-not-in-kind');
    expect(outcome(await office.action(received, 'dort', overriding, replyId))).toBe(201);
    const { draft, internal } = (await office.caseOf(received, 'approver')).life;
    expect(draft).toMatchObject({ replyId, override: { reason } });
    expect(internal).toMatchObject([{ kind: 'drafted', override: reason }]);
    expect(outcome(await office.action(received, 'approver', { kind: 'approve', replyId }))).toBe(201);
    expect((await office.lifeOf(received)).events.at(-1)).toMatchObject({
      kind: 'not-examined',
      override: reason,
    });
    expect(await auditOf(received)).toEqual([
      'case-not-examined',
      'answer-in-kind-overridden',
      'case-approve',
    ]);
  });
});

describe('a case whose citizen asked for sign language or sound', () => {
  const formats = ['sign-language', 'audio'];

  it('is not closed before it is answered, whatever is pressed', async () => {
    const received = await office.receive({ formats });
    for (const who of ['su', 'centre'] as const)
      expect(outcome(await office.action(received, who, { kind: 'close' }))).toBe('409 action-not-possible');
    const asked = { kind: 'ask-information', question: 'Nerede?' };
    expect(outcome(await office.action(received, 'su', asked))).toBe(201);
    expect(outcome(await office.action(received, 'su', { kind: 'close' }))).toBe('409 action-not-possible');
    expect((await office.lifeOf(received)).state).toBe('information-asked');
  });

  it('is not ended by a draft from before a reason was asked for: that one is sent back', async () => {
    const received = await office.receive({
      formats: ['text'],
      addressee: { kind: 'institution', institutionId: office.dort, name: 'Kurum' },
    });
    const replyId = freshId();
    const refusal = { kind: 'not-examined', ground: 'no-subject', explanation: 'Belirli bir konu yok.' };
    expect(outcome(await office.action(received, 'dort', refusal, replyId))).toBe(201);
    await office.test.pool.query('alter table application disable trigger application_kept');
    await office.test.pool.query(`update application set formats = '{text,sign-language}' where id = $1`, [
      received.id,
    ]);
    await office.test.pool.query('alter table application enable trigger application_kept');
    expect((await office.caseOf(received, 'approver')).life.actions).toContain('send-back');
    expect((await office.caseOf(received, 'approver')).life.actions).not.toContain('approve');
    const approval = { kind: 'approve', replyId };
    expect(outcome(await office.action(received, 'approver', approval))).toBe('409 action-not-possible');
    const back = { kind: 'send-back', replyId, reason: 'Gerekçesi yok.' };
    expect(outcome(await office.action(received, 'approver', back))).toBe(201);
    expect((await office.lifeOf(received)).state).toBe('assigned');
  });
});

it('an interpreter reads the case and no name, and sends no answer', async () => {
  const received = await office.receive();
  expect((await office.caseOf(received, 'su')).applicant).toMatchObject({ fullName: expect.any(String) });
  const seen = await office.caseOf(received, 'interpreter');
  expect(seen.applicant).toBeNull();
  expect(seen.life.actions).toEqual(['note']);
  expect(outcome(await office.reply(received, 'interpreter', 'Onarıldı.'))).toBe('403 forbidden');
});

describe('the audit of the database', () => {
  const report = async () => {
    const anchors = await readAnchors(anchorFolder(office.folder));
    return verifyAudit(office.test.database, anchors, office.test.keys.published);
  };
  const anchorAt = (at: string) => {
    const { database } = office.test;
    return anchorToday(
      database,
      anchorFolder(office.folder),
      createAnchorSigner(office.test.keys),
      Date.parse(at),
    );
  };
  /** As somebody may who owns the database. */
  const tamper = async (statement: string) => {
    await office.test.pool.query('alter table case_event disable trigger case_event_append_only');
    await office.test.pool.query(statement);
    await office.test.pool.query('alter table case_event enable trigger case_event_append_only');
  };

  it('finds all of the above whole, and anchors it once a day', async () => {
    // Above one's wishes were changed past the trigger.
    const givenFaults = [{ kind: 'application-differs' }];
    expect(await report()).toMatchObject({ anchors: 0, chainFaults: [], givenFaults, anchorFaults: [] });
    expect(await anchorAt('2027-02-01T08:00:00Z')).toMatchObject({ name: '2027-02-01.jws' });
    expect(await anchorAt('2027-02-01T09:00:00Z')).toBeUndefined();
    await office.receive();
    expect(await anchorAt('2027-02-02T08:00:00Z')).toMatchObject({ name: '2027-02-02.jws' });
    const found = await report();
    expect(found).toMatchObject({ anchors: 2, chainFaults: [], anchorFaults: [] });
    expect(found.events).toBeGreaterThan(found.cases);
  });

  it('is not deceived by whoever changes a row, or makes the hashes anew', async () => {
    await expect(office.test.pool.query('update case_event set at = now()')).rejects.toThrow('append-only');
    const one = "(select application_id from case_event where kind = 'noted' limit 1)";
    await tamper(
      `update case_event set payload = '{"text": "Başka."}' where application_id = ${one} and kind = 'noted'`,
    );
    expect((await report()).chainFaults).toMatchObject([{ kind: 'changed' }]);
    await tamper(`do $$
      declare
        event case_event;
        previous bytea;
      begin
        for event in select * from case_event where application_id = ${one} order by sequence loop
          event.content_digest := sha256(uuid_send(event.content_salt)
            || convert_to(case_event_texts(event.payload), 'UTF8'));
          previous := case_event_hash_salted(previous, event);
          update case_event set hash = previous, content_digest = event.content_digest
          where application_id = event.application_id and sequence = event.sequence;
          update case_file set head = previous where application_id = event.application_id;
        end loop;
      end
    $$`);
    expect(await report()).toMatchObject({
      chainFaults: [],
      anchorFaults: [{ kind: 'events-differ', name: '2027-02-01.jws' }],
    });
    await tamper(`delete from case_event where (application_id, sequence) in (
      select application_id, max(sequence) from case_event group by application_id limit 1)`);
    expect((await report()).chainFaults).toMatchObject([{ kind: 'head-differs' }]);
  });
});
