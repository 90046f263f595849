// Reads and judges every file that a start needs, before a port is opened or a database touched: institutions, feasts,
// the built front end, the keys. All faults are found in one pass, each with the variable that the operator sets.

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Translate } from '../src/i18n/translate.ts';
import type { Config } from './config.ts';
import type { ConfigVariable } from './config-reader.ts';
import { renderDirectoryFault } from './directory/data-file.ts';
import { type LoadedDirectory, loadDirectory } from './directory/directory.ts';
import { type LoadedHolidays, loadHolidays } from './directory/holidays.ts';
import { findKeyFaults, type KeyFault, keyPaths } from './intake/keys.ts';
import { loadPushKey, pushKeyPath } from './notify/push-key.ts';

export type StartFiles =
  | { ok: true; directory: LoadedDirectory; holidays: LoadedHolidays }
  | { ok: false; faults: string[] };

export async function loadStartFiles(config: Config, translate: Translate): Promise<StartFiles> {
  const [holidays, directory, keyFaults, pushKey, missingPage] = await Promise.all([
    loadHolidays(config.holidaysFile),
    loadDirectory(config.directoryFile),
    findKeyFaults(config),
    loadPushKey(config, { mayMake: false }),
    findMissingPage(config.staticDir),
  ]);
  const faults = [
    ...[...keyFaults, ...(pushKey.ok ? [] : [pushKey.fault])].map((fault) =>
      renderKeyFault(fault, config, translate),
    ),
    ...faultsOf(holidays).map((fault) => naming('HOLIDAYS_FILE', renderDirectoryFault(fault, translate))),
    ...faultsOf(directory).map((fault) => naming('DIRECTORY_FILE', renderDirectoryFault(fault, translate))),
    ...missingPage.map((path) => naming('STATIC_DIR', translate('server.frontMissing', { path }))),
  ];
  return directory.ok && holidays.ok && faults.length === 0
    ? { ok: true, directory: directory.directory, holidays: holidays.holidays }
    : { ok: false, faults };
}

/** One line for the operator, with the variable of the file. */
export function renderKeyFault(fault: KeyFault, config: Config, translate: Translate): string {
  const paths = keyPaths(config);
  const { path } = fault.params;
  const variables: Readonly<Record<string, ConfigVariable>> = {
    [paths.trackingSecret]: 'TRACKING_SECRET_FILE',
    [paths.identityKeys]: 'IDENTITY_KEYS_FILE',
    [paths.acceptanceKeys]: 'ACCEPTANCE_KEYS_FILE',
    [pushKeyPath(config)]: 'PUSH_KEY_FILE',
  };
  const variable = variables[path] ?? 'RECEIPT_KEY_FILE';
  return naming(variable, translate(`intake.fault.${fault.code}`, fault.params));
}

export function naming(variable: ConfigVariable, sentence: string): string {
  return `${variable}: ${sentence}`;
}

function faultsOf<Fault>(loaded: { ok: true } | { ok: false; faults: Fault[] }): Fault[] {
  return loaded.ok ? [] : loaded.faults;
}

/** The first page of the build; without it there is none. */
async function findMissingPage(staticDir: string): Promise<string[]> {
  const page = join(staticDir, 'index.html');
  const isBuilt = await stat(page).then(
    (found) => found.isFile(),
    () => false,
  );
  return isBuilt ? [] : [page];
}
