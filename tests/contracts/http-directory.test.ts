// The directory from an administrator's CSV to the device and to assignment, and the search for cases, over HTTP.

import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startJobs } from '../../server/casework/jobs.ts';
import { shippedTable, storeShippedTables } from '../../server/directory/shipped-tables.ts';
import { createInvitation } from '../../server/identity/invitations.ts';
import { TABLE_NAMES } from '../../src/domain/directory-tables.ts';
import { importReportSchema, wholeDirectorySchema } from '../../src/domain/directory-wire.ts';
import type { StaffRole } from '../../src/domain/role.ts';
import { suggestionsSchema } from '../../src/domain/suggestion-wire.ts';
import { staffCaseSchema, staffCasesSchema } from '../../src/domain/wire-staff.ts';
import {
  makeTemporaryFolder,
  silentLogger,
  startTestDatabase,
  startTimeoutMs,
  type TestDatabases,
} from './databases.ts';
import { anApplication, freshId, openTestApp, putApplication, type TestApp } from './http-app.ts';

let databases: TestDatabases;
let folder: string;
let test: TestApp;
let administrator: string;
let officer: string;
let officerOfRoads: string;

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  test = await openTestApp(await databases.migrated(), folder);
  await storeShippedTables(test.database, test.clock.nowMs);
  administrator = await signIn('administrator', null);
  officer = await signIn('officer', null);
  officerOfRoads = await signIn('officer', 'ulusal-yol-bakim-kurumu');
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

