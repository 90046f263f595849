// `npm run audit:packages`: asks the registry about what is installed. Exit 0: nothing found; 1: something found; 2: it could not be
// asked, which is no good news and no bad.

import { type AuditEnd, readAudit, readSignatures } from './audit-report.ts';
import { npm } from './npm.ts';

const ends: AuditEnd[] = [
  readAudit(await npm('audit', '--json')),
  readSignatures(await npm('audit', 'signatures', '--json')),
];
for (const end of ends) {
  console.log(end.sentence);
  if (end.kind === 'found') for (const name of end.names) console.log(`  ${name}`);
}
const kinds = ends.map(({ kind }) => kind);
process.exitCode = kinds.includes('found') ? 1 : kinds.includes('unreachable') ? 2 : 0;
