// What an administrator keeps in the console, over HTTP: rows of the directory, templates at once in the reply editor, holidays and
// the deadlines that they move; and what the clock closes by itself.

import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../server/audit/verify.ts';
import { closeAnswered } from '../../server/casework/close-answered.ts';
import { recountDeadlines } from '../../server/casework/recount-deadlines.ts';
import { readCalendar, storeHolidays } from '../../server/directory/holiday-years.ts';
import {
  holidayResultSchema,
  holidayYearsSchema,
  keptResultSchema,
  type RowInput,
  rowsSchema,
} from '../../src/domain/directory-keeping.ts';
import type { HolidayDay } from '../../src/domain/holidays.ts';
import { replyTemplatesSchema } from '../../src/domain/reply-template.ts';
import { type Office, openOffice, outcome } from './case-office.ts';
import { startTimeoutMs } from './databases.ts';
import { anApplication, freshId, putApplication } from './http-app.ts';

let office: Office;
let cookie: string;
beforeAll(async () => {
  office = await openOffice();
  cookie = await office.administrator();
}, startTimeoutMs);
afterAll(() => office.close(), startTimeoutMs);

const ask = (method: 'GET' | 'PUT', url: string, payload?: object) =>
  office.test.app.inject({
    method,
    url,
    headers: { cookie, 'accept-language': 'tr' },
    ...(payload && { payload }),
  });
const keep = async (path: string, row: RowInput) =>
  v.parse(keptResultSchema, (await ask('PUT', `/api/staff/directory/${path}`, row)).json());
const audited = async (action: string): Promise<number> => {
  const { rows } = await office.test.pool.query(
    'select count(*)::int as count from audit_entry where action = $1',
    [action],
  );
  return rows[0].count;
};

describe('a row of the directory', () => {
  const unit = { institution: '', name: 'Deneme Birimi', province: '06', district: 'Çankaya' };

  it('is added, found, changed by whoever has seen it as it is, and taken out of use', async () => {
    const values = { ...unit, institution: office.su };
    const added = await keep('units/rows/deneme-birimi', { values, version: null });
    expect(added).toMatchObject({
      faults: [],
      row: { values: { district: 'Çankaya' }, changes: [{ by: 'Yonca Deneme', isNew: true }] },
    });
    const listed = await ask('GET', '/api/staff/directory/units/rows?query=DENEME%20cankaya');
    expect(v.parse(rowsSchema, listed.json())).toMatchObject({ total: 1, rows: [{ id: 'deneme-birimi' }] });
    const version = added.row?.version ?? '';
    const changed = await keep('units/rows/deneme-birimi', { values: { retired: 'yes' }, version });
    expect(changed.row).toMatchObject({
      values: { name: 'Deneme Birimi', retired: 'yes' },
      changes: [{ isNew: false, columns: ['retired'] }, { isNew: true }],
    });
    const late = await ask('PUT', '/api/staff/directory/units/rows/deneme-birimi', {
      values: { name: 'Başka' },
      version,
    });
    expect(outcome(late)).toBe('409 directory-conflict');
    expect(await audited('directory-changed')).toBe(2);
  });

  it('is judged as a file is, every fault at its field, and nothing is kept', async () => {
    const { faults, row } = await keep('units/rows/hatali', {
      values: { institution: 'yok', name: '', province: '06', district: 'Kadıköy', parent: 'hic' },
      version: null,
    });
    expect(row).toBeNull();
    expect(faults.map(({ column, code }) => `${column} ${code}`).sort()).toEqual([
      'district districtUnknown',
      'institution referenceUnknown',
      'name valueMissing',
      'parent referenceUnknown',
    ]);
    expect(faults.find(({ column }) => column === 'name')?.text).toBe('“Ad” boş olamaz.');
    expect(outcome(await ask('GET', '/api/staff/directory/units/rows/hatali'))).toBe('404 not-found');
    const taken = await keep('units/rows/deneme-birimi', { values: unit, version: null });
    expect(taken.faults).toMatchObject([{ column: 'id', code: 'idTaken' }]);
  });

  it('that devices search by has a new version of their file', async () => {
    const versionNow = async () => (await ask('GET', '/api/directory/whole')).json().version;
    const before = await versionNow();
    const added = await keep('institutions/rows/yeni-kurum', {
      values: { name: 'Yeni Kurum', scope: 'national', needs_approval: 'yes' },
      version: null,
    });
    expect(added.row?.values).toMatchObject({ needs_approval: 'yes', keywords: '' });
    expect(await versionNow()).not.toBe(before);
  });
});

