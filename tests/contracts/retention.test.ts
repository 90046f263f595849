// Erasing against the real database: what is erased is in no row of any table any more, the history still proves itself, and what
// is owed, unread or objected to stays.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../server/audit/verify.ts';
import { countChangedCases } from '../../server/figures/count.ts';
import { runDaily } from '../../server/retention/daily.ts';
import { reportFolder } from '../../server/retention/report-file.ts';
import { reportLines } from '../../server/retention/report-lines.ts';
import type { RetentionPeriods } from '../../server/retention/rules.ts';
import { carryOutRequests, runRetention } from '../../server/retention/run-retention.ts';
import { translateFor } from '../../server/texts.ts';
import { type Office, openOffice, outcome, type Received } from './case-office.ts';
import { silentLogger, startTimeoutMs } from './databases.ts';
import { freshId } from './http-app.ts';

const DAY_MS = 86_400_000;
const PERIODS: RetentionPeriods = {
  contentDays: 1_000,
  identityDays: 400,
  erasureAtOnceDays: 60,
  remainsDays: 0,
};
/** Nobody's words but this test's. */
const MARK = 'kanaryakuşu';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, startTimeoutMs);
afterAll(() => office.close(), startTimeoutMs);

/** Of retention alone: the officers' sessions do not last for years. */
const daysLater = (days: number) => ({
  database: office.test.database,
  periods: PERIODS,
  moment: {
    nowMs: office.test.clock.nowMs + days * DAY_MS,
    calendar: office.test.services.calendar,
  },
});
const retain = (days: number, isDryRun = false) => runRetention({ ...daysLater(days), isDryRun });
const carryOut = (days: number) => carryOutRequests(daysLater(days));
const count = () => countChangedCases(office.test.database, office.test.clock.nowMs);
const verified = () => verifyAudit(office.test.database, [], office.test.keys.published);

/** In which tables a text stands, in whatever column. */
async function tablesWith(mark: string): Promise<string[]> {
  const { pool } = office.test;
  const { rows } = await pool.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const hit = await pool.query(`select from ${name} as row where row::text ilike $1 limit 1`, [
      `%${mark}%`,
    ]);
    if (hit.rowCount) found.push(name);
  }
  return found.toSorted();
}

/** Told, asked about, answered, rated and closed, with the mark in every text. */
async function closedCase(mark = MARK): Promise<Received & { replyId: string }> {
  const received = await office.receive({ subject: `Konu ${mark}`, description: `Metin ${mark}` });
  const question = freshId();
  await office.action(received, 'su', { kind: 'ask-information', question: `Soru ${mark}` }, question);
  await office.act(received, { kind: 'information', questionId: question, text: `Cevap ${mark}` });
  await office.action(received, 'su', { kind: 'note', text: `Not ${mark}` });
  const replyId = freshId();
  expect(outcome(await office.reply(received, 'su', `Yanıt ${mark}`, replyId))).toBe(201);
  await office.act(received, { kind: 'rating', replyId, score: 4, reason: `Puan ${mark}` });
  expect(outcome(await office.action(received, 'su', { kind: 'close' }))).toBe(201);
  return { ...received, replyId };
}

