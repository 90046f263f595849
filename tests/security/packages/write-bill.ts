// `npm run sbom [-- FILE]`: writes the bill of all that is installed, and says so where something of production is missing in it.
// Without `--omit dev`: npm 11 leaves out with it what both production and a tool ask for (preact, workbox-window).

import { readFile, writeFile } from 'node:fs/promises';
import { judgeBill } from './bill.ts';
import { npm } from './npm.ts';

const [file = 'sbom.cdx.json'] = process.argv.slice(2);
const text = await npm('sbom', '--sbom-format', 'cyclonedx');
const { dependencies } = JSON.parse(await readFile('package.json', 'utf8'));
const bill = JSON.parse(text || '{}');
const faults = judgeBill(bill, dependencies);
if (faults.length === 0) {
  await writeFile(file, text);
  console.log(`${file}: ${bill.components.length} packages.`);
} else {
  for (const fault of faults) console.error(fault);
  process.exitCode = 1;
}
