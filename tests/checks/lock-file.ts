// The lock file as the only way by which foreign code comes in: from the registry, under its own name, held to a SHA-512, in one
// exact version, and with a script at its installation only where package.json names it. npm itself takes a lock that says
// otherwise without a word, so whoever can change one line of it could change the code of everybody.

import { readFile } from 'node:fs/promises';

export interface Manifest {
  dependencies?: Readonly<Record<string, string>>;
  devDependencies?: Readonly<Record<string, string>>;
  optionalDependencies?: Readonly<Record<string, string>>;
  /** npm ≥ 11.17: whose scripts run at an installation. */
  allowScripts?: Readonly<Record<string, boolean>>;
}

export interface LockedPackage {
  version?: string;
  /** Another name than its folder's: an alias. */
  name?: string;
  /** Absent: the registry that npm is set to; the digest holds it to the same bytes. */
  resolved?: string;
  integrity?: string;
  link?: boolean;
  inBundle?: boolean;
  hasInstallScript?: boolean;
  dependencies?: Readonly<Record<string, string>>;
  optionalDependencies?: Readonly<Record<string, string>>;
}

export interface LockFile {
  lockfileVersion: number;
  /** By folder; '' is our own. */
  packages: Readonly<Record<string, LockedPackage & Manifest>>;
}

const REGISTRY = 'https://registry.npmjs.org/';
const EXACT = /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/;
/** 64 bytes in base64. */
const SHA512 = /^sha512-[A-Za-z0-9+/]{86}==$/;
/** Of a dependency's dependency: git, an address, a file, another package's name. */
const ELSEWHERE = /^(?:git|https?|file|link|npm|github|[\w-]+\/)[^ ]*[:/]/;
const SETTINGS = ['save-exact=true', 'strict-allow-scripts=true'];

/** @returns faults as sentences */
export async function checkLockFile(): Promise<string[]> {
  const [manifest, lock, settings] = await Promise.all(
    ['package.json', 'package-lock.json', '.npmrc'].map((file) => readFile(file, 'utf8')),
  );
  const lines = (settings ?? '').split('\n');
  return [
    ...SETTINGS.filter((line) => !lines.includes(line)).map((line) => `.npmrc does not say ${line}`),
    ...lintLockFile(JSON.parse(manifest ?? ''), JSON.parse(lock ?? '')),
  ];
}

/** @returns faults as sentences */
export function lintLockFile(manifest: Manifest, { lockfileVersion, packages }: LockFile): string[] {
  const foreign = Object.entries(packages).filter(([folder]) => folder !== '');
  return [
    ...(lockfileVersion === 3 ? [] : [`The lock file has version ${lockfileVersion}, not 3`]),
    ...['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((group) =>
      judgeWanted(group as keyof Manifest & string, manifest, packages),
    ),
    ...foreign.flatMap(([folder, locked]) => judgeLocked(folder, locked)),
    ...judgeScripts(manifest.allowScripts ?? {}, foreign),
  ];
}

/** What package.json asks for: exactly, and what the lock has. */
function judgeWanted(group: string, manifest: Manifest, packages: LockFile['packages']): string[] {
  const asked = (from: Manifest | undefined) =>
    (from?.[group as 'dependencies'] ?? {}) as Readonly<Record<string, string>>;
  const inLock = asked(packages['']);
  const names = new Set([...Object.keys(asked(manifest)), ...Object.keys(inLock)]);
  return [...names].flatMap((name) => {
    const wanted = asked(manifest)[name];
    if (wanted === undefined) return [`${name} is in the lock file’s ${group} and not in package.json`];
    if (!EXACT.test(wanted)) return [`${name} is not pinned to one version: ${wanted}`];
    const locked = packages[`node_modules/${name}`]?.version;
    if (inLock[name] !== wanted || locked !== wanted)
      return [`${name} is ${wanted} in package.json and ${locked} in the lock file`];
    return [];
  });
}

function judgeLocked(folder: string, locked: LockedPackage): string[] {
  const { version = '', resolved, integrity = '' } = locked;
  const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const isOfRegistry = resolved === undefined || resolved.startsWith(`${REGISTRY}${name}/-/`);
  const elsewhere = Object.entries({ ...locked.dependencies, ...locked.optionalDependencies }).filter(
    ([, range]) => ELSEWHERE.test(range),
  );
  return [
    ...(/^(?:.*\/)?node_modules\/(?:@[\w.-]+\/)?[\w.-]+$/.test(folder) && !locked.link
      ? []
      : [`${folder} is no installed package`]),
    ...(locked.name === undefined || locked.name === name
      ? []
      : [`${folder} is ${locked.name} under another name`]),
    ...(EXACT.test(version) ? [] : [`${folder} has no version`]),
    ...(isOfRegistry ? [] : [`${folder} does not come from the registry under its name: ${resolved}`]),
    ...(SHA512.test(integrity) && !locked.inBundle ? [] : [`${folder} is held to no SHA-512`]),
    ...elsewhere.map(([one, range]) => `${folder} takes ${one} from ${range}`),
  ];
}

/** Those that have a script are those that may run it: an npm that knows no list runs no other either. */
function judgeScripts(
  allowed: Readonly<Record<string, boolean>>,
  foreign: readonly (readonly [string, LockedPackage])[],
): string[] {
  const scripted = foreign
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([folder]) => folder.replace(/^.*node_modules\//, ''));
  return [
    ...scripted
      .filter((name) => allowed[name] !== true)
      .map((name) => `${name} has a script at its installation, and allowScripts does not name it`),
    ...Object.keys(allowed)
      .filter((name) => !scripted.includes(name))
      .map((name) => `allowScripts names ${name}, which has no script`),
  ];
}
