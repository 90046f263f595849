// What was asked of `npm run directory:import` and `directory:export`, judged before anything is opened.

import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { isTableName, TABLE_NAMES, type TableName } from '../../src/domain/directory-tables.ts';

export type DirectoryArguments =
  | { kind: 'help' }
  | { kind: 'import'; isDryRun: boolean; files: { table: TableName; path: string }[] }
  | { kind: 'export'; tables: readonly TableName[]; folder: string }
  /** `code` names the sentence `command.directory.fault.<code>`. */
  | { kind: 'wrong'; code: 'unknownArgument' | 'noFile' | 'unknownTable'; params: Record<string, string> };

/** @param args without the program's own name */
export function parseImportArguments(args: readonly string[]): DirectoryArguments {
  const parsed = parse(args, { 'dry-run': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } });
  if (!parsed) return { kind: 'wrong', code: 'unknownArgument', params: { typed: args.join(' ') } };
  if (parsed.values.help === true) return { kind: 'help' };
  if (parsed.positionals.length === 0) return { kind: 'wrong', code: 'noFile', params: {} };
  const files = parsed.positionals.map((path) => ({ path, table: basename(path).replace(/\.csv$/i, '') }));
  const known = files.flatMap(({ path, table }) => (isTableName(table) ? [{ path, table }] : []));
  const unknown = files.find(({ table }) => !isTableName(table));
  if (unknown) {
    const tables = TABLE_NAMES.map((table) => `${table}.csv`).join(', ');
    return { kind: 'wrong', code: 'unknownTable', params: { path: unknown.path, tables } };
  }
  return { kind: 'import', isDryRun: parsed.values['dry-run'] === true, files: known };
}

/** All tables, into the folder that is named or this one. */
export function parseExportArguments(args: readonly string[]): DirectoryArguments {
  const parsed = parse(args, { help: { type: 'boolean', short: 'h' } });
  if (!parsed || parsed.positionals.length > 1) {
    return { kind: 'wrong', code: 'unknownArgument', params: { typed: args.join(' ') } };
  }
  if (parsed.values.help === true) return { kind: 'help' };
  return { kind: 'export', tables: TABLE_NAMES, folder: parsed.positionals[0] ?? '.' };
}

function parse(args: readonly string[], options: Record<string, { type: 'boolean'; short?: string }>) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch {
    return undefined; // Node's sentences are English and name its own API; ours say how it is meant.
  }
}
