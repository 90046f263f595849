// The scoring of Mozilla's HTTP Observatory (github.com/mdn/mdn-http-observatory 1.4.8, its algorithm 4), told anew: ten tests,
// each with a result that adds to 100 or takes from it. Left out: the preload list of browsers, which only ever adds.

import { scorePolicy } from './observatory-policy.ts';

type HeaderValue = string | readonly string[] | undefined;
export type HeaderMap = Readonly<Record<string, HeaderValue>>;

/** One address as the Observatory meets it. */
export interface Scanned {
  url: URL;
  headers: HeaderMap;
  /** Of an HTML answer. */
  html?: string;
  /** Where plain HTTP leads, itself first; undefined: nobody answers there. */
  httpRoute?: readonly URL[];
  /** The answer to the same request with an `Origin`, and that origin. */
  cors?: { origin: string; headers: HeaderMap };
}

interface Result {
  test: string;
  /** In the Observatory's own words. */
  result: string;
  modifier: number;
}

export interface Grade {
  score: number;
  grade: string;
  results: Result[];
}

/** From 0 in steps of five; what is above 100 counts as 100. */
const GRADES = 'F F F F F D- D D D+ C- C C C+ B- B B B+ A- A A A+'.split(' ');
/** Bonuses count only for what has lost no more than ten points. */
const LEAST_FOR_BONUS = 90;
/** "A lot of sites use 15552000", says its source. */
const SIX_MONTHS_S = 15_552_000;

export function gradeOf(scanned: Scanned): Grade {
  const { headers, url } = scanned;
  const policy = scorePolicy(valuesOf(headers, 'content-security-policy'), url.protocol === 'https:');
  const results = [
    named('content-security-policy', policy.score),
    named('cookies', cookies(scanned)),
    named('cross-origin-resource-sharing', sharing(scanned)),
    named('redirection', redirection(scanned)),
    named('referrer-policy', referrer(headers)),
    named('strict-transport-security', transport(scanned)),
    named('subresource-integrity', integrity(scanned)),
    named('x-content-type-options', sniffing(headers)),
    named('x-frame-options', framing(headers, policy.hasFrameAncestors)),
    named('cross-origin-resource-policy', resourcePolicy(headers)),
  ];
  const modifiers = results.map(({ modifier }) => modifier);
  const withoutBonus = 100 + sum(modifiers.filter((modifier) => modifier < 0));
  const score = Math.max(0, withoutBonus >= LEAST_FOR_BONUS ? 100 + sum(modifiers) : withoutBonus);
  return { score, grade: GRADES[Math.min(Math.floor(score / 5), 20)] ?? '', results };
}

export type Scored = readonly [result: string, modifier: number];

function named(test: string, [result, modifier]: Scored): Result {
  return { test, result, modifier };
}

export function valuesOf(headers: HeaderMap, name: string): string[] {
  return [headers[name] ?? []].flat();
}

const first = (headers: HeaderMap, name: string): string | undefined =>
  valuesOf(headers, name)[0]?.trim().toLowerCase();
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

function cookies(scanned: Scanned): Scored {
  const found = valuesOf(scanned.headers, 'set-cookie').map((line) =>
    scoreCookie(line, hasTransport(scanned)),
  );
  return found.toSorted(([, one], [, other]) => one - other)[0] ?? ['cookies-not-found', 0];
}

function scoreCookie(line: string, isForcedToTls: boolean): Scored {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim().toLowerCase());
  const name = pair.split('=', 1)[0] ?? '';
  const isSession = /login|sess/.test(name);
  const isSecure = attributes.includes('secure');
  const sameSite = attributes.find((attribute) => attribute.startsWith('samesite'))?.split('=')[1];
  if (isSession && !isSecure && !isForcedToTls) return ['cookies-session-without-secure-flag', -40];
  if (isSession && !attributes.includes('httponly')) return ['cookies-session-without-httponly-flag', -30];
  const isNamed = attributes.some((attribute) => attribute.startsWith('samesite'));
  if (isNamed && !['lax', 'strict', 'none'].includes(sameSite ?? ''))
    return ['cookies-samesite-flag-invalid', -20];
  if (sameSite === 'none' && !isSecure) return ['cookies-samesite-flag-invalid', -20];
  if (name.includes('csrf') && !isNamed) return ['cookies-anticsrf-without-samesite-flag', -20];
  if (!isSecure && !isForcedToTls) return ['cookies-without-secure-flag', -20];
  if (!isSecure && isSession) return ['cookies-session-without-secure-flag-but-protected-by-hsts', -10];
  if (!isSecure) return ['cookies-without-secure-flag-but-protected-by-hsts', -5];
  return isNamed
    ? ['cookies-secure-with-httponly-sessions-and-samesite', 5]
    : ['cookies-secure-with-httponly-sessions', 0];
}

function sharing({ cors }: Scanned): Scored {
  const allowed = cors && first(cors.headers, 'access-control-allow-origin');
  if (!allowed) return ['cross-origin-resource-sharing-not-implemented', 0];
  if (allowed === '*') return ['cross-origin-resource-sharing-implemented-with-public-access', 0];
  const mayHaveCredentials = first(cors.headers, 'access-control-allow-credentials') === 'true';
  return allowed === cors.origin && mayHaveCredentials
    ? ['cross-origin-resource-sharing-implemented-with-universal-access', -50]
    : ['cross-origin-resource-sharing-implemented-with-restricted-access', 0];
}

