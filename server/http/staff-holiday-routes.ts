// /api/staff/holidays: the holidays by which deadlines are counted, year by year, as the centre's administrators keep them. Before a change is
// kept it can be asked how many open applications it would move; they are moved by a job (server/casework/recount-deadlines.ts).

import type { FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { istanbulDate } from '../../src/domain/calendar.ts';
import {
  type HolidayResult,
  holidayInputSchema,
  holidayResultSchema,
  holidayYearsSchema,
  KEEPING_PATHS,
  type KeptHolidayYear,
  yearParam,
} from '../../src/domain/directory-keeping.ts';
import {
  differingDays,
  type HolidayDay,
  type HolidayFault,
  judgeHolidays,
  neededYears,
  toCalendar,
} from '../../src/domain/holidays.ts';
import { normaliseLine } from '../../src/domain/text.ts';
import { holidayFaultInWords } from '../../src/i18n/directory-faults.ts';
import { countMoved } from '../casework/recount-deadlines.ts';
import { type KeptYear, keepHolidayYear, readHolidayYears } from '../directory/holiday-years.ts';
import type { Services } from '../services.ts';
import { SYSTEM, withAccess } from '../store/access.ts';
import { translateFor } from '../texts.ts';
import { EXAMPLE_HOLIDAY_INPUT, EXAMPLE_HOLIDAY_YEAR } from './directory-examples.ts';
import { sendProblem } from './problem-reply.ts';
import { readerLocale } from './reader-locale.ts';
import { staffOf } from './staff-session.ts';
import type { App } from './valibot-provider.ts';

const security = [{ staffSession: [] }];
const PROBLEMS = ['malformed-request', 'unauthenticated', 'forbidden'] as const;
const NOTHING = { later: 0, earlier: 0 };

export function addStaffHolidayRoutes(app: App, services: Services): void {
  addYears(app, services);
  addYear(app, services);
}

function addYears(app: App, { database, now }: Services): void {
  app.get(
    KEEPING_PATHS.holidays,
    {
      schema: {
        operationId: 'listHolidays',
        tags: ['staff'],
        summary: 'List the holidays by year',
        description: 'A centre’s administrator’s. Half days count as working days.',
        security,
        response: {
          200: v.pipe(
            holidayYearsSchema,
            v.description('The years, and which must be there.'),
            v.examples([{ years: [EXAMPLE_HOLIDAY_YEAR], needed: [2026, 2027] }]),
          ),
        },
      },
      config: { permission: 'holidays.edit', problems: ['unauthenticated', 'forbidden'] },
    },
    async () => {
      const years = await readHolidayYears(database);
      return { years: years.map(toWire), needed: neededYears(istanbulDate(now())) };
    },
  );
}

function addYear(app: App, { database, refreshCalendar, now }: Services): void {
  app.put(
    KEEPING_PATHS.holidayYear,
    {
      schema: {
        operationId: 'keepHolidays',
        tags: ['staff'],
        summary: 'Add or change the holidays of a year',
        description: `A centre’s administrator’s. Every fault is named with its day. \`moved\` says how many open applications are due on another
day by it; with \`isDryRun\` nothing is kept. Deadlines are moved by a job within a minute, each with an event in its case.`,
        security,
        params: v.object({ year: v.pipe(yearParam, v.description('Four digits.'), v.examples(['2027'])) }),
        body: v.pipe(holidayInputSchema, v.examples([EXAMPLE_HOLIDAY_INPUT])),
        response: {
          200: v.pipe(
            holidayResultSchema,
            v.description('What it moves, or what is wrong with it.'),
            v.examples([{ faults: [], moved: { later: 12, earlier: 0 }, year: EXAMPLE_HOLIDAY_YEAR }]),
          ),
        },
      },
      config: {
        permission: 'holidays.edit',
        takesBody: true,
        problems: [...PROBLEMS, 'directory-conflict', 'body-too-large'],
      },
    },
    async (request, reply) => {
      const year = Number(request.params.year);
      const { version, isDryRun } = request.body;
      const days = request.body.days.map((day) => ({ ...day, name: normaliseLine(day.name) }));
      const faults = judgeHolidays(year, days);
      if (faults.length > 0) return { faults: toFaults(faults, request), moved: NOTHING, year: null };
      const years = await readHolidayYears(database);
      const known = years.find((one) => one.year === year);
      if ((known?.version ?? null) !== version) return sendProblem(request, reply, 'directory-conflict');
      const moved = await countAcrossCases({ database, now }, years, { year, days });
      if (isDryRun) return { faults: [], moved, year: null };
      const kept = await keepHolidayYear(database, { year, days, version }, staffOf(request).officer, now());
      if (!kept.ok) return sendProblem(request, reply, kept.code);
      await refreshCalendar();
      return { faults: [], moved, year: toWire(kept.year) };
    },
  );
}

/** Across all cases, of which an administrator reads none: a number is all that comes of it. */
function countAcrossCases(
  { database, now }: Pick<Services, 'database' | 'now'>,
  years: readonly KeptYear[],
  { year, days }: { year: number; days: readonly HolidayDay[] },
): Promise<HolidayResult['moved']> {
  const known = years.find((one) => one.year === year);
  // No clock can have counted by a year that was not there.
  if (!known) return Promise.resolve(NOTHING);
  const byYear = Object.fromEntries(years.map((one) => [String(one.year), one.days]));
  const moment = { nowMs: now(), calendar: toCalendar({ ...byYear, [String(year)]: days }) };
  return withAccess(SYSTEM, () => countMoved(database, differingDays(known.days, days), moment));
}

function toWire({ changed, ...kept }: KeptYear): KeptHolidayYear {
  return { ...kept, changed: changed && { at: changed.at.toISOString(), by: changed.by } };
}

function toFaults(faults: readonly HolidayFault[], request: FastifyRequest): HolidayResult['faults'] {
  const translate = translateFor(readerLocale(request.headers['accept-language']));
  return faults.map(({ field, code, params = {} }) => ({
    field,
    code,
    params,
    text: holidayFaultInWords({ code, params }, translate),
  }));
}
