// What the commands about packages make of npm's answers. The registry itself is asked by nobody here, nor npm: that takes it
// two seconds.

import { describe, expect, it } from 'vitest';
import { readAudit, readSignatures } from './audit-report.ts';
import { type Bill, judgeBill } from './bill.ts';

const json = JSON.stringify;

describe('the audit', () => {
  it.each<[string, string, string]>([
    ['nothing known', json({ vulnerabilities: {} }), 'clean'],
    ['a weakness', json({ vulnerabilities: { pg: { severity: 'high' } } }), 'found'],
    [
      'a registry that does not answer',
      json({ message: 'connect ECONNREFUSED 127.0.0.1:9', error: {} }),
      'unreachable',
    ],
    [
      'one that does not know the question',
      json({ message: '405 Method Not Allowed', statusCode: 405 }),
      'unreachable',
    ],
    ['nothing at all', '', 'unreachable'],
    ['no JSON', '<html>', 'unreachable'],
  ])('%s', (_, said, kind) => {
    expect(readAudit(said).kind).toBe(kind);
  });

  it('of signatures names what is wrong, and takes silence for no answer', () => {
    expect(readSignatures(json({ invalid: [], missing: [] })).kind).toBe('clean');
    expect(readSignatures(json({ invalid: [{ name: 'pg', version: '8.23.1' }], missing: [] }))).toMatchObject(
      { kind: 'found', names: ['pg 8.23.1: the signature is wrong'] },
    );
    expect(readSignatures(json({ invalid: [], missing: [{ name: 'a', version: '1' }] })).kind).toBe('found');
    expect(readSignatures(json({ error: { code: 'ENOTFOUND', summary: 'getaddrinfo ENOTFOUND' } }))).toEqual({
      kind: 'unreachable',
      sentence: 'The registry could not be asked about signatures: getaddrinfo ENOTFOUND',
    });
  });
});

describe('the bill of materials', () => {
  const BILL: Bill = {
    bomFormat: 'CycloneDX',
    components: [{ name: 'pg', version: '8.23.1', purl: 'pkg:npm/pg@8.23.1', hashes: [{ alg: 'SHA-512' }] }],
  };
  const [component] = BILL.components ?? [];

  it.each<[string, Bill, string[]]>([
    ['a good one', BILL, []],
    ['another format', { ...BILL, bomFormat: 'SPDX' }, ['It is no CycloneDX bill']],
    ['one without a package', { ...BILL, components: [] }, ['pg 8.23.1 is not in it']],
    [
      'another version',
      { ...BILL, components: [{ ...component, version: '8.0.0' }] },
      ['pg 8.23.1 is not in it'],
    ],
    [
      'no digest',
      { ...BILL, components: [{ ...component, hashes: [] }] },
      ['pg 8.23.1 has no address or no SHA-512'],
    ],
  ])('%s', (_, bill, faults) => {
    expect(judgeBill(bill, { pg: '8.23.1' })).toEqual(faults);
  });
});
