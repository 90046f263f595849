// The audit against the real database, attacked as by somebody who owns it: past every trigger, key and policy. Each attack is
// judged in the transaction that makes it, and undone.

import { createHash } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Anchor } from '../../server/audit/anchor-chain.ts';
import { anchorFolder, anchorToday, readAnchors } from '../../server/audit/anchors.ts';
import { type AuditReport, verifyAudit } from '../../server/audit/verify.ts';
import { createAnchorSigner } from '../../server/intake/receipt-signer.ts';
import { contextStatements, SYSTEM } from '../../server/store/access.ts';
import type { Database } from '../../server/store/schema.ts';
import { seededRandom } from '../simulation/random.ts';
import { type Office, openOffice, outcome, type Received } from './case-office.ts';
import { startTimeoutMs } from './databases.ts';
import { freshId } from './http-app.ts';

let office: Office;
let owner: Kysely<Database>;
let anchors: Anchor[];
/** Answered at once, with a film; answered by four eyes, after a draft that was sent back. */
let direct: Received;
let approved: Received;

const CUE = { startMs: 0, endMs: 1_000, text: 'Onarıldı.' };

beforeAll(async () => {
  office = await openOffice();
  owner = new Kysely({ dialect: new PostgresDialect({ pool: office.test.pool }) });
  direct = await office.receive({ attachments: [fileOf('ses', 'voice', 'audio/webm')] });
  const addition = {
    kind: 'addition',
    text: 'Fotoğrafı ekliyorum.',
    attachments: [fileOf('foto', 'photo', 'image/jpeg')],
  };
  expect(outcome(await office.act(direct, addition))).toBe(201);
  await tellRecording(direct);
  const [film, document] = await Promise.all([filmOf(direct), office.receive()]);
  await office.action(document, 'su', { kind: 'note', text: 'Bakılacak.' });
  const answer = {
    text: 'Borunuz onarıldı.',
    summary: 'Su akıyor.',
    media: [{ id: film, captions: [CUE] }],
  };
  const url = `/api/staff/cases/${direct.id}/replies/${freshId()}`;
  expect(outcome(await office.ask('su', 'PUT', url, answer))).toBe(201);
  const addressee = { kind: 'institution', institutionId: office.dort, name: 'Kurum' };
  approved = await office.receive({ addressee });
  const [first, second] = [freshId(), freshId()];
  await office.reply(approved, 'dort', 'İlk taslak.', first);
  const back = { kind: 'send-back', replyId: first, reason: 'Eksik.' };
  expect(outcome(await office.action(approved, 'approver', back))).toBe(201);
  await office.reply(approved, 'dort', 'Yolunuz onarıldı.', second);
  expect(outcome(await office.action(approved, 'approver', { kind: 'approve', replyId: second }))).toBe(201);
  for (const on of ['2027-02-01', '2027-02-02'])
    await anchorToday(
      office.test.database,
      anchorFolder(office.folder),
      createAnchorSigner(office.test.keys),
      Date.parse(`${on}T08:00:00Z`),
    );
  anchors = await readAnchors(anchorFolder(office.folder));
}, startTimeoutMs);
afterAll(() => office.close(), startTimeoutMs);

const fileOf = (bytes: string, kind: string, mediaType: string) => ({
  id: freshId(),
  kind,
  role: kind === 'voice' ? 'description' : 'supporting',
  mediaType,
  byteLength: bytes.length,
  digest: createHash('sha256').update(bytes).digest('base64url'),
  ...(kind === 'voice' && { durationMs: 4_000 }),
});

/** As the media job leaves it. */
async function filmOf({ id }: Received): Promise<string> {
  const attachmentId = freshId();
  await office.test.pool.query(
    `insert into attachment (id, application_id, kind, role, media_type, byte_length, digest, duration_ms, position, created_at, state)
     values ($1, $2, 'sign-video', 'answer', 'video/mp4', 5, sha256('film'), 60000, 1, now(), 'ready')`,
    [attachmentId, id],
  );
  await office.test.pool.query(
    `insert into rendition (attachment_id, name, media_type, byte_length, blob_key, created_at)
     values ($1, 'video-480p', 'video/mp4', 5, $2, now())`,
    [attachmentId, 'a'.repeat(64)],
  );
  return attachmentId;
}

const TEXT = {
  kind: 'transcript',
  language: 'tr',
  cues: [{ startMs: 0, endMs: 1_000, text: 'Su akmıyor.' }],
};

