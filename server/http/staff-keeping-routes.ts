// /api/staff/directory/:table/rows and …/names: the directory row by row, as an administrator keeps it in the console. What a row may
// say is judged in server/directory, as a file's rows are. (staff-directory-routes.ts has the tables whole.)

import type { FastifyRequest } from 'fastify';
import * as v from 'valibot';
import {
  KEEPING_PATHS,
  type KeptResult,
  keptResultSchema,
  keptRowSchema,
  namesSchema,
  rowInputSchema,
  rowsQuerySchema,
  rowsSchema,
} from '../../src/domain/directory-keeping.ts';
import { keepsTable } from '../../src/domain/directory-scope.ts';
import { ROW_ID, TABLE_NAMES } from '../../src/domain/directory-tables.ts';
import { rowFaultInWords } from '../../src/i18n/directory-faults.ts';
import { keepRow, listNames, listRows, type RowFault, readRow } from '../directory/keep-row.ts';
import type { Services } from '../services.ts';
import { translateFor } from '../texts.ts';
import {
  EXAMPLE_KEPT_ROW,
  EXAMPLE_ROW_INPUT,
  EXAMPLE_ROW_NAMES,
  EXAMPLE_ROWS,
} from './directory-examples.ts';
import { sendProblem } from './problem-reply.ts';
import { readerLocale } from './reader-locale.ts';
import { staffOf } from './staff-session.ts';
import type { App } from './valibot-provider.ts';

/** A template's text is up to 20,000 characters, of up to four bytes. */
const ROW_MAX_BYTES = 128 * 1024;

const tableParams = v.object({
  table: v.pipe(v.picklist(TABLE_NAMES), v.description('Which table.'), v.examples(['units'])),
});
const rowParams = v.object({
  ...tableParams.entries,
  rowId: v.pipe(
    v.string(),
    v.regex(ROW_ID),
    v.description('The row’s id; it never changes.'),
    v.examples(['su-kanal-isleri-gm-06']),
  ),
});
const security = [{ staffSession: [] }];
const PROBLEMS = ['malformed-request', 'unauthenticated', 'forbidden'] as const;

export function addStaffKeepingRoutes(app: App, services: Services): void {
  addLists(app, services);
  addRow(app, services);
}

function addLists(app: App, { database }: Services): void {
  app.get(
    KEEPING_PATHS.rows,
    {
      schema: {
        operationId: 'listDirectoryRows',
        tags: ['staff'],
        summary: 'List rows of the directory',
        description:
          'An administrator’s: of an institution its own row, units and templates; of the centre all. By name, 25 a page, those out of use last; with `query` those that say each of its words.',
        security,
        params: tableParams,
        querystring: rowsQuerySchema,
        response: { 200: v.pipe(rowsSchema, v.description('A page of them.'), v.examples([EXAMPLE_ROWS])) },
      },
      config: { permission: 'directory.edit', problems: [...PROBLEMS] },
    },
    async (request, reply) => {
      const { table } = request.params;
      const { query, page } = request.query;
      const keeper = staffOf(request).officer.institutionId;
      if (!keepsTable(keeper, table)) return sendProblem(request, reply, 'forbidden');
      return listRows(database, table, { query, page: Number(page), keeper });
    },
  );
  app.get(
    KEEPING_PATHS.names,
    {
      schema: {
        operationId: 'listDirectoryNames',
        tags: ['staff'],
        summary: 'List the names of a table’s rows',
        description:
          'An administrator’s: what a form offers where a row refers to another. Of an institution its own, and all topics.',
        security,
        params: tableParams,
        response: {
          200: v.pipe(
            namesSchema,
            v.description('All of them, by name.'),
            v.examples([{ names: EXAMPLE_ROW_NAMES }]),
          ),
        },
      },
      config: { permission: 'directory.edit', problems: [...PROBLEMS] },
    },
    async (request) => {
      const keeper = staffOf(request).officer.institutionId;
      return { names: await listNames(database, request.params.table, keeper) };
    },
  );
}

function addRow(app: App, { database, now }: Services): void {
  app.get(
    KEEPING_PATHS.row,
    {
      schema: {
        operationId: 'readDirectoryRow',
        tags: ['staff'],
        summary: 'Read a row of the directory',
        description: 'An administrator’s who keeps it. With who changed it, and what.',
        security,
        params: rowParams,
        response: { 200: v.pipe(keptRowSchema, v.description('The row.'), v.examples([EXAMPLE_KEPT_ROW])) },
      },
      config: { permission: 'directory.edit', problems: [...PROBLEMS, 'not-found'] },
    },
    async (request, reply) => {
      const { table, rowId } = request.params;
      const keeper = staffOf(request).officer.institutionId;
      if (!keepsTable(keeper, table)) return sendProblem(request, reply, 'forbidden');
      return (await readRow(database, table, rowId, keeper)) ?? sendProblem(request, reply, 'not-found');
    },
  );
  app.put(
    KEEPING_PATHS.row,
    {
      bodyLimit: ROW_MAX_BYTES,
      schema: {
        operationId: 'keepDirectoryRow',
        tags: ['staff'],
        summary: 'Add or change a row of the directory',
        description: `An administrator’s: of an institution in its own row, its units and its templates. Judged as a file with this row alone would be; every fault is named with its column, and then
nothing is kept. Columns that are not given stay. Nothing is deleted: \`retired\` takes out of use.`,
        security,
        params: rowParams,
        body: v.pipe(rowInputSchema, v.examples([EXAMPLE_ROW_INPUT])),
        response: {
          200: v.pipe(
            keptResultSchema,
            v.description('The row as it stands, or what is wrong with it.'),
            v.examples([{ faults: [], row: EXAMPLE_KEPT_ROW }]),
          ),
        },
      },
      config: {
        permission: 'directory.edit',
        takesBody: true,
        problems: [...PROBLEMS, 'directory-conflict', 'body-too-large'],
      },
    },
    async (request, reply) => {
      const { table, rowId: id } = request.params;
      const kept = await keepRow(database, { table, id, ...request.body }, staffOf(request).officer, now());
      if ('code' in kept) return sendProblem(request, reply, kept.code);
      return kept.ok ? { faults: [], row: kept.row } : { faults: toFaults(kept.faults, request), row: null };
    },
  );
}

function toFaults(faults: readonly RowFault[], request: FastifyRequest): KeptResult['faults'] {
  const translate = translateFor(readerLocale(request.headers['accept-language']));
  return faults.map(({ column, fault: { code, params } }) => ({
    column,
    code,
    params,
    text: rowFaultInWords({ code, params }, translate),
  }));
}
