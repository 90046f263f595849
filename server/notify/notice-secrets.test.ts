import { describe, expect, it } from 'vitest';
import { noticeSecrets } from './notice-secrets.ts';

const ID = '0199a3c0-7b1e-7c3a-9d52-3f1c5a7e9b10';
const secrets = noticeSecrets(Buffer.alloc(32, 1));

describe('the token of a notice', () => {
  it('leads back to its subscription, and is short', () => {
    const token = secrets.stopToken(ID);
    expect(token).toMatch(/^[\w-]{38}$/);
    expect(secrets.readStopToken(token)).toBe(ID);
  });

  it('is nobody’s when one letter of it is another, or another server made it', () => {
    const token = secrets.stopToken(ID);
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'A' ? 'Q' : 'A';
      const changed = token.slice(0, at) + other + token.slice(at + 1);
      expect(secrets.readStopToken(changed)).toBeUndefined();
    }
    expect(noticeSecrets(Buffer.alloc(32, 2)).readStopToken(token)).toBeUndefined();
    for (const strange of ['', 'x', `${token}A`, token.slice(1)])
      expect(secrets.readStopToken(strange)).toBeUndefined();
  });
});

it('the mark of an address is the same however it is written, and another for another way', () => {
  const mark = secrets.addressMac('email', 'nuriye@ornek.tr');
  expect(secrets.addressMac('email', ' Nuriye@Ornek.TR ').equals(mark)).toBe(true);
  expect(secrets.addressMac('sms', 'nuriye@ornek.tr').equals(mark)).toBe(false);
  expect(mark).toHaveLength(32);
});
