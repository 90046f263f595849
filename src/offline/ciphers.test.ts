import { expect, it, vi } from 'vitest';
import { Ciphers } from './ciphers.ts';
import type { Database } from './database.ts';
import { mockEnvironment } from './environment.mock.ts';

const readKeys = vi.hoisted(() => vi.fn());
vi.mock('./device-key.ts', () => ({ readKeys, readKeyRecord: () => Promise.resolve(undefined) }));

it('names the key that sealed what is at hand, where another tab replaces it between two that ask for it at once', async () => {
  const environment = mockEnvironment();
  const { makeKey } = environment.cryptography;
  const [before, after] = [Promise.withResolvers(), Promise.withResolvers()];
  readKeys.mockReturnValueOnce(before.promise).mockReturnValueOnce(after.promise);
  const ciphers = new Ciphers({} as Database, environment);
  const [one, other] = [ciphers.seal('drafts "1"', 'ilk'), ciphers.seal('drafts "2"', 'son')];
  before.resolve({ id: 'before', current: await makeKey() });
  await one;
  after.resolve({ id: 'after', current: await makeKey() });
  await other;
  expect(ciphers.sealedAtHand('drafts "1"', 'ilk')).toBeDefined();
  expect(ciphers.keyId).toBe('before');
});
