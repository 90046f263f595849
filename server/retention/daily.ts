// Retention by the clock, where the operator wants it: once a day, at the first round of the watch after midnight (UTC).

import type { Kysely } from 'kysely';
import type { Moment } from '../casework/moment.ts';
import type { Config } from '../config.ts';
import type { StoreLogger } from '../store/contract.ts';
import type { Database } from '../store/schema.ts';
import { lastRunOn, reportFolder, writeReport } from './report-file.ts';
import { runRetention } from './run-retention.ts';

export interface DailyOptions {
  config: Pick<Config, 'dataDir' | 'retention'>;
  database: Kysely<Database>;
  moment: Moment;
  log: Pick<StoreLogger, 'info'>;
}

/** @returns whether it ran */
export async function runDaily({ config, database, moment, log }: DailyOptions): Promise<boolean> {
  const { runs, ...periods } = config.retention;
  const folder = reportFolder(config.dataDir);
  const today = new Date(moment.nowMs).toISOString().slice(0, 10);
  if (runs !== 'daily' || (await lastRunOn(folder)) === today) return false;
  const report = await runRetention({ database, periods, moment, isDryRun: false });
  await writeReport(folder, report);
  const { byTime, byRequest, identities } = report.erased;
  log.info({ event: 'retention-run', count: byTime + byRequest + identities }, 'Retention has run');
  return true;
}
