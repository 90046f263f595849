// Regular expressions that take a time which grows with the square of a text, or worse (ReDoS): each that the program has is put
// to `recheck`, which looks for a text that shows it, and judges by automata where it can.

import { check } from 'recheck';
import { lineOf, nodesOf, type SourceFile } from './read-code.ts';

export const VERDICTS_FILE = 'tests/security/code/regex-verdicts.json';

export interface FoundRegex {
  place: string;
  source: string;
  flags: string;
}

/** Literals, and what is composed of anything else than one text. */
export function regexesIn(file: SourceFile): { literals: FoundRegex[]; composed: string[] } {
  const literals: FoundRegex[] = [];
  const composed: string[] = [];
  for (const node of nodesOf(file.tree)) {
    const place = `${file.path}:${lineOf(file, node)}`;
    const regex = node.regex as { pattern: string; flags: string } | undefined;
    if (node.type === 'Literal' && regex) literals.push({ place, source: regex.pattern, flags: regex.flags });
    const callee = node.callee as { name?: string } | undefined;
    if ((node.type === 'NewExpression' || node.type === 'CallExpression') && callee?.name === 'RegExp')
      composed.push(file.path);
  }
  return { literals, composed };
}

export interface RegexVerdict extends FoundRegex {
  status: 'safe' | 'vulnerable' | 'unknown';
  /** 'polynomial', 'exponential'; what was found where nothing was. */
  complexity: string;
}

/** @param patienceMs for each */
export async function judgeRegex(regex: FoundRegex, patienceMs = 10_000): Promise<RegexVerdict> {
  const options = { timeout: patienceMs, randomSeed: 1 };
  const judged = await check(regex.source, regex.flags, options);
  const { status } = judged;
  const complexity = status === 'unknown' ? judged.error.kind : judged.complexity?.summary;
  return { ...regex, status, complexity: complexity ?? '' };
}

/** As it stands in the code. */
export function keyOf({ source, flags }: Pick<FoundRegex, 'source' | 'flags'>): string {
  return `/${source}/${flags}`;
}
