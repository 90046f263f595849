// What the Observatory makes of a content security policy (its csp.js and cspParser.js): the first fault that it looks for
// decides. Of several policies only what each of them allows would count; here one is expected.

import type { Scored } from './observatory.ts';

const BROAD = ['ftp:', 'http:', 'https:', '*', 'http://*', 'http://*.*', 'https://*', 'https://*.*'];
const INLINE = ["'unsafe-inline'", 'data:'];
const PASSIVE = ['img-src', 'media-src'];
const PROVED = /^'(?:sha256|sha384|sha512|nonce)-/;
/** Shorter than any directive with a word. */
const LEAST_LENGTH = 6;
const MAY_STAND_TWICE = ['report-uri', 'report-to'];

export interface PolicyScore {
  score: Scored;
  hasFrameAncestors: boolean;
}

export function scorePolicy(policies: readonly string[], isHttps: boolean): PolicyScore {
  const [policy] = policies;
  if (policy === undefined) return { score: ['csp-not-implemented', -25], hasFrameAncestors: false };
  const directives = policies.length === 1 ? parsePolicy(policy) : undefined;
  if (directives === undefined) return { score: ['csp-header-invalid', -25], hasFrameAncestors: false };
  return { score: score(directives, isHttps), hasFrameAncestors: directives.has('frame-ancestors') };
}

/** @returns undefined for what the Observatory calls invalid: too short, or a directive that stands twice */
export function parsePolicy(policy: string): Map<string, string[]> | undefined {
  const directives = new Map<string, string[]>();
  if (policy.trim().length < LEAST_LENGTH) return undefined;
  for (const entry of policy.split(';')) {
    const [name = '', ...sources] = entry.trim().toLowerCase().split(/\s+/);
    if (name === '') continue;
    if (directives.has(name)) {
      if (MAY_STAND_TWICE.includes(name)) continue;
      return undefined;
    }
    directives.set(name, sources.length === 0 && name.endsWith('-src') ? ["'none'"] : sources);
  }
  return directives;
}

function score(directives: ReadonlyMap<string, readonly string[]>, isHttps: boolean): Scored {
  const sourcesOf = (name: string) => directives.get(name) ?? directives.get('default-src') ?? ['*'];
  const script = effective(sourcesOf('script-src'));
  const style = effective(sourcesOf('style-src'));
  const active = [...directives]
    .filter(([name]) => !PASSIVE.includes(name) && name !== 'script-src')
    .flatMap(([, sources]) => sources);
  const passive = PASSIVE.flatMap((name) => directives.get(name) ?? directives.get('default-src') ?? []);
  const isPlain = (source: string) => source.startsWith('http:') || source.startsWith('ftp:');
  if (script === undefined || style === undefined) return ['csp-header-invalid', -25];
  if (has(script, [...BROAD, ...INLINE]) || has(sourcesOf('object-src'), BROAD)) {
    return ['csp-implemented-with-unsafe-inline', -20];
  }
  if (isHttps && [...active, ...script].some(isPlain)) return ['csp-implemented-with-insecure-scheme', -20];
  if (has([...script, ...style], ["'unsafe-eval'"])) return ['csp-implemented-with-unsafe-eval', -10];
  if (isHttps && passive.some(isPlain)) {
    return ['csp-implemented-with-insecure-scheme-in-passive-content-only', -10];
  }
  if (has(style, [...BROAD, ...INLINE])) return ['csp-implemented-with-unsafe-inline-in-style-src-only', 0];
  return String(directives.get('default-src')) === "'none'"
    ? ['csp-implemented-with-no-unsafe-default-src-none', 10]
    : ['csp-implemented-with-no-unsafe', 5];
}

/** A hash or a nonce puts 'unsafe-inline' out of force, and 'strict-dynamic' whatever is named by address. */
function effective(sources: readonly string[]): string[] | undefined {
  const isProved = sources.some((source) => PROVED.test(source));
  const isStrict = sources.includes("'strict-dynamic'");
  if (isStrict && !isProved) return undefined;
  const dropped = (source: string) =>
    (isProved && source === "'unsafe-inline'") ||
    (isStrict && (source === "'self'" || BROAD.some((broad) => source.startsWith(broad))));
  return sources.filter((source) => !dropped(source));
}

function has(sources: readonly string[], wanted: readonly string[]): boolean {
  return sources.some((source) => wanted.includes(source));
}
