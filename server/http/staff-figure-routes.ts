// GET /api/staff/figures and figures.csv: what was received, answered, in time and how fast (server/figures).

import type { FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { istanbulDate } from '../../src/domain/calendar.ts';
import {
  FIGURES_PATHS,
  type FiguresQuery,
  figuresQuerySchema,
  figuresSchema,
  periodOf,
} from '../../src/domain/figures-wire.ts';
import { figuresCsv } from '../figures/figures-csv.ts';
import { readFigures } from '../figures/read-figures.ts';
import type { Services } from '../services.ts';
import { translateFor } from '../texts.ts';
import { EXAMPLE_FIGURES } from './figures-example.ts';
import { sendProblem } from './problem-reply.ts';
import { readerLocale } from './reader-locale.ts';
import { staffOf } from './staff-session.ts';
import type { App } from './valibot-provider.ts';

const description = `Of the cases received in the months \`from\` to \`to\`, at most 36: the centre’s of all or of one \`institution\`,
others’ of their own. Disability-related choices are sums of quarters in which they can be shown without telling of fewer than ten.`;
const config = {
  permission: 'figures.read',
  problems: ['malformed-request', 'unauthenticated', 'forbidden', 'not-found'],
} as const;
const security = [{ staffSession: [] }];

export function addStaffFigureRoutes(app: App, { database, now }: Services): void {
  const read = async (request: FastifyRequest, query: FiguresQuery) => {
    const nowMs = now();
    const period = periodOf(query, istanbulDate(nowMs).slice(0, 7));
    if (!period) return 'malformed-request' as const;
    const { officer } = staffOf(request);
    const { institution } = query;
    return (
      (await readFigures(database, officer, { ...period, institution }, nowMs)) ?? ('not-found' as const)
    );
  };
  app.get(
    FIGURES_PATHS.figures,
    {
      schema: {
        operationId: 'readFigures',
        tags: ['staff'],
        summary: 'Read the figures',
        description,
        security,
        querystring: figuresQuerySchema,
        response: {
          200: v.pipe(figuresSchema, v.description('The figures.'), v.examples([EXAMPLE_FIGURES])),
        },
      },
      config,
    },
    async (request, reply) => {
      const figures = await read(request, request.query);
      return typeof figures === 'string' ? sendProblem(request, reply, figures) : figures;
    },
  );
  app.get(
    FIGURES_PATHS.table,
    {
      schema: {
        operationId: 'exportFigures',
        tags: ['staff'],
        summary: 'Export the figures',
        description: `${description} CSV in UTF-8, in the language of \`Accept-Language\`, with no cell that a spreadsheet would run as a
formula.`,
        security,
        querystring: figuresQuerySchema,
      },
      config: { ...config, answersBytes: true },
    },
    async (request, reply) => {
      const figures = await read(request, request.query);
      if (typeof figures === 'string') return sendProblem(request, reply, figures);
      const csv = figuresCsv(figures, translateFor(readerLocale(request.headers['accept-language'])));
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="figures-${figures.from}-${figures.to}.csv"`)
        .send(csv);
    },
  );
}
