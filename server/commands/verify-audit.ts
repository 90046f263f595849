// `npm run audit:verify`: makes every case's chain again, compares it with its head, and the whole with the anchors. May run
// beside the server; reads only.
// Exit status: 0 nothing was changed · 1 something was · 64 (EX_USAGE) arguments · 69 (EX_UNAVAILABLE) no database or keys ·
// 78 configuration.

import { anchorFolder, readAnchors } from '../audit/anchors.ts';
import { type AuditReport, verifyAudit } from '../audit/verify.ts';
import { type Config, loadConfigOrExit } from '../config.ts';
import { loadKeys } from '../intake/keys.ts';
import { operatorLocale } from '../operator-locale.ts';
import { renderKeyFault } from '../start-files.ts';
import { byAnyKey, translateFor } from '../texts.ts';
import { withOperatorDatabase } from './operator-database.ts';

const EXIT_CHANGED = 1;
const EXIT_USAGE = 64;
const EXIT_UNAVAILABLE = 69;
/** Of each sort; the rest is counted. */
const MOST_SHOWN = 20;

const translate = translateFor(operatorLocale(process.env));

process.exitCode = await run(process.argv.slice(2));

async function run(wanted: readonly string[]): Promise<number> {
  if (wanted.length > 0) return print(EXIT_USAGE, [translate('command.audit.usage')]);
  const config = loadConfigOrExit(byAnyKey(translate));
  const keys = await loadKeys(config, { mayMake: false, anyReceipt: undefined });
  if (!keys.ok)
    return print(
      EXIT_UNAVAILABLE,
      keys.faults.map((fault) => renderKeyFault(fault, config, translate)),
    );
  const anchors = await readAnchors(anchorFolder(config.dataDir));
  const done = await withOperatorDatabase(config, translate, (database) =>
    verifyAudit(database, anchors, keys.keys.published),
  );
  if (done.ok) return report(done.result, config, anchors.at(-1)?.name);
  const lines = [translate('command.databaseFailed'), ...done.faults.map((fault) => `  ${fault}`)];
  return print(EXIT_UNAVAILABLE, lines);
}

function report(found: AuditReport, { dataDir }: Config, newest: string | undefined): number {
  const { cases, events, anchors, fromBefore, chainFaults, givenFaults, untoldFaults, anchorFaults } = found;
  const path = anchorFolder(dataDir);
  const counted = [
    translate('command.audit.counted', { cases, events, anchors }),
    ...(fromBefore > 0 ? [translate('command.audit.fromBefore', { events: fromBefore })] : []),
  ];
  const anchored = newest
    ? translate('command.audit.newest', { name: newest, path })
    : translate('command.audit.noAnchor', { path });
  const faults = [
    ...[...chainFaults, ...givenFaults].map(({ kind, applicationId, sequence }) =>
      translate(`command.audit.fault.${kind}`, { id: applicationId, number: sequence }),
    ),
    ...untoldFaults.map(({ kind, applicationId }) =>
      translate(`command.audit.fault.${kind}`, { id: applicationId }),
    ),
    ...anchorFaults.map(({ kind, name }) => translate(`command.audit.fault.${kind}`, { name })),
  ];
  if (faults.length === 0) return print(0, [...counted, anchored, translate('command.audit.whole')]);
  const rest = faults.length - MOST_SHOWN;
  return print(EXIT_CHANGED, [
    ...counted,
    anchored,
    translate('command.audit.changed', { faults: faults.length }),
    ...faults.slice(0, MOST_SHOWN).map((fault) => `  ${fault}`),
    ...(rest > 0 ? [`  ${translate('command.audit.more', { rest })}`] : []),
  ]);
}

function print(status: number, lines: readonly string[]): number {
  const stream = status === 0 ? process.stdout : process.stderr;
  stream.write(`${lines.join('\n')}\n`);
  return status;
}