describe('a reply template', () => {
  const offered = async (received: { id: string }) => {
    const answer = await office.ask('su', 'GET', `/api/staff/cases/${received.id}/reply-templates`);
    return v.parse(replyTemplatesSchema, answer.json()).templates.map(({ id }) => id);
  };

  it('is in the reply editor at once: of the matter first, of other units not at all', async () => {
    const received = await office.receive({ subject: 'Deneme pınarı kurudu' });
    await keep('topics/rows/deneme-pinari', { values: { name: 'Deneme pınarı' }, version: null });
    await keep('topics/rows/baska-konu', { values: { name: 'Başka konu' }, version: null });
    const template = { institution: office.su, name: 'Şablon', text: '# {numara}\n\nMerhaba' };
    const save = (id: string, values: object) =>
      keep(`templates/rows/${id}`, { values: { ...template, ...values }, version: null });
    await keep('units/rows/acik-birim', { values: { institution: office.su, name: 'Açık' }, version: null });
    await save('hepsi', {});
    await save('baska', { topic: 'baska-konu' });
    await save('konu', { topic: 'deneme-pinari' });
    const ofUnit = await save('birim', { unit: 'acik-birim' });
    expect(await offered(received)).toEqual(['konu', 'hepsi', 'baska']);
    await office.test.pool.query(`update case_file set unit_id = 'acik-birim' where application_id = $1`, [
      received.id,
    ]);
    expect((await offered(received)).toSorted()).toEqual(['baska', 'birim', 'hepsi', 'konu']);
    await keep('templates/rows/birim', { values: { retired: 'yes' }, version: ofUnit.row?.version ?? '' });
    expect(await offered(received)).not.toContain('birim');
    const csv = (await ask('GET', '/api/staff/directory/templates')).body;
    expect(csv).toContain(`birim,${office.su},acik-birim,,Şablon,`);
  });
});

