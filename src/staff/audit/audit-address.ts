// The address of the list of who has read whose identity.
//
//   #/kimlik-okumalari                          the newest
//   #/kimlik-okumalari?no=2026-0000123          of one application
//   #/kimlik-okumalari?sonra=<cursor>&sayfa=2   a later page

import { readApplicationNumber } from '../../domain/application-number.ts';
import { AUDIT_PATHS } from '../../domain/audit-wire.ts';

export interface IdentityReadsRoute {
  page: 'identity-reads';
  /** Of an application, with all its zeros. */
  number?: string;
  /** Cursor of the page before; absent on the first page. */
  after?: string;
  pageNumber: number;
}

const PATH = '/kimlik-okumalari';
export const IDENTITY_READS_ADDRESS = `#${PATH}`;

/** @returns undefined for the address of another page */
export function parseIdentityReads(path: string, query: URLSearchParams): IdentityReadsRoute | undefined {
  if (path !== PATH) return undefined;
  const number = readApplicationNumber(query.get('no') ?? '');
  const after = query.get('sonra');
  const pageNumber = Number(query.get('sayfa'));
  const isLater =
    after !== null && /^[1-9]\d{0,17}$/.test(after) && Number.isSafeInteger(pageNumber) && pageNumber > 1;
  return {
    page: 'identity-reads',
    ...(number !== undefined && { number }),
    ...(isLater ? { after, pageNumber } : { pageNumber: 1 }),
  };
}

export function identityReadsAddress({
  number,
  after,
  pageNumber,
}: Omit<IdentityReadsRoute, 'page'>): string {
  const query = new URLSearchParams();
  if (number !== undefined) query.set('no', number);
  if (after !== undefined) {
    query.set('sonra', after);
    query.set('sayfa', String(pageNumber));
  }
  return query.size > 0 ? `${IDENTITY_READS_ADDRESS}?${query}` : IDENTITY_READS_ADDRESS;
}

export function identityReadsPath({ number, after }: Omit<IdentityReadsRoute, 'page'>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ number, after }))
    if (value !== undefined) query.set(name, value);
  return query.size > 0 ? `${AUDIT_PATHS.identityReads}?${query}` : AUDIT_PATHS.identityReads;
}
