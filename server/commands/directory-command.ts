// `npm run directory:import` and `directory:export`: the directory's tables as CSV files, in and out. May run beside the
// server; devices and assignment follow by themselves.
// Exit status: 0 done · 64 (EX_USAGE) wrong arguments · 65 (EX_DATAERR) a fault in a file, nothing was changed ·
// 66 (EX_NOINPUT) no such file · 69 (EX_UNAVAILABLE) no database · 78 configuration.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { fileFaultInWords } from '../../src/i18n/directory-faults.ts';
import { loadConfigOrExit } from '../config.ts';
import { readTable } from '../directory/csv/directory-rows.ts';
import { type CsvFile, importDirectory } from '../directory/csv/import-directory.ts';
import { writeCsv } from '../directory/csv/write-csv.ts';
import { operatorLocale } from '../operator-locale.ts';
import { systemErrorCode } from '../store/fault.ts';
import type { Database } from '../store/schema.ts';
import { byAnyKey, translateFor } from '../texts.ts';
import {
  type DirectoryArguments,
  parseExportArguments,
  parseImportArguments,
} from './directory-arguments.ts';
import { withOperatorDatabase } from './operator-database.ts';

const EXIT = { usage: 64, data: 65, noInput: 66, unavailable: 69 } as const;

interface Outcome {
  status: number;
  lines: string[];
}

const translate = translateFor(operatorLocale(process.env));
const [verb, ...args] = process.argv.slice(2);

process.exitCode = print(
  await run(verb === 'export' ? parseExportArguments(args) : parseImportArguments(args)),
);

async function run(asked: DirectoryArguments): Promise<Outcome> {
  switch (asked.kind) {
    case 'help':
      return { status: 0, lines: [translate('command.directory.usage')] };
    case 'wrong': {
      const sentence = translate(`command.directory.fault.${asked.code}`, asked.params);
      return { status: EXIT.usage, lines: [sentence, '', translate('command.directory.usage')] };
    }
    case 'import': {
      const files: CsvFile[] = [];
      for (const { table, path } of asked.files) {
        const bytes = await readFile(path).catch((error: unknown) => systemErrorCode(error));
        if (typeof bytes === 'string') {
          const lines = [translate('directory.fault.fileUnreadable', { path, reason: bytes })];
          return { status: EXIT.noInput, lines };
        }
        files.push({ table, bytes });
      }
      return withDatabase((database) => importFiles(database, files, asked.isDryRun));
    }
    case 'export':
      return withDatabase((database) => exportTables(database, asked));
  }
}

async function withDatabase(use: (database: Kysely<Database>) => Promise<Outcome>): Promise<Outcome> {
  const config = loadConfigOrExit(byAnyKey(translate));
  const done = await withOperatorDatabase(config, translate, use);
  if (done.ok) return done.result;
  const lines = [translate('command.databaseFailed'), ...done.faults.map((fault) => `  ${fault}`)];
  return { status: EXIT.unavailable, lines };
}

async function importFiles(
  database: Kysely<Database>,
  files: readonly CsvFile[],
  isDryRun: boolean,
): Promise<Outcome> {
  const options = { isDryRun, actorId: null, nowMs: Date.now() };
  const { reports, hasFaults, isWritten } = await importDirectory(database, files, options);
  const lines = reports.flatMap(({ table, added, changed, unchanged, faults }) => [
    translate('command.directory.report', { table, added, changed, unchanged }),
    ...faults.map((fault) =>
      translate('command.directory.line', { line: fault.line, text: fileFaultInWords(fault, translate) }),
    ),
  ]);
  const end = isWritten ? 'written' : hasFaults ? 'refused' : 'dryRun';
  return { status: hasFaults ? EXIT.data : 0, lines: [...lines, translate(`command.directory.${end}`)] };
}

async function exportTables(
  database: Kysely<Database>,
  { tables, folder }: Extract<DirectoryArguments, { kind: 'export' }>,
): Promise<Outcome> {
  await mkdir(folder, { recursive: true });
  const lines: string[] = [];
  for (const table of tables) {
    const rows = await readTable(database, table);
    const path = join(folder, `${table}.csv`);
    await writeFile(path, writeCsv(table, rows.values()));
    lines.push(translate('command.directory.exported', { path, rows: rows.size }));
  }
  return { status: 0, lines };
}

function print({ status, lines }: Outcome): number {
  const stream = status === 0 ? process.stdout : process.stderr;
  stream.write(`${lines.join('\n')}\n`);
  return status;
}
