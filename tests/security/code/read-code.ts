// The program's own source as syntax trees: what checks that read code look at.

import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSync } from 'vite';

export interface SyntaxNode {
  type: string;
  start: number;
  [key: string]: unknown;
}

export interface SourceFile {
  path: string;
  text: string;
  tree: SyntaxNode;
}

/** Every file of these folders that runs: no tests, and nothing that is only there for them. */
export async function readSource(folders: readonly string[]): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for (const folder of folders) {
    for await (const name of glob('**', { cwd: folder })) {
      if (!/\.tsx?$/.test(name) || /\.(test|mock|d)\.tsx?$/.test(name)) continue;
      const path = join(folder, name);
      const text = await readFile(path, 'utf8');
      files.push({ path, text, tree: parseSource(path, text) });
    }
  }
  return files;
}

/** @throws Error where it cannot be read: then nothing is known of it */
export function parseSource(path: string, text: string): SyntaxNode {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be read: ${errors[0]?.message}`);
  return program as unknown as SyntaxNode;
}

/** Every node below, itself first. */
export function* nodesOf(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value])
      if (typeof child === 'object' && child !== null && 'type' in child) yield* nodesOf(child as SyntaxNode);
  }
}

export function lineOf({ text }: SourceFile, { start }: SyntaxNode): number {
  return text.slice(0, start).split('\n').length;
}
