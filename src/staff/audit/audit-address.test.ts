import { expect, test } from 'vitest';
import { identityReadsAddress, identityReadsPath, parseIdentityReads } from './audit-address.ts';

test.each([
  { pageNumber: 1 },
  { number: '2026-0000123', pageNumber: 1 },
  { number: '2026-0000123', after: '4711', pageNumber: 2 },
])('an address that we write is read as it was meant: %o', (route) => {
  const [path = '', query = ''] = identityReadsAddress(route).slice(1).split('?');
  expect(parseIdentityReads(path, new URLSearchParams(query))).toEqual({ page: 'identity-reads', ...route });
});

test.each(['no=12', 'sonra=x&sayfa=2', 'sonra=4&sayfa=1', 'sayfa=2'])('%s makes no sense', (query) => {
  expect(parseIdentityReads('/kimlik-okumalari', new URLSearchParams(query))).toEqual({
    page: 'identity-reads',
    pageNumber: 1,
  });
});

test('asks the server for the same', () => {
  expect(identityReadsPath({ number: '2026-0000123', after: '9', pageNumber: 2 })).toBe(
    '/api/staff/audit/identity-reads?number=2026-0000123&after=9',
  );
  expect(identityReadsPath({ pageNumber: 1 })).toBe('/api/staff/audit/identity-reads');
});