async function signIn(role: StaffRole, institutionId: string | null): Promise<string> {
  const invitee = { name: `Ekin ${randomBytes(4).toString('hex')}`, institutionId, role };
  const { token } = await createInvitation(test.database, invitee, test.clock.nowMs);
  const answer = await test.app.inject({
    method: 'POST',
    url: '/api/staff/session',
    payload: { invitation: token },
  });
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

const get = (url: string, cookie: string) => test.app.inject({ method: 'GET', url, headers: { cookie } });
const put = (table: string, csv: string | Buffer, cookie: string, query = '') =>
  test.app.inject({
    method: 'PUT',
    url: `/api/staff/directory/${table}${query}`,
    headers: { cookie, 'content-type': 'text/csv', 'accept-language': 'tr' },
    payload: csv,
  });
const whole = async () =>
  v.parse(wholeDirectorySchema, (await test.app.inject('/api/directory/whole')).json());

/** Delivers applications and lets the server do what it owes them. @returns their ids */
async function deliver(...changes: Record<string, unknown>[]): Promise<string[]> {
  const ids: string[] = [];
  for (const change of changes) {
    const id = freshId();
    ids.push(id);
    const answer = await putApplication(
      test.app,
      id,
      anApplication({ addressee: { kind: 'unknown' }, ...change }),
    );
    if (answer.statusCode !== 201) throw new Error(answer.payload);
  }
  const jobs = startJobs({ database: test.database, now: test.services.now, log: silentLogger });
  await jobs.drain();
  await jobs.stop();
  return ids;
}

describe('the directory that comes with the program', () => {
  it('is large, spans the country, and is exactly what the generator makes', async () => {
    const counts = await test.pool.query<Record<string, number>>(`select
      (select count(*)::int from institution) as institutions, (select count(*)::int from unit) as units,
      (select count(*)::int from topic) as topics, (select count(distinct province)::int from unit) as provinces`);
    expect(counts.rows[0]).toEqual({ institutions: 120, units: 400, topics: 307, provinces: 81 });
    for (const table of TABLE_NAMES) {
      const answer = await get(`/api/staff/directory/${table}`, administrator);
      expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
      const shipped = await readFile(shippedTable(table), 'utf8');
      const lines = new Set(answer.payload.split('\r\n'));
      expect(shipped.split('\r\n').filter((line) => !lines.has(line))).toEqual([]);
    }
  });

  it('is taken in once, however often the server starts', async () => {
    const { version } = await whole();
    await test.pool.query(
      `update institution set name = 'Akçınarbağ Kent Belediyesi' where id = 'akcinarbag-belediyesi'`,
    );
    await storeShippedTables(test.database, test.clock.nowMs);
    const { rows } = await test.pool.query(`select name from institution where id = 'akcinarbag-belediyesi'`);
    expect(rows).toEqual([{ name: 'Akçınarbağ Kent Belediyesi' }]);
    expect((await whole()).version).toBe(version);
  });
});

describe('an import', () => {
  it('with a fault changes nothing, and names each by its line in the reader’s language', async () => {
    const csv = 'id,institution,name,province\nyeni-birim,su-kanal-isleri-gm,Yeni Birim,06\nb,yok,B,99\n';
    const report = v.parse(importReportSchema, (await put('units', csv, administrator)).json());
    expect(report).toMatchObject({ isWritten: false, added: 2, faultCount: 2 });
    expect(report.faults).toEqual([
      {
        line: 3,
        code: 'provinceUnknown',
        params: { value: '99' },
        text: '“99” bir il adı veya plaka kodu değil.',
      },
      {
        line: 3,
        code: 'referenceUnknown',
        params: { column: 'institution', value: 'yok' },
        text: '“institution” sütunundaki “yok” bulunamadı.',
      },
    ]);
    const { rows } = await test.pool.query(`select id from unit where id = 'yeni-birim'`);
    expect(rows).toEqual([]);
  });

  it('tells the first of very many faults, and all where they are asked for', async () => {
    const csv = `id,name\n${Array.from({ length: 501 }, (_, index) => `konu-${index},`).join('\n')}`;
    const some = (await put('topics', csv, administrator, '?dryRun=true')).json();
    const all = (await put('topics', csv, administrator, '?dryRun=true&allFaults=true')).json();
    expect([some.faults.length, some.faultCount]).toEqual([500, 501]);
    expect([all.faults.length, all.faults.at(-1)?.line]).toEqual([501, 502]);
  });

  it('in a dry run changes nothing; then it reaches the devices, which may not ask twice for the same', async () => {
    const csv = 'id;name;keywords;scope;province\nturnabag;Turnabağ Belediyesi;otopark|köprü;province;81\n';
    const before = await test.app.inject('/api/directory/whole');
    const dry = await put('institutions', csv, administrator, '?dryRun=true');
    expect(dry.json()).toMatchObject({ isWritten: false, added: 1, faults: [] });
    const etag = String(before.headers.etag);
    const again = await test.app.inject({ url: '/api/directory/whole', headers: { 'if-none-match': etag } });
    expect(again.statusCode).toBe(304);
    expect((await put('institutions', csv, administrator)).json()).toMatchObject({
      isWritten: true,
      added: 1,
    });
    const { institutions } = await whole();
    expect(institutions).toContainEqual(['turnabag', 'Turnabağ Belediyesi', 'otopark|köprü']);
    expect(institutions.find(([id]) => id === 'su-kanal-isleri-gm')?.[2]).toMatch(/sular kesik/);
    const audit =
      await test.pool.query(`select count(*)::int from audit_entry where action = 'directory-changed'
      and actor_id is not null`);
    expect(audit.rows[0]).toEqual({ count: 1 });
  });

  it.each([
    ['an officer', () => put('units', 'id', officer), 403],
    ['nobody', () => put('units', 'id', ''), 401],
    ['an administrator, of a table that is none', () => put('accounts', 'id', administrator), 400],
    ['an officer who wants to read it', () => get('/api/staff/directory/units', officer), 403],
  ])('by %s is refused', async (_, call, status) => {
    expect((await call()).statusCode).toBe(status);
  });
});

describe('an application without a choice', () => {
  const ankara = { province: '06', district: 'Çankaya' };

  it('goes by rule to the institution and its unit of the province; without a rule to the pool', async () => {
    const [byRule = '', toPool = ''] = await deliver(
      { subject: 'Su kesintisi', description: 'Üç gündür sularımız akmıyor.', ...ankara },
      { subject: 'Bir derdim var', description: 'Size bir şey sormak istiyorum.' },
    );
    const { rows } = await test.pool.query(
      `select application_id, institution_id, unit_id from case_file where application_id = any($1) order by 1`,
      [[byRule, toPool]],
    );
    expect(rows).toEqual([
      { application_id: byRule, institution_id: 'su-kanal-isleri-gm', unit_id: 'su-kanal-isleri-gm-06' },
      { application_id: toPool, institution_id: 'basvuru-merkezi', unit_id: null },
    ]);
  });

  it('is suggested to whom similar ones were answered by, with the reason, to those who may see it', async () => {
    const texts = [
      'Kaldırımdaki tabela yürümeyi engelliyor',
      'Tabela kaldırımda, yürünmüyor',
      'Kaldırımı kapatan tabelalar',
    ];
    const answered = await deliver(
      ...texts.map((subject) => ({ subject, description: `${subject}. Lütfen bakın.` })),
    );
    for (const id of answered) {
      await test.pool.query(
        `update case_file set institution_id = 'turnaova-belediyesi', state = 'answered' where application_id = $1`,
        [id],
      );
      await test.pool.query(
        `insert into reply (id, application_id, institution_id, author_id, text, written_at)
        select $1, $2, 'turnaova-belediyesi', id, 'Kaldırıldı.', now() from staff_account limit 1`,
        [freshId(), id],
      );
    }
    const subject = 'Kaldırımımızda yürümeyi engelleyen tabela var';
    const [id = ''] = await deliver({ subject, description: subject });
    const url = `/api/staff/cases/${id}/suggestions`;
    expect(v.parse(suggestionsSchema, (await get(url, officer)).json()).suggestions).toEqual([
      {
        institutionId: 'turnaova-belediyesi',
        institution: 'Turnaova Belediyesi',
        unitId: null,
        unit: null,
        reasons: [{ kind: 'similar', count: 3, of: 3 }],
      },
    ]);
    expect((await get(url, officerOfRoads)).statusCode).toBe(404);
  });
});

describe('a search for cases', () => {
  const idsOf = async (query: string, cookie = officer): Promise<string[]> => {
    const answer = await get(`/api/staff/cases?query=${encodeURIComponent(query)}`, cookie);
    return v.parse(staffCasesSchema, answer.json()).cases.map(({ applicationId }) => applicationId);
  };

  it('finds by any form of a word, without Turkish letters, and by number; only what the officer may see', async () => {
    const [id = ''] = await deliver({
      subject: 'Kütüphanemizdeki kâğıtlar',
      description: 'Başvurularımızın kağıdı kayboldu.',
    });
    for (const query of ['kağıt', 'BASVURU', 'basvurunuz kagidi', 'kütüphanede kağıtlar']) {
      expect([query, await idsOf(query)]).toEqual([query, [id]]);
    }
    const { number } = v.parse(staffCaseSchema, (await get(`/api/staff/cases/${id}`, officer)).json());
    expect(await idsOf(number.replace('-0', ' / '))).toEqual([id]);
    expect(await idsOf('kağıt zürafa')).toEqual([]);
    expect(await idsOf('ve için')).toEqual([]);
    expect(await idsOf(`kağıt' | !x & <-> "\\ :*`)).toEqual([]);
    expect(await idsOf('kağıt', officerOfRoads)).toEqual([]);
  });
});