/** Puts the recording into writing; the citizen records it again. Puts the new one into writing; they correct it. */
async function tellRecording({ id }: Received): Promise<void> {
  const { pool } = office.test;
  await pool.query(`update attachment set state = 'ready' where application_id = $1`, [id]);
  const offer = async (attachmentId: string, transcriptId: string) =>
    outcome(
      await office.ask(
        'su',
        'PUT',
        `/api/staff/attachments/${attachmentId}/transcripts/${transcriptId}`,
        TEXT,
      ),
    );
  const judge = async (attachmentId: string, transcriptId: string, verdict: object) =>
    outcome(await office.act(direct, { kind: 'transcript-verdict', attachmentId, transcriptId, ...verdict }));
  const { rows } = await pool.query(
    `select id from attachment where application_id = $1 and kind = 'voice'`,
    [id],
  );
  const [first, second, newer] = [freshId(), freshId(), fileOf('yeni', 'voice', 'audio/webm')];
  expect(await offer(rows[0].id, first)).toBe(201);
  const again = { verdict: 'again', attachments: [newer] };
  expect(await judge(rows[0].id, first, again)).toBe(201);
  await pool.query(`update attachment set state = 'ready' where id = $1`, [newer.id]);
  expect(await offer(newer.id, second)).toBe(201);
  expect(await judge(newer.id, second, { verdict: 'corrected', text: 'Su hiç akmıyor.' })).toBe(201);
}

class Undone extends Error {
  override name = 'Undone';
}

async function auditAfter(statement: string, kept: readonly Anchor[] = anchors): Promise<AuditReport> {
  let report: AuditReport | undefined;
  const attack = owner.transaction().execute(async (transaction) => {
    await sql`set local session_replication_role = replica`.execute(transaction);
    await sql.raw(statement).execute(transaction);
    report = await verifyAudit(transaction, kept, office.test.keys.published);
    throw new Undone();
  });
  await expect(attack).rejects.toThrow(Undone);
  if (!report) throw new Error('no report');
  return report;
}

function faultsOf({ chainFaults, givenFaults, untoldFaults, anchorFaults }: AuditReport): string[] {
  return [
    ...[...chainFaults, ...givenFaults, ...untoldFaults].map(
      ({ kind, applicationId }) => `${kind} ${applicationId}`,
    ),
    ...anchorFaults.map(({ kind }) => kind),
  ];
}

it('finds nothing where nobody has changed anything, and nothing from before', async () => {
  const report = await auditAfter('select 1');
  expect(faultsOf(report)).toEqual([]);
  expect(report).toMatchObject({ cases: 3, anchors: 2, fromBefore: 0 });
});

it.each([
  ['text', `update reply set text = 'Reddedildi.' where application_id = $`],
  ['text', `update reply set source = '# Ret', blocks = '[]' where application_id = $`],
  ['summary', `update reply set summary = 'Su yok.' where application_id = $`],
  [
    'captions',
    `update attachment set captions = '[{"startMs":0,"endMs":9,"text":"Ret."}]' where application_id = $ and role = 'answer'`,
  ],
  ['files', `update attachment set digest = sha256('başka') where application_id = $ and role = 'answer'`],
  [
    'files',
    `update attachment set digest = sha256('başka') where application_id = $ and kind = 'voice' and replaces_id is null`,
  ],
  ['files', `update attachment set digest = sha256('başka') where application_id = $ and kind = 'photo'`],
  ['files', `delete from attachment where application_id = $ and kind = 'photo'`],
  [
    'files',
    `update rendition set blob_key = '00' from attachment where attachment.id = attachment_id and application_id = $`,
  ],
  [
    'transcript',
    `update transcript set cues = '[]' from attachment where attachment.id = attachment_id and application_id = $ and replaces_id is null`,
  ],
  [
    'transcript',
    `update transcript set author_id = (select id from staff_account where id <> author_id limit 1) from attachment
      where attachment.id = attachment_id and application_id = $ and replaces_id is null`,
  ],
  [
    'verdict',
    `update transcript_verdict set text = 'Su akıyor.' from thread_act where thread_act.id = act_id and application_id = $
      and text is not null`,
  ],
  [
    'files',
    `update attachment set digest = sha256('başka') where application_id = $ and replaces_id is not null`,
  ],
  ['application', `update application set description = 'Memnunum.' where id = $`],
  ['application', `update application set due_on = due_on + 1 where id = $`],
  ['accepted', `update application set digest = sha256('başka') where id = $`],
])('names the case and its %s: %s', async (part, statement) => {
  const report = await auditAfter(statement.replace('$', `'${direct.id}'`));
  expect(faultsOf(report)).toEqual([`${part}-differs ${direct.id}`]);
});