/** What else a case may have, as the program would have written it. */
async function withEverything({ id }: Received): Promise<void> {
  const attachmentId = freshId();
  const transcriptId = freshId();
  const { pool } = office.test;
  const [{ rows: acts }, { rows: officers }] = await Promise.all([
    pool.query('select id from thread_act where application_id = $1 limit 1', [id]),
    pool.query('select id from staff_account limit 1'),
  ]);
  const rows: [string, unknown[]][] = [
    [
      `insert into attachment (id, application_id, kind, role, media_type, byte_length, digest, position, created_at, state)
        values ($1, $2, 'voice', 'supporting', 'audio/webm', 5, sha256('${MARK}'), 1, now(), 'ready')`,
      [attachmentId, id],
    ],
    [
      `insert into rendition (attachment_id, name, media_type, byte_length, blob_key, created_at)
        values ($1, 'mp4', 'audio/mp4', 5, 'ab', now())`,
      [attachmentId],
    ],
    ['insert into upload (attachment_id, created_at) values ($1, now())', [attachmentId]],
    [
      `insert into upload_part (attachment_id, first_byte, byte_length, name) values ($1, 0, 5, 'x')`,
      [attachmentId],
    ],
    [
      `insert into transcript (id, attachment_id, kind, language, cues, author_id, offered_at)
        values ($1, $2, 'transcript', 'tr', '[{"text": "Döküm ${MARK}"}]', $3, now())`,
      [transcriptId, attachmentId, officers[0]?.id],
    ],
    [
      `insert into transcript_verdict (act_id, transcript_id, kind, text, at) values ($1, $2, 'corrected', 'Düzelti ${MARK}', now())`,
      [acts[0]?.id, transcriptId],
    ],
    [
      `insert into job (kind, application_id, attachment_id, run_after) values ('media', $1, $2, now())`,
      [id, attachmentId],
    ],
    [
      `insert into case_search (application_id, document) values ($1, to_tsvector('simple', '${MARK}'))
        on conflict (application_id) do nothing`,
      [id],
    ],
    [
      `insert into likeness (id, begun_at, document) values ($1, now(), to_tsvector('simple', '${MARK}'))`,
      [id],
    ],
    ['insert into case_likeness (application_id, likeness_id) values ($1, $1)', [id]],
    [
      `insert into notice_subscription (id, application_id, channel, locale, address_mac, created_at)
        values ($1, $2, 'email', 'tr', sha256('x'), now())`,
      [freshId(), id],
    ],
  ];
  for (const [text, values] of rows) await pool.query(text, values);
}

const figures = async () =>
  (
    await office.test.pool.query(
      `select * from figure_count order by scope, dimension, month, value, days, is_in_time`,
    )
  ).rows;

