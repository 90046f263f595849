// The whole audit: every chain is made again and compared with its head, every anchor with the events.

import { createPublicKey, verify } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { ReceiptKey } from '../../src/domain/wire.ts';
import type { Database } from '../store/schema.ts';
import { type Anchor, AnchorCheck, type AnchorFault } from './anchor-chain.ts';
import { type ChainFault, verifyCase } from './chain.ts';
import { readCases, readLinks } from './event-rows.ts';

export interface AuditReport {
  cases: number;
  events: number;
  anchors: number;
  chainFaults: ChainFault[];
  anchorFaults: AnchorFault[];
}

export async function verifyAudit(
  database: Kysely<Database>,
  anchors: readonly Anchor[],
  keys: readonly ReceiptKey[],
): Promise<AuditReport> {
  const report = { cases: 0, events: 0, anchors: anchors.length, chainFaults: [] as ChainFault[] };
  for await (const { applicationId, rows, file } of readCases(database)) {
    report.cases++;
    report.events += rows.length;
    const fault = verifyCase(applicationId, rows, file);
    if (fault) report.chainFaults.push(fault);
  }
  const check = new AnchorCheck(anchors, (text, kid) => isSigned(text, kid, keys));
  for await (const link of readLinks(database, { after: 0, upTo: check.upTo })) check.add(link);
  return { ...report, anchorFaults: check.end() };
}

function isSigned(text: string, kid: string, keys: readonly ReceiptKey[]): boolean {
  const jwk = keys.find((key) => key.kid === kid);
  const [header, claims, signature] = text.split('.');
  if (!jwk || header === undefined || claims === undefined || signature === undefined) return false;
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
  const signed = Buffer.from(`${header}.${claims}`);
  return verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
}