it('holds what was approved and what was sent as one reply, and of a draft that was sent back its words', async () => {
  const sent = await auditAfter(
    `update reply set text = 'Ret.' where application_id = '${approved.id}' and not is_draft`,
  );
  expect(faultsOf(sent)).toEqual(Array(2).fill(`text-differs ${approved.id}`));
  const draft = await auditAfter(
    `update reply set text = 'Ret.' where application_id = '${approved.id}' and is_draft`,
  );
  expect(faultsOf(draft)).toEqual([`text-differs ${approved.id}`]);
});

it('finds an answer that is hidden, taken away, dated anew or put in', async () => {
  const of = `where application_id = '${direct.id}'`;
  const hidden = [`not-shown ${direct.id}`];
  expect(faultsOf(await auditAfter(`update reply set is_draft = true ${of}`))).toEqual(hidden);
  expect(faultsOf(await auditAfter(`update reply set sent_at = now() ${of}`))).toEqual(hidden);
  expect(faultsOf(await auditAfter(`delete from reply ${of}`))).toContain(`text-differs ${direct.id}`);
  const more = `insert into reply (id, application_id, institution_id, author_id, text, written_at)
    select '${freshId()}', application_id, institution_id, author_id, 'Ret.', now() from reply ${of}`;
  expect(faultsOf(await auditAfter(more))).toEqual([`untold-reply ${direct.id}`]);
});

it('finds a text that was put in beside a recording, and a word on it that was put in or taken away; texts of a server from before it counts', async () => {
  const more = (
    isTold: boolean,
  ) => `insert into transcript (id, attachment_id, kind, language, cues, author_id, offered_at, is_told)
    select '${freshId()}', attachment_id, kind, language, '[]', author_id, offered_at, ${isTold} from transcript limit 1`;
  expect(faultsOf(await auditAfter(more(true)))).toEqual([`untold-transcript ${direct.id}`]);
  const word = `insert into transcript_verdict (act_id, transcript_id, kind, at, is_told)
    select '${freshId()}', transcript_id, 'again', at, true from transcript_verdict limit 1`;
  expect(faultsOf(await auditAfter(word))).toEqual([`untold-verdict ${direct.id}`]);
  const gone = `delete from transcript_verdict using thread_act where thread_act.id = act_id and application_id = '${direct.id}'`;
  expect(faultsOf(await auditAfter(gone))).toContain(`verdict-differs ${direct.id}`);
  const before = await auditAfter(more(false));
  expect(faultsOf(before)).toEqual([]);
  expect(before.fromBefore).toBe(1);
});

it('does not take what was erased, and says so, for tampering; and texts that went in silence it does', async () => {
  const erase = (target: string) => `select erase_case('${target}')`;
  const silent = `update case_event set content_salt = null, payload = case_event_rest(payload) where application_id = '${direct.id}'`;
  expect(faultsOf(await auditAfter(silent))).toContain(`not-announced ${direct.id}`);
  const said = `
    insert into case_event (application_id, sequence, kind, at, payload)
      select application_id, event_count + 1, 'erased', now(), '{"cause": "time"}' from case_file where application_id = '${direct.id}';
    update case_file set head = hash, event_count = sequence from case_event where case_event.application_id = '${direct.id}'
      and case_event.kind = 'erased' and case_file.application_id = '${direct.id}'; ${erase(direct.id)}`;
  const erased = await auditAfter(
    `set local session_replication_role = origin; ${contextStatements(SYSTEM)}; ${said}`,
  );
  expect(faultsOf(erased)).toEqual([]);
});

