import { describe, expect, it } from 'vitest';
import { parseBackupArguments } from './backup-arguments.ts';

describe('the arguments of backup, backup:verify, backup:key and restore', () => {
  it('name recipients, files of recipients, or a passphrase', () => {
    expect(parseBackupArguments('backup', ['-r', 'age1a', '-r', 'age1b', '-R', 'list', '/mnt'])).toEqual({
      kind: 'backup',
      path: '/mnt',
      lock: { kind: 'recipients', recipients: ['age1a', 'age1b'], files: ['list'] },
    });
    expect(parseBackupArguments('backup', ['--passphrase-file', 'p', 'b.age'])).toMatchObject({
      lock: { kind: 'passphrase', path: 'p' },
    });
  });

  it.each(['verify', 'restore'] as const)('%s names what opens the archive', (kind) => {
    const unlock = { kind: 'identities', path: 'key.txt' };
    expect(parseBackupArguments(kind, ['b.age', '--identity', 'key.txt'])).toEqual({
      kind,
      path: 'b.age',
      unlock,
    });
  });

  it.each([
    ['backup', ['b.age'], 'noLock'],
    ['backup', ['b.age', '-r', 'age1a', '-p', 'p'], 'noLock'],
    ['backup', ['-r', 'age1a'], 'noPath'],
    ['backup', ['b.age', '-i', 'key.txt'], 'unknownArgument'],
    ['restore', ['b.age'], 'noUnlock'],
    ['restore', ['b.age', '-i', 'key.txt', '-p', 'p'], 'noUnlock'],
    ['restore', ['b.age', 'c.age', '-i', 'key.txt'], 'unknownArgument'],
    ['verify', ['b.age', '-r', 'age1a'], 'unknownArgument'],
    ['verify', ['b.age', '--force'], 'unknownArgument'],
    ['key', [], 'noPath'],
  ] as const)('%s %j is refused: %s', (verb, args, code) => {
    expect(parseBackupArguments(verb, args)).toMatchObject({ kind: 'wrong', code });
  });

  it('explain themselves', () => {
    expect(parseBackupArguments('restore', ['--help'])).toEqual({ kind: 'help' });
    expect(parseBackupArguments('key', ['key.txt'])).toEqual({ kind: 'key', path: 'key.txt' });
  });
});