describe('retention', () => {
  it('says what it would erase, erases it from every table, and the history still proves itself', async () => {
    const old = await closedCase();
    await withEverything(old);
    await office.test.pool.query(
      `update case_file set province = '06', topic_id = (select id from topic limit 1) where application_id = $1`,
      [old.id],
    );
    const unread = await closedCase(`${MARK}2`);
    const open = await office.receive({ subject: `Konu ${MARK}3` });
    await office.threadOf(old);
    await count();
    const before = await figures();
    const hashes = async () =>
      (await office.test.pool.query('select position, hash from case_event order by position')).rows;
    const chain = await hashes();
    expect(await tablesWith(MARK)).toEqual(expect.arrayContaining(['application', 'case_event', 'reply']));

    expect((await retain(999, true)).erased).toEqual({ byTime: 0, byRequest: 0, identities: 1 });
    const dry = await retain(1_000, true);
    expect(dry).toMatchObject({ looked: 2, erased: { byTime: 1 }, kept: { unread: 1 }, isDryRun: true });
    expect((await office.threadOf(old)).subject).toBe(`Konu ${MARK}`);
    expect(JSON.stringify(dry)).not.toContain(MARK);

    expect(await retain(1_000)).toEqual({ ...dry, isDryRun: false, remains: expect.anything() });
    expect((await retain(1_000)).erased.byTime).toBe(0);
    // The mark of the others begins the same: only the first one's ends a word.
    for (const name of await tablesWith(MARK)) {
      const { rows } = await office.test.pool.query(
        `select row::text from ${name} as row where row::text ~* $1`,
        [`${MARK}([^23]|$)`],
      );
      expect([name, rows]).toEqual([name, []]);
    }
    const applicant = await office.test.pool.query('select * from applicant where application_id = $1', [
      old.id,
    ]);
    expect(Object.values(applicant.rows[0] ?? {}).filter((value) => value !== null)).toHaveLength(2);

    for (const table of [
      'attachment',
      'case_search',
      'case_likeness',
      'notice_subscription',
      'staff_action',
      'thread_act',
    ])
      expect([
        table,
        (await office.test.pool.query(`select from ${table} where application_id = $1`, [old.id])).rowCount,
      ]).toEqual([table, 0]);

    // Neither where it was nor what about: lists are narrowed by both.
    const { rows: files } = await office.test.pool.query(
      'select kind, province, topic_id from case_file where application_id = $1',
      [old.id],
    );
    expect(files).toEqual([{ kind: expect.any(String), province: null, topic_id: null }]);

    // The same hashes, and a whole chain; the same figures; a thread that says so; a device that sends again is told the same.
    expect((await hashes()).slice(0, chain.length)).toEqual(chain);
    expect(await verified()).toMatchObject({ chainFaults: [], cases: 3 });
    await count();
    expect(await figures()).toEqual(before);
    const { number } = await office.threadOf(old);
    expect(await office.threadOf(old)).toMatchObject({
      subject: number,
      description: '',
      replies: [],
      life: {
        state: 'closed',
        events: expect.arrayContaining([expect.objectContaining({ kind: 'erased' })]),
      },
    });
    expect((await office.caseOf(old, 'su')).life.internal.map(({ kind }) => kind)).toEqual(['noted']);
    expect((await office.threadOf(unread)).subject).toBe(`Konu ${MARK}2`);
    expect((await office.threadOf(open)).subject).toBe(`Konu ${MARK}3`);
  });

  it('keeps the identity no longer than its own period, and the rest on', async () => {
    const received = await closedCase('k');
    await office.threadOf(received);
    await count();
    expect((await retain(500)).erased.identities).toBeGreaterThan(0);
    expect((await retain(500)).erased.identities).toBe(0);
    const { rows } = await office.test.pool.query(
      'select full_name, phone, email, address_text from applicant where application_id = $1',
      [received.id],
    );
    expect(rows).toEqual([{ full_name: null, phone: null, email: null, address_text: null }]);
    expect((await office.threadOf(received)).subject).toBe('Konu k');
    expect((await office.caseOf(received, 'su')).applicant).toMatchObject({ fullName: null });
  });

  it('forgets ended sessions and used invitations after their period', async () => {
    const remains = async (days: number) => {
      const periods = { ...PERIODS, remainsDays: 30 };
      return (await runRetention({ ...daysLater(days), periods, isDryRun: true })).remains;
    };
    expect(await remains(400)).toMatchObject({ staff_session: 5, staff_invitation: 5 });
    expect(await remains(20)).toMatchObject({ staff_session: 0, staff_invitation: 0 });
  });

  it('runs once a day by itself where the operator wants it, and leaves a report of counts', async () => {
    const { database } = office.test;
    const runs = (when: 'daily' | 'by-command', days: number) =>
      runDaily({
        ...daysLater(days),
        database,
        config: {
          dataDir: office.folder,
          retention: { ...PERIODS, contentDays: 0, identityDays: 0, runs: when },
        },
        log: silentLogger,
      });
    expect([await runs('by-command', 1), await runs('daily', 1), await runs('daily', 1)]).toEqual([
      false,
      true,
      false,
    ]);
    expect(await runs('daily', 2)).toBe(true);
    const names = await readdir(reportFolder(office.folder));
    expect(names).toHaveLength(2);
    const report = JSON.parse(await readFile(join(reportFolder(office.folder), names[0] ?? ''), 'utf8'));
    expect(report).toMatchObject({ isDryRun: false, erased: { byTime: 0 }, periods: { contentDays: 0 } });
    expect(reportLines(report, translateFor('tr')).join()).toContain('Yedeklerdeki kopyalar silinmez');
  });

  it('finds texts that went without the history saying so', async () => {
    const received = await closedCase('x');
    const { pool } = office.test;
    await pool.query('alter table case_event disable trigger case_event_append_only');
    await pool.query(
      `update case_event set payload = case_event_rest(payload), content_salt = null where application_id = $1`,
      [received.id],
    );
    await pool.query('alter table case_event enable trigger case_event_append_only');
    expect((await verified()).chainFaults).toMatchObject([
      { kind: 'not-announced', applicationId: received.id },
    ]);
    await pool.query(`delete from likeness`);
  });

  it('lets nobody erase what the history does not say is erased, and no request of a citizen or an officer at all', async () => {
    const received = await office.receive();
    await expect(office.test.appPool.query('select erase_case($1)', [received.id])).rejects.toThrow(
      /does not say that it is erased/,
    );
    await office.test.appPool.query('select erase_identity($1)', [received.id]);
    const kept = await office.test.pool.query('select full_name from applicant where application_id = $1', [
      received.id,
    ]);
    expect(kept.rows[0]?.full_name).not.toBeNull();
  });
});

