// The whole audit: every chain is made again and compared with its head, what was given with the chain's digests of it, every
// anchor with the events.

import { createPublicKey, verify } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { ReceiptKey } from '../../src/domain/wire.ts';
import type { Database } from '../store/schema.ts';
import { type Anchor, AnchorCheck, type AnchorFault } from './anchor-chain.ts';
import { type ChainFault, verifyCase } from './chain.ts';
import { readCases, readLinks } from './event-rows.ts';
import { findGivenFaults, type GivenFault, isFromBefore } from './given.ts';
import { findUntold, type UntoldFault } from './untold.ts';

export interface AuditReport {
  cases: number;
  events: number;
  anchors: number;
  /** Of before there were digests: what was given then is not held (docs/decisions/0056, 0062). */
  fromBefore: number;
  chainFaults: ChainFault[];
  givenFaults: GivenFault[];
  untoldFaults: UntoldFault[];
  anchorFaults: AnchorFault[];
}

export async function verifyAudit(
  database: Kysely<Database>,
  anchors: readonly Anchor[],
  keys: readonly ReceiptKey[],
): Promise<AuditReport> {
  const report = {
    cases: 0,
    events: 0,
    anchors: anchors.length,
    fromBefore: 0,
    chainFaults: [] as ChainFault[],
    givenFaults: [] as GivenFault[],
  };
  for await (const { applicationId, rows, file } of readCases(database)) {
    report.cases++;
    report.events += rows.length;
    const fault = verifyCase(applicationId, rows, file);
    if (fault) report.chainFaults.push(fault);
    report.fromBefore += rows.filter(isFromBefore).length;
    report.givenFaults.push(...findGivenFaults(applicationId, rows));
  }
  const check = new AnchorCheck(anchors, (text, kid) => isSigned(text, kid, keys));
  for await (const link of readLinks(database, { after: 0, upTo: check.upTo })) check.add(link);
  const untold = await findUntold(database);
  const fromBefore = report.fromBefore + untold.fromBefore;
  return { ...report, fromBefore, untoldFaults: untold.faults, anchorFaults: check.end() };
}

function isSigned(text: string, kid: string, keys: readonly ReceiptKey[]): boolean {
  const jwk = keys.find((key) => key.kid === kid);
  const [header, claims, signature] = text.split('.');
  if (!jwk || header === undefined || claims === undefined || signature === undefined) return false;
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
  const signed = Buffer.from(`${header}.${claims}`);
  return verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
}
