// Layer 4: what a screen reader gets of a page, as a file beside the tests. A change of names, roles or order is then a
// change in a file that a reviewer reads. Dates, numbers and codes are written as what they are.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Problem } from '../finding.ts';
import { nameOf, type Surface } from '../surfaces/surface.ts';
import type { Check } from './check.ts';

const SNAPSHOTS = join(import.meta.dirname, '../snapshots');

export const snapshot: Check = {
  id: 'snapshot',
  layer: 4,
  about: 'roles, names and order as written down',
  modes: ['light'],
  concerns: ({ app }) => app !== 'examples',
  run: async ({ page, surface, visit: { t } }) => {
    const whole = normalise(await readInSilence(page)).replace(t('flow.save.saving'), t('flow.save.saved'));
    // The statement tells the numbers of the last run, if there has been one.
    const found = surface.page === 'accessibility' ? whole.replace(/^.*\d.*\n/gm, '') : whole;
    const file = snapshotFile(surface);
    const written = await readFile(file, 'utf8').catch(() => undefined);
    if (written === found) return [];
    if (isUpdating) {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, found);
      return [];
    }
    if (written === undefined)
      return [{ what: 'No snapshot is written down (npm run a11y -- --update)', where: file }];
    return [judgeSnapshot(written, found, file)];
  },
};

/**
 * What stands in the live regions depends on when one looks; the check of messages listens to them. What is said while it is
 * read has it read once more.
 */
async function readInSilence(page: Page): Promise<string> {
  await page.evaluate(forgetWhatWasSaid);
  for (;;) {
    const found = await page.locator('body').ariaSnapshot();
    if (!(await page.evaluate(forgetWhatWasSaid))) return found;
  }
}

/** @returns whether anything was said */
function forgetWhatWasSaid(): boolean {
  const spoken = [...document.querySelectorAll('.visually-hidden[aria-live]')].filter(
    ({ textContent }) => textContent !== '',
  );
  for (const region of spoken) region.textContent = '';
  return spoken.length > 0;
}

let isUpdating = false;

/** From here on a snapshot that differs is written instead of told. */
export function updateSnapshots(): void {
  isUpdating = true;
}

export function judgeSnapshot(written: string, found: string, where: string): Problem {
  const before = written.split('\n');
  const after = found.split('\n');
  const gone = before.filter((line) => !after.includes(line)).slice(0, 4);
  const come = after.filter((line) => !before.includes(line)).slice(0, 4);
  const lines = [...gone.map((line) => `- ${line.trim()}`), ...come.map((line) => `+ ${line.trim()}`)];
  return { what: `A screen reader gets something else: ${lines.join(' | ') || 'another order'}`, where };
}

function snapshotFile(surface: Surface): string {
  const name = nameOf(surface)
    .replace(/[^a-z0-9]+/gi, '-')
    .replace(/^-|-$/g, '');
  return join(SNAPSHOTS, `${name}.yml`);
}

const MONTHS = 'Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık';
const DAYS = 'Pazartesi|Salı|Çarşamba|Perşembe|Cumartesi|Cuma|Pazar';

export function normalise(yaml: string): string {
  return `${yaml
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replace(/\b\d{4}-\d{7}\b/g, '<number>')
    .replace(/\b\d{4}(?: \d{4}){4}\b/g, '<code>')
    .replace(/(listitem: )"?\d{4}"?/g, '$1<group>')
    .replace(/(?:\d ){3}\d(?:, (?:\d ){3}\d)*/g, '<digits>')
    .replace(
      new RegExp(
        `\\d{1,2} (?:${MONTHS})(?: \\d{4})?(?: (?:${DAYS}))?(?:,? ?(?:saat )?\\d{2}[.:]\\d{2})?`,
        'g',
      ),
      '<date>',
    )
    .replace(/\b\d{2}\.\d{2}\.\d{4}\b/g, '<date>')
    .replace(/\b\d+(?= (?:iş günü|gün) (?:kaldı|gecikti))/g, '<days>')
    .replace(/\b\d{2}:\d{2}\b/g, '<time>')
    .replace(/(?:\d+ dakika )?\d+ saniye/g, '<duration>')
    .replace(/\b[\d,]+ [kM]B\b/g, '<size>')
    .replace(/davet=[\w-]+/g, 'davet=<token>')
    .replace(/sonra=[\w%.=-]+/g, 'sonra=<cursor>')
    .replace(/localhost:\d+/g, '<host>')
    .trimEnd()}\n`;
}