describe('a citizen’s wish that all be erased', () => {
  const erasure = { kind: 'erasure', reason: 'Artık gerekmiyor.' };

  it('cannot be said while an answer is owed', async () => {
    const received = await office.receive();
    expect((await office.lifeOf(received)).canErase).toBeUndefined();
    expect(outcome(await office.act(received, erasure))).toBe('409 case-closed');
  });

  it('is decided within 30 days by whoever may approve, refused with a reason, and said again', async () => {
    const received = await closedCase('y');
    const actId = freshId();
    const put = await office.act(received, erasure, actId);
    expect(outcome(put)).toBe(201);
    expect(outcome(await office.act(received, erasure))).toBe('409 case-closed');
    const { erasures, canErase } = await office.lifeOf(received);
    expect([erasures, canErase]).toMatchObject([[{ id: actId, text: erasure.reason }], undefined]);
    expect(await office.listed('centre', 'erasures')).toEqual([received.id]);
    expect(outcome(await office.action(received, 'su', { kind: 'grant-erasure' }))).toBe('403 forbidden');
    const refusal = { kind: 'refuse-erasure', reason: 'Dava sürüyor.' };
    expect(outcome(await office.action(received, 'centre', refusal))).toBe(201);
    expect(await office.listed('centre', 'erasures')).toEqual([]);
    const refused = await office.lifeOf(received);
    expect(refused.events.at(-1)).toMatchObject({ kind: 'erasure-refused', text: 'Dava sürüyor.' });
    expect(refused.canErase).toBe(true);

    expect(outcome(await office.act(received, erasure))).toBe(201);
    await count();
    // Neither decided nor old enough.
    expect((await carryOut(40)).erased.byRequest).toBe(0);
    expect(outcome(await office.action(received, 'centre', { kind: 'grant-erasure' }))).toBe(201);
    // Not while it can be objected to.
    expect((await carryOut(5)).erased.byRequest).toBe(0);
    expect((await carryOut(70)).erased.byRequest).toBe(1);
    expect(await office.threadOf(received)).toMatchObject({ description: '' });
    // The device that has not heard yet.
    const again = await office.act(received, erasure, actId);
    expect([again.statusCode, again.json()]).toEqual([200, put.json()]);
  });

  it('needs nobody’s word where nothing has been owed for long enough', async () => {
    const received = await closedCase('z');
    await count();
    expect(outcome(await office.act(received, erasure))).toBe(201);
    // On the sixtieth day it can still be objected to.
    expect((await carryOut(60)).erased.byRequest).toBe(0);
    expect((await carryOut(61)).erased.byRequest).toBe(1);
    const life = await office.lifeOf(received);
    expect(life.events.at(-1)).toMatchObject({ kind: 'erased', cause: 'request' });
    expect(life.erasures?.[0]?.until).toBeUndefined();
    expect(outcome(await office.act(received, erasure))).toBe('409 case-closed');
    const { rows } = await office.test.pool.query(
      'select action from audit_entry where application_id = $1 order by id desc limit 1',
      [received.id],
    );
    expect(rows).toEqual([{ action: 'case-erased' }]);
  });
});