describe('what the server’s own role may not', () => {
  it.each([
    [`update reply set text = 'Ret.'`],
    [`update reply set summary = 'Ret.'`],
    [`update application set description = 'Memnunum.'`],
    ['update application set receipt = receipt'],
    [`delete from reply`],
  ])('%s', async (statement) => {
    await expect(office.test.appPool.query(statement)).rejects.toThrow(/permission denied/);
  });

  it('pass for the erasure: the setting that it makes is worth nothing to anybody but the tables’ owner', async () => {
    const erasing = `begin; ${contextStatements(SYSTEM)}; select set_config('kopru.erasing', 'yes', true)`;
    const sent = `where application_id = '${direct.id}' and reply_id is not null`;
    for (const statement of [
      `update attachment set captions = '[]' ${sent}`,
      `delete from attachment ${sent}`,
    ]) {
      const client = await office.test.appPool.connect();
      await client.query(erasing);
      await expect(client.query(statement)).rejects.toThrow(/does not change/);
      await client.query('rollback');
      client.release();
    }
  });

  it('erase an identity without its being written down', async () => {
    const client = await office.test.appPool.connect();
    await client.query(`begin; ${contextStatements(SYSTEM)}`);
    await client.query('select erase_identity($1)', [direct.id]);
    const { rows } = await client.query(
      'select identity_erased_at is not null as is_said from case_file where application_id = $1',
      [direct.id],
    );
    await client.query('rollback');
    client.release();
    expect(rows).toEqual([{ is_said: true }]);
  });

  it('not even its owner by mistake: an answer back into a draft, other captions, a file taken away', async () => {
    const { pool } = office.test;
    const of = `where application_id = '${direct.id}'`;
    await expect(pool.query(`update reply set is_draft = true ${of}`)).rejects.toThrow(/does not change/);
    const sent = `${of} and reply_id is not null`;
    await expect(pool.query(`update attachment set captions = '[]' ${sent}`)).rejects.toThrow(
      /does not change/,
    );
    await expect(pool.query(`delete from attachment ${sent}`)).rejects.toThrow(/does not change/);
    await expect(pool.query(`update application set subject = '' where id = '${direct.id}'`)).rejects.toThrow(
      /does not change/,
    );
    await pool.query(`update attachment set state = 'original-only' ${sent}`);
  });
});

/** Every hash and head made anew, of the whole database. */
const COVER = `; do $$
  declare
    event case_event;
    previous bytea;
  begin
    for event in select * from case_event order by application_id, sequence loop
      if event.sequence = 1 then previous := null; end if;
      event.content_digest := sha256(uuid_send(event.content_salt) || convert_to(case_event_texts(event.payload), 'UTF8'));
      previous := case_event_hash_salted(previous, event);
      update case_event set hash = previous, content_digest = event.content_digest
        where application_id = event.application_id and sequence = event.sequence;
      update case_file set head = previous, event_count = event.sequence where application_id = event.application_id;
    end loop;
  end
$$`;

const WHOLE = (id: string) => `delete from case_event where application_id = '${id}';
  delete from reply where application_id = '${id}'; delete from attachment where application_id = '${id}';
  delete from case_file where application_id = '${id}'; delete from application where id = '${id}'`;

type Attack = (id: string, nth: number) => string;
const ATTACKS: Record<string, Attack> = {
  edit: (id, nth) =>
    `update case_event set at = at + interval '${nth} seconds' where application_id = '${id}' and sequence = 1`,
  'edit of digests': (id) =>
    `update case_event set given = '{"text": "00"}' where application_id = '${id}' and given is not null`,
  deletion: (id) =>
    `delete from case_event where application_id = '${id}' and sequence = 2; update case_event set sequence = sequence - 1 where application_id = '${id}' and sequence > 2`,
  reorder: (id) =>
    `update case_event set sequence = 9 where application_id = '${id}' and sequence = 1; update case_event set sequence = 1 where application_id = '${id}' and sequence = 2; update case_event set sequence = 2 where application_id = '${id}' and sequence = 9`,
  truncation: (id) =>
    `delete from case_event where application_id = '${id}' and sequence = (select max(sequence) from case_event where application_id = '${id}')`,
  'whole case': WHOLE,
  'other transcript': (_, nth) => `update transcript set cues = '[${nth}]'`,
  'other content': (id, nth) => `update application set subject = '${nth}' where id = '${id}'`,
};

it('finds each of 200 attacks through SQL, covered up or not, the newest anchor taken away or not', async () => {
  const pick = seededRandom(20_261_127).below;
  const names = Object.keys(ATTACKS);
  const ids = [direct.id, approved.id];
  const missed: string[] = [];
  for (let round = 0; round < 200; round++) {
    const name = names[pick(names.length)] ?? '';
    const statement = ATTACKS[name]?.(ids[pick(ids.length)] ?? '', pick(900) + 1) ?? '';
    const [isCovered, isCut] = [pick(2) === 0, pick(4) === 0];
    const kept = isCut ? anchors.slice(0, -1) : anchors;
    const report = await auditAfter(`${statement}${isCovered ? COVER : ''}`, kept);
    if (faultsOf(report).length === 0)
      missed.push(`${round}: ${name}${isCovered ? ', covered' : ''}${isCut ? ', cut' : ''}`);
  }
  expect(missed).toEqual([]);
}, 60_000);

it('cannot find a whole case that went together with every anchor: therefore they are copied away (operate.md)', async () => {
  expect(faultsOf(await auditAfter(WHOLE(direct.id), []))).toEqual([]);
  expect(faultsOf(await auditAfter(WHOLE(direct.id)))).toContain('events-differ');
});
