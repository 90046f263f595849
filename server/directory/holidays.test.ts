import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeHolidays } from '../../src/domain/holidays.ts';
import { loadHolidays } from './holidays.ts';

const feasts2026 = { ramazan: '2026-03-20', kurban: '2026-05-27' };
const feasts2027 = { ramazan: '2027-03-09', kurban: '2027-05-16' };

let path: string;
beforeAll(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'kopru-holidays-')), 'holidays.json');
});
afterAll(() => rm(join(path, '..'), { recursive: true }));

async function load(content: object) {
  await writeFile(path, JSON.stringify(content));
  return loadHolidays(path);
}

describe('the file of the feasts', () => {
  it('that comes with the program reaches to 2030, and each of its years may be kept', async () => {
    const loaded = await loadHolidays(undefined);
    const years = loaded.ok ? loaded.holidays.years : {};
    expect(Object.keys(years)).toEqual(['2024', '2025', '2026', '2027', '2028', '2029', '2030']);
    for (const [year, days] of Object.entries(years)) expect(judgeHolidays(Number(year), days)).toEqual([]);
  });

  it('is made into days with names, half days among them', async () => {
    const loaded = await load({ 2026: feasts2026 });
    expect(loaded.ok && loaded.holidays.years['2026']?.slice(0, 3)).toEqual([
      { date: '2026-01-01', name: 'Yılbaşı', isHalfDay: false },
      { date: '2026-03-19', name: 'Ramazan Bayramı arifesi', isHalfDay: true },
      { date: '2026-03-20', name: 'Ramazan Bayramı', isHalfDay: false },
    ]);
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
