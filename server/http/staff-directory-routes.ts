// /api/staff/directory/:table: a table of the directory as CSV, out and in. An administrator's; what a file may say and
// change is judged in server/directory/csv.

import type { FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { keepsRow, keepsTable } from '../../src/domain/directory-scope.ts';
import { TABLE_NAMES } from '../../src/domain/directory-tables.ts';
import {
  DIRECTORY_PATHS,
  type ImportReport,
  importQuerySchema,
  importReportSchema,
} from '../../src/domain/directory-wire.ts';
import { fileFaultInWords } from '../../src/i18n/directory-faults.ts';
import { readTable } from '../directory/csv/directory-rows.ts';
import { type ImportResult, importDirectory } from '../directory/csv/import-directory.ts';
import { writeCsv } from '../directory/csv/write-csv.ts';
import type { Services } from '../services.ts';
import { translateFor } from '../texts.ts';
import { EXAMPLE_IMPORT_REPORT } from './directory-examples.ts';
import { sendProblem } from './problem-reply.ts';
import { readerLocale } from './reader-locale.ts';
import { staffOf } from './staff-session.ts';
import type { ApiPlugin } from './valibot-provider.ts';

const CSV = 'text/csv';
/** 10,000 rows with all their words. */
const CSV_MAX_BYTES = 8 * 1024 * 1024;
/** More are read as a file, and asked for. */
const FAULTS_MAX = 500;

const tableParams = v.object({
  table: v.pipe(v.picklist(TABLE_NAMES), v.description('Which table.'), v.examples(['units'])),
});
const security = [{ staffSession: [] }];

export function staffDirectoryRoutes(services: Services): ApiPlugin {
  return async (scope) => {
    scope.addContentTypeParser(CSV, { parseAs: 'buffer' }, async (_: unknown, body: Buffer) => body);
    scope.get(
      DIRECTORY_PATHS.table,
      {
        schema: {
          operationId: 'exportDirectory',
          tags: ['staff'],
          summary: 'Export a table of the directory',
          description:
            'An administrator’s: of an institution its own rows, of the centre all. CSV in UTF-8, with no cell that a spreadsheet would run as a formula.',
          security,
          params: tableParams,
        },
        config: {
          permission: 'directory.edit',
          answersBytes: true,
          problems: ['malformed-request', 'unauthenticated', 'forbidden'],
        },
      },
      async (request, reply) => {
        const { table } = request.params;
        const keeper = staffOf(request).officer.institutionId;
        if (!keepsTable(keeper, table)) return sendProblem(request, reply, 'forbidden');
        const rows = [...(await readTable(services.database, table)).values()];
        const csv = writeCsv(
          table,
          rows.filter((row) => keepsRow(keeper, table, row)),
        );
        return reply
          .type(`${CSV}; charset=utf-8`)
          .header('content-disposition', `attachment; filename="${table}.csv"`)
          .send(csv);
      },
    );
    scope.put(
      DIRECTORY_PATHS.table,
      {
        bodyLimit: CSV_MAX_BYTES,
        schema: {
          operationId: 'importDirectory',
          tags: ['staff'],
          summary: 'Import a table of the directory',
          description: `An administrator’s: of an institution its own row, its units and its templates. The rows of the file are added or changed, all or none; with \`dryRun\` none. What a file does
not name stays. Every fault is named with its line; of more than ${FAULTS_MAX} the first, or with \`allFaults\` all.`,
          security,
          params: tableParams,
          querystring: importQuerySchema,
          response: {
            200: v.pipe(
              importReportSchema,
              v.description('What was changed, or with `dryRun` or a fault would have been.'),
              v.examples([EXAMPLE_IMPORT_REPORT]),
            ),
          },
        },
        config: {
          permission: 'directory.edit',
          documentedBytes: CSV,
          problems: [
            'malformed-request',
            'unauthenticated',
            'forbidden',
            'body-too-large',
            'media-type-not-supported',
          ],
        },
      },
      async (request, reply) => {
        const { accountId, institutionId: keeper } = staffOf(request).officer;
        if (!keepsTable(keeper, request.params.table)) return sendProblem(request, reply, 'forbidden');
        if (!Buffer.isBuffer(request.body)) return sendProblem(request, reply, 'media-type-not-supported');
        const files = [{ table: request.params.table, bytes: request.body }];
        const result = await importDirectory(services.database, files, {
          isDryRun: request.query.dryRun === 'true',
          actorId: accountId,
          keeper,
          nowMs: services.now(),
        });
        return toReport(
          result,
          request,
          request.query.allFaults === 'true' ? Number.POSITIVE_INFINITY : FAULTS_MAX,
        );
      },
    );
  };
}

function toReport(
  { reports, isWritten }: ImportResult,
  request: FastifyRequest,
  faultsMax: number,
): ImportReport {
  const translate = translateFor(readerLocale(request.headers['accept-language']));
  const [{ added, changed, unchanged, faults } = { added: 0, changed: 0, unchanged: 0, faults: [] }] =
    reports;
  return {
    isWritten,
    added,
    changed,
    unchanged,
    faults: faults.slice(0, faultsMax).map((fault) => ({
      line: fault.line,
      code: fault.code,
      params: fault.params,
      text: fileFaultInWords(fault, translate),
    })),
    faultCount: faults.length,
  };
}
