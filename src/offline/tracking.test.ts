import { pbkdf2Sync } from 'node:crypto';
import { expect, it } from 'vitest';
import { parseTrackingCode } from '../domain/tracking-code.ts';
import { platform } from './environment.ts';
import { makeTracking, stretchTrackingCode } from './tracking.ts';

it('stretches a code as another library does, with the parameters that are fixed for ever', async () => {
  const code = '12345678901234567890';
  const expected = pbkdf2Sync(code, 'kopru/tracking-key/v1', 600_000, 32, 'sha256').toString('base64url');
  expect(await stretchTrackingCode(code, platform)).toBe(expected);
});

it('makes a code with its check digit, and the key of that code', async () => {
  const { code, key } = await makeTracking();
  expect(parseTrackingCode(code)).toEqual({ ok: true, code });
  expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(key).toBe(await stretchTrackingCode(code));
});
