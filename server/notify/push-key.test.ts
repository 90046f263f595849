import { generateKeyPairSync } from 'node:crypto';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTemporaryFolder } from '../../tests/contracts/databases.ts';
import { NO_NOTICES } from './notice-config.ts';
import { loadPushKey } from './push-key.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await makeTemporaryFolder();
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const load = (mayMake: boolean, keyFile?: string) => {
  const push = { contact: 'mailto:isletmen@kopru.example', keyFile, services: [] };
  return loadPushKey({ dataDir, notices: { ...NO_NOTICES, push } }, { mayMake });
};
const write = async (namedCurve: string): Promise<string> => {
  const path = join(dataDir, 'given.pem');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve });
  await writeFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return path;
};

describe('the key of push messages', () => {
  it('is made at the first start that has push, for its owner only, and is the same ever after', async () => {
    expect(await load(false)).toEqual({ ok: true, key: undefined });
    const made = await load(true);
    expect(made).toEqual({
      ok: true,
      key: {
        publicKey: expect.stringMatching(/^B[\w-]{86}$/),
        privateKey: expect.stringMatching(/^[\w-]{43}$/),
      },
    });
    expect(await load(true)).toEqual(made);
    expect((await stat(join(dataDir, 'keys', 'push-key.pem'))).mode & 0o777).toBe(0o600);
  });

  it('is not made where there is no push', async () => {
    const loaded = await loadPushKey({ dataDir, notices: NO_NOTICES }, { mayMake: true });
    expect([loaded, await readdir(dataDir)]).toEqual([{ ok: true, key: undefined }, []]);
  });

  it('is taken as it is given, and a fault where it is another kind of key, or none', async () => {
    expect(await load(true, await write('prime256v1'))).toMatchObject({ ok: true, key: {} });
    expect(await load(true, await write('secp384r1'))).toMatchObject({ fault: { code: 'pushKeyMalformed' } });
    const missing = await load(true, join(dataDir, 'missing.pem'));
    expect(missing).toMatchObject({ fault: { code: 'keyFileUnreadable', params: { reason: 'ENOENT' } } });
  });
});