describe('the holidays', () => {
  const yearOf = async (year: number) => {
    const { years, needed } = v.parse(holidayYearsSchema, (await ask('GET', '/api/staff/holidays')).json());
    expect(needed).toEqual([2026, 2027, 2028]);
    const found = years.find((one) => one.year === year);
    if (!found) throw new Error('no such year');
    return found;
  };
  const put = async (year: number, days: readonly HolidayDay[], version: number, isDryRun: boolean) =>
    v.parse(
      holidayResultSchema,
      (await ask('PUT', `/api/staff/holidays/${year}`, { days, version, isDryRun })).json(),
    );

  it('of a year say what is wrong with them, day by day', async () => {
    const { days, version } = await yearOf(2027);
    const wrong = [{ date: '2027-02-30', name: '', isHalfDay: false }, ...days];
    expect((await put(2027, wrong, version, false)).faults).toMatchObject([
      { field: '0.date', code: 'dateNotValid', text: 'Böyle bir tarih yok.' },
      { field: '0.name', code: 'nameMissing' },
    ]);
  });

  it('tell how many deadlines they move, move exactly those, and the citizens read it', async () => {
    const { database, clock } = office.test;
    const [moving, staying] = [await office.receive({ kind: 'information' }), await office.receive()];
    const { rows: open } = await office.test.pool.query(
      `select count(*)::int as count from case_file join application on id = application_id where is_open and application.kind = 'information'`,
    );
    const { days, version } = await yearOf(2026);
    const given = [...days, { date: '2026-12-02', name: 'İdari izin', isHalfDay: false }];
    const tried = await put(2026, given, version, true);
    expect(tried).toEqual({ faults: [], moved: { later: open[0].count, earlier: 0 }, year: null });
    expect((await office.lifeOf(moving)).dueOn).toBe('2026-12-14');
    const kept = await put(2026, given, version, false);
    expect(kept).toMatchObject({
      moved: tried.moved,
      year: { version: version + 1, changed: { by: 'Yonca Deneme' } },
    });
    expect(outcome(await ask('PUT', '/api/staff/holidays/2026', { days, version, isDryRun: false }))).toBe(
      '409 directory-conflict',
    );
    // What comes from now on is counted by them at once; the others when every server knows.
    expect((await office.lifeOf(await office.receive({ kind: 'information' }))).dueOn).toBe('2026-12-15');
    expect(await recountDeadlines(database, clock.nowMs)).toBe(0);
    expect(await recountDeadlines(database, clock.nowMs + 20_000)).toBe(open[0].count);
    expect(await recountDeadlines(database, clock.nowMs + 40_000)).toBe(0);
    const life = await office.lifeOf(moving);
    expect(life).toMatchObject({ dueOn: '2026-12-15', holidays: ['2026-12-02'] });
    expect(life.events.at(-1)).toMatchObject({ kind: 'recounted', dueOn: '2026-12-15' });
    expect((await office.lifeOf(staying)).events.map(({ kind }) => kind)).not.toContain('recounted');
    expect(await audited('deadline-recounted')).toBe(open[0].count);
  });

  it('that somebody has changed stay, whatever the file says; others follow it', async () => {
    const { database, clock } = office.test;
    const { days } = await yearOf(2026);
    await storeHolidays(database, { 2026: [], 2029: days, 2031: days }, clock.nowMs);
    expect(await yearOf(2026)).toMatchObject({ days: { length: days.length }, version: 2 });
    expect(await yearOf(2029)).toMatchObject({ version: 2, changed: null });
    expect(Object.keys((await readCalendar(database)).years)).toContain('2031');
  });
});

describe('a case that nobody may object to any more', () => {
  it('is closed by time, once, and its thread says so', async () => {
    const { database, services } = office.test;
    const received = await office.receive();
    await office.reply(received, 'su', 'Onarıldı.');
    const closeAt = (at: string) =>
      closeAnswered(database, { nowMs: Date.parse(at), calendar: services.calendar });
    // Answered on 23 November: 60 days later is Friday, 22 January.
    expect(await closeAt('2027-01-22T20:59:00Z')).toBe(0);
    expect((await office.lifeOf(received)).state).toBe('answered');
    expect(await closeAt('2027-01-22T21:00:00Z')).toBe(1);
    expect(await closeAt('2027-01-23T21:00:00Z')).toBe(0);
    const life = await office.lifeOf(received);
    expect(life.state).toBe('closed');
    expect(life.events.at(-1)).toMatchObject({ kind: 'closed', cause: 'time' });
    expect(await audited('case-closed-by-time')).toBe(1);
    expect(await verifyAudit(database, [], [])).toMatchObject({ chainFaults: [] });
  });
});

describe('small things', () => {
  it('a cursor that is none, and a notice that nobody published, are refused', async () => {
    for (const url of ['/api/staff/cases?after=yok', '/api/staff/transcriptions?after=yok'])
      expect(outcome(await office.ask('su', 'GET', url))).toBe('400 malformed-request');
    const application = anApplication({ noticeVersion: '2025-01' });
    const refused = await putApplication(office.test.app, freshId(), application);
    expect(refused.json()).toMatchObject({
      code: 'application-not-valid',
      violations: [{ field: 'noticeVersion', code: 'not-in-list' }],
    });
  });
});
