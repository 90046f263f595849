// `npm run retention`: erases what the operator's periods say, and writes a report. `-- --dry-run` only says what it would
// erase. Either prints counts and nothing else of what is kept here. May run beside the server.
// Exit status: 0 done · 64 (EX_USAGE) arguments · 69 (EX_UNAVAILABLE) no database · 78 configuration.

import { type Config, loadConfigOrExit } from '../config.ts';
import { openCalendar } from '../directory/calendar-keeper.ts';
import { operatorLocale } from '../operator-locale.ts';
import { reportFolder, writeReport } from '../retention/report-file.ts';
import { reportLines } from '../retention/report-lines.ts';
import { runRetention } from '../retention/run-retention.ts';
import { byAnyKey, translateFor } from '../texts.ts';
import { withOperatorDatabase } from './operator-database.ts';

const EXIT_USAGE = 64;
const EXIT_UNAVAILABLE = 69;
const DRY_RUN = '--dry-run';

const translate = translateFor(operatorLocale(process.env));

process.exitCode = await run(process.argv.slice(2));

async function run(wanted: readonly string[]): Promise<number> {
  const isDryRun = wanted[0] === DRY_RUN;
  if (wanted.length > (isDryRun ? 1 : 0)) return print(EXIT_USAGE, [translate('command.retention.usage')]);
  const config = loadConfigOrExit(byAnyKey(translate));
  const done = await withOperatorDatabase(config, translate, async (database) => {
    const { calendar } = await openCalendar(database);
    const moment = { nowMs: Date.now(), calendar };
    return runRetention({ database, periods: periodsOf(config), moment, isDryRun });
  });
  if (!done.ok)
    return print(EXIT_UNAVAILABLE, [
      translate('command.databaseFailed'),
      ...done.faults.map((fault) => `  ${fault}`),
    ]);
  const lines = reportLines(done.result, translate);
  if (isDryRun) return print(0, lines);
  const path = await writeReport(reportFolder(config.dataDir), done.result);
  return print(0, [...lines, translate('command.retention.written', { path })]);
}

function periodsOf({ retention: { runs: _, ...periods } }: Config) {
  return periods;
}

function print(status: number, lines: readonly string[]): number {
  const stream = status === 0 ? process.stdout : process.stderr;
  stream.write(`${lines.join('\n')}\n`);
  return status;
}
