// Writes figures into docs/reliability.md: between two marks, in the words of the command that measured them, with the day
// and the machine. What stands between the marks is never typed.

import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';

const FILE = resolve(import.meta.dirname, '../../docs/reliability.md');

export async function writeSection(name: string, lines: readonly string[]): Promise<void> {
  const { before, after } = await splitAt(name);
  const [begin, end] = marksOf(name);
  const body = [...lines, '', `Measured on ${dayOf(new Date())}, ${machine()}.`].join('\n');
  await writeFile(FILE, `${before}${begin}\n${body}\n${end}${after}`);
}

/** What was written last. */
export async function readSection(name: string): Promise<string> {
  return (await splitAt(name)).body;
}

const marksOf = (name: string) => [`<!-- begin ${name} -->`, `<!-- end ${name} -->`] as const;

async function splitAt(name: string): Promise<{ before: string; body: string; after: string }> {
  const text = await readFile(FILE, 'utf8');
  const [begin, end] = marksOf(name);
  const [before, rest] = text.split(begin);
  const [body, after] = rest?.split(end) ?? [];
  if (before === undefined || body === undefined || after === undefined)
    throw new Error(`docs/reliability.md has no part ${name}`);
  return { before, body, after };
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function machine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} processors (${first?.model.trim() ?? 'unknown'}), ${memory} GB, Node ${process.versions.node}, ${process.platform}`;
}
