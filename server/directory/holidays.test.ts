import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadHolidays } from './holidays.ts';

const NOW = Date.parse('2026-11-23T08:00:00Z');
const feasts2026 = { ramazan: '2026-03-20', kurban: '2026-05-27' };
const feasts2027 = { ramazan: '2027-03-09', kurban: '2027-05-16' };

let path: string;
beforeAll(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'kopru-holidays-')), 'holidays.json');
});
afterAll(() => rm(join(path, '..'), { recursive: true }));

async function load(content: object, nowMs = NOW) {
  await writeFile(path, JSON.stringify(content));
  return loadHolidays(path, nowMs);
}

describe('the feasts', () => {
  it('that come with the program reach to 2030', async () => {
    const loaded = await loadHolidays(undefined, NOW);
    expect(loaded).toMatchObject({ ok: true, calendar: { years: { 2026: feasts2026, 2027: feasts2027 } } });
    expect(await loadHolidays(undefined, Date.parse('2029-12-31T20:59:59Z'))).toMatchObject({ ok: true });
    expect(await loadHolidays(undefined, Date.parse('2029-12-31T21:00:00Z'))).toMatchObject({ ok: false });
  });

  it('of this year and the next are enough', async () => {
    expect(await load({ 2026: feasts2026, 2027: feasts2027 })).toEqual({
      ok: true,
      calendar: { years: { 2026: feasts2026, 2027: feasts2027 } },
    });
  });

  it.each([
    ['the next year', { 2026: feasts2026 }, ['2027']],
    ['this year', { 2027: feasts2027 }, ['2026']],
    ['both', {}, ['2026', '2027']],
  ])('without %s are a fault, named by year', async (_, content, years) => {
    expect(await load(content)).toEqual({
      ok: false,
      faults: years.map((year) => ({ code: 'feastYearMissing', params: { path, year } })),
    });
  });

  it('count the year as it is in Istanbul', async () => {
    const content = { 2026: feasts2026, 2027: feasts2027 };
    expect(await load(content, Date.parse('2026-12-31T20:59:59Z'))).toMatchObject({ ok: true });
    expect(await load(content, Date.parse('2026-12-31T21:00:00Z'))).toMatchObject({ ok: false });
  });

  it('with dates that do not exist, stand under another year, or lack a feast are refused, all at once', async () => {
    const loaded = await load({
      2025: { ramazan: '2025-02-30', kurban: '06.06.2025' },
      2026: { ramazan: '2026-03-20' },
      2027: { ...feasts2027, arife: '2027-03-08' },
    });
    expect(!loaded.ok && loaded.faults.map(({ params }) => ('place' in params ? params.place : ''))).toEqual([
      '2025.ramazan',
      '2025.kurban',
      '2026.kurban',
      '2027.arife',
    ]);
    const moved = await load({ 2026: feasts2026, 2027: { ...feasts2027, ramazan: '2026-03-09' } });
    expect(moved).toEqual({
      ok: false,
      faults: [{ code: 'notAsExpected', params: { path, place: '2027.ramazan' } }],
    });
  });
});