function redirection({ httpRoute }: Scanned): Scored {
  if (httpRoute === undefined) return ['redirection-not-needed-no-http', 0];
  const [start, next] = httpRoute;
  if (!start || !next) return ['redirection-missing', -20];
  if (httpRoute.at(-1)?.protocol !== 'https:') return ['redirection-not-to-https', -20];
  if (next.protocol === 'http:') return ['redirection-not-to-https-on-initial-redirection', -10];
  return start.hostname === next.hostname
    ? ['redirection-to-https', 0]
    : ['redirection-off-host-from-http', -5];
}

function referrer(headers: HeaderMap): Scored {
  const words = valuesOf(headers, 'referrer-policy').flatMap((value) => value.toLowerCase().split(','));
  if (words.length === 0) return ['referrer-policy-not-implemented', 0];
  const safe = ['no-referrer', 'same-origin', 'strict-origin', 'strict-origin-when-cross-origin'];
  const unsafe = ['origin', 'origin-when-cross-origin', 'unsafe-url', 'no-referrer-when-downgrade'];
  const last = words.map((word) => word.trim()).findLast((word) => [...safe, ...unsafe].includes(word));
  if (last === undefined) return ['referrer-policy-header-invalid', -5];
  return safe.includes(last) ? ['referrer-policy-private', 5] : ['referrer-policy-unsafe', -5];
}

function transport({ url, headers }: Scanned): Scored {
  if (url.protocol !== 'https:') return ['hsts-not-implemented-no-https', -20];
  const header = first(headers, 'strict-transport-security');
  if (header === undefined) return ['hsts-not-implemented', -20];
  const age = header
    .split(';')
    .map((part) => part.trim())
    .findLast((part) => part.startsWith('max-age='));
  if (header.includes(',') || age === undefined) return ['hsts-header-invalid', -20];
  return Number.parseInt(age.slice('max-age='.length), 10) < SIX_MONTHS_S
    ? ['hsts-implemented-max-age-less-than-six-months', -10]
    : ['hsts-implemented-max-age-at-least-six-months', 0];
}

const hasTransport = (scanned: Scanned): boolean => transport(scanned)[1] === 0;

/** The worst of a page's scripts. */
function integrity({ url, headers, html = '' }: Scanned): Scored {
  if (!/^(?:text\/html|application\/xhtml\+xml)/.test(first(headers, 'content-type') ?? '')) {
    return ['sri-not-implemented-response-not-html', 0];
  }
  const scripts = [...html.matchAll(/<script\b([^>]*)>/gi)].map(([, attributes = '']) => attributes);
  if (scripts.length === 0) return ['sri-not-implemented-but-no-scripts-loaded', 0];
  const scored = scripts.map((attributes) => scoreScript(attributes, url));
  const worst = scored.filter((one) => one !== undefined).toSorted(([, one], [, other]) => one - other)[0];
  return worst ?? ['sri-not-implemented-but-all-scripts-loaded-from-secure-origin', 0];
}

function scoreScript(attributes: string, page: URL): Scored | undefined {
  const source = /\bsrc="([^"]*)"/i.exec(attributes)?.[1];
  if (source === undefined) return undefined;
  const isSigned = /\bintegrity=/i.test(attributes);
  const isRelative = !/^(?:https?:)?\/\//.test(source);
  if (isRelative || new URL(source, page).hostname === page.hostname) {
    return isSigned ? ['sri-implemented-and-all-scripts-loaded-securely', 5] : undefined;
  }
  if (!source.startsWith('https:')) {
    return isSigned
      ? ['sri-implemented-but-external-scripts-not-loaded-securely', -20]
      : ['sri-not-implemented-and-external-scripts-not-loaded-securely', -50];
  }
  return isSigned
    ? ['sri-implemented-and-external-scripts-loaded-securely', 5]
    : ['sri-not-implemented-but-external-scripts-loaded-securely', -5];
}

function sniffing(headers: HeaderMap): Scored {
  const value = first(headers, 'x-content-type-options');
  if (value === undefined) return ['x-content-type-options-not-implemented', -5];
  return value === 'nosniff'
    ? ['x-content-type-options-nosniff', 0]
    : ['x-content-type-options-header-invalid', -5];
}

function framing(headers: HeaderMap, hasFrameAncestors: boolean): Scored {
  if (hasFrameAncestors) return ['x-frame-options-implemented-via-csp', 5];
  const value = first(headers, 'x-frame-options');
  if (value === undefined) return ['x-frame-options-not-implemented', -20];
  if (value === 'deny' || value === 'sameorigin') return ['x-frame-options-sameorigin-or-deny', 0];
  return value.startsWith('allow-from')
    ? ['x-frame-options-allow-from-origin', 0]
    : ['x-frame-options-header-invalid', -20];
}

function resourcePolicy(headers: HeaderMap): Scored {
  const value = first(headers, 'cross-origin-resource-policy');
  if (value === undefined) return ['cross-origin-resource-policy-not-implemented', 0];
  if (value === 'same-origin' || value === 'same-site')
    return [`cross-origin-resource-policy-implemented-with-${value}`, 10];
  return value === 'cross-origin'
    ? ['cross-origin-resource-policy-implemented-with-cross-origin', 0]
    : ['cross-origin-resource-policy-header-invalid', -5];
}
