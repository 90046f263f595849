import { describe, expect, it } from 'vitest';
import { trackingSecretsOf } from '../intake/tracking-secrets.ts';
import { noticeSecrets } from './notice-secrets.ts';

const ID = '0199a3c0-7b1e-7c3a-9d52-3f1c5a7e9b10';
const secrets = secretsOf(1);

/** @param fills of the bytes of each tracking secret, the newest first */
function secretsOf(...fills: number[]) {
  const tracking = trackingSecretsOf(fills.map((fill) => Buffer.alloc(32, fill)));
  if (!tracking) throw new Error('no secret');
  return noticeSecrets(tracking);
}

describe('the token of a notice', () => {
  it('leads back to its subscription, and is short', () => {
    const token = secrets.stopToken(ID);
    expect(token).toMatch(/^[\w-]{38}$/);
    expect(secrets.readStopToken(token)).toBe(ID);
  });

  it('that was sent under an older tracking secret still leads back, as long as that is there', () => {
    const token = secrets.stopToken(ID);
    expect(secretsOf(2, 1).readStopToken(token)).toBe(ID);
    expect(secretsOf(2, 1).stopToken(ID)).toBe(secretsOf(2).stopToken(ID));
  });

  it('is nobody’s when one letter of it is another, or another server made it', () => {
    const token = secrets.stopToken(ID);
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'A' ? 'Q' : 'A';
      const changed = token.slice(0, at) + other + token.slice(at + 1);
      expect(secrets.readStopToken(changed)).toBeUndefined();
    }
    expect(secretsOf(2).readStopToken(token)).toBeUndefined();
    for (const strange of ['', 'x', `${token}A`, token.slice(1)])
      expect(secrets.readStopToken(strange)).toBeUndefined();
  });
});

it('the mark of an address is the same however it is written, and another for another way', () => {
  const mark = secrets.addressMac('email', 'nuriye@ornek.tr');
  expect(secrets.addressMac('email', ' Nuriye@Ornek.TR ').equals(mark)).toBe(true);
  expect(secrets.addressMac('sms', 'nuriye@ornek.tr').equals(mark)).toBe(false);
  expect(mark).toHaveLength(32);
  expect(secretsOf(2, 1).addressMacs('email', 'nuriye@ornek.tr')[1]?.equals(mark)).toBe(true);
  expect(secretsOf(2, 1).addressMac('email', 'nuriye@ornek.tr').equals(mark)).toBe(false);
});
