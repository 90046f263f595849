import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../src/i18n/locale.ts';
import { backupFault, KeysRefused, StoreRefused } from '../backup/backup-fault.ts';
import { parseConfig } from '../config.ts';
import { translateFor } from '../texts.ts';
import { explain } from './backup-outcome.ts';

const config = () => parseConfig({}).config;
const path = '/mnt/kopru.tar.age';

describe.each(LOCALES)('what went wrong is said in %s', (locale) => {
  it.each([
    ['the wrong key', backupFault('wrongKey', { path }), 77, path],
    ['an archive that is cut off, or has another bit', backupFault('damaged', { where: 'age' }), 65, 'age'],
    ['a row that is another', backupFault('differs', { where: 'tables/reply' }), 65, 'tables/reply'],
    ['no backup', backupFault('notABackup', { path }), 65, path],
    ['a full disk', backupFault('noRoom', { path }), 73, path],
    ['a file that is there', backupFault('fileExists', { path }), 73, path],
    ['a folder in use', backupFault('folderNotEmpty', { path, name: 'keys' }), 69, 'keys'],
    ['a database in use', backupFault('databaseNotEmpty', { place: 'kopru' }), 69, 'kopru'],
    ['no file', backupFault('fileUnreadable', { path, reason: 'ENOENT' }), 66, 'ENOENT'],
    ['no database', new StoreRefused({ code: 'restoreUnfinished', params: { path } }), 69, path],
    [
      'no room for the database',
      new StoreRefused({ code: 'dataFolderUnusable', params: { path, reason: 'ENOSPC' } }),
      73,
      'ENOSPC',
    ],
    ['no key', new KeysRefused([{ code: 'keyMissing', params: { path } }]), 69, path],
  ])('%s', (_, error, status, named) => {
    const said = explain(error, config, translateFor(locale));
    expect(said.status).toBe(status);
    expect(said.lines.join(' ')).toContain(named);
    expect(said.lines.join(' ')).not.toMatch(/[{}]|fault\./);
  });
});

it('a bug is no outcome', () => {
  expect(() => explain(new TypeError('a bug'), config, translateFor('tr'))).toThrow('a bug');
});
