// What the headers of any answer must say; the Observatory asks for less (issue 6, part 5). Pure: an answer in, faults out.

import { type HeaderMap, valuesOf } from './observatory.ts';
import { parsePolicy } from './observatory-policy.ts';

export interface Judged {
  headers: HeaderMap;
  isTls: boolean;
  hasBody: boolean;
}

/** Header → its only value. */
const FIXED: Readonly<Record<string, string>> = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
/** Clear-Site-Data would take the queue of unsent applications; the rest tells or opens what nobody needs. */
const FORBIDDEN = [
  'clear-site-data',
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'server',
  'x-powered-by',
];
const OWN_FEATURES = ['camera', 'microphone', 'geolocation'];
const YEAR_S = 31_536_000;

/** @returns faults as sentences */
export function judgeHeaders({ headers, isTls, hasBody }: Judged): string[] {
  return [
    ...Object.entries(FIXED)
      .filter(([name, value]) => valuesOf(headers, name).join() !== value)
      .map(([name, value]) => `${name} is ${valuesOf(headers, name).join() || 'missing'}, not ${value}`),
    ...FORBIDDEN.filter((name) => valuesOf(headers, name).length > 0).map((name) => `${name} is there`),
    ...judgePolicy(headers),
    ...judgePermissions(valuesOf(headers, 'permissions-policy').join()),
    ...judgeTransport(valuesOf(headers, 'strict-transport-security').join(), isTls),
    ...judgeType(valuesOf(headers, 'content-type').join(), hasBody),
    ...valuesOf(headers, 'set-cookie').flatMap(judgeCookie),
  ];
}

function judgePolicy(headers: HeaderMap): string[] {
  const policies = valuesOf(headers, 'content-security-policy');
  const directives = policies.length === 1 ? parsePolicy(policies[0] ?? '') : undefined;
  if (directives === undefined) return ['the content policy is missing, doubled or no policy'];
  const sourcesOf = (name: string) => directives.get(name) ?? directives.get('default-src') ?? ['*'];
  const all = [...directives.values()].flat();
  const runsNothing = sourcesOf('script-src').join() === "'none'";
  const isTyped = directives.get('require-trusted-types-for')?.join() === "'script'";
  const isOpen = (source: string) =>
    source.includes('*') || source.includes('unsafe') || /^(?:https?|ftp):/.test(source);
  const required: [string, boolean][] = [
    ["default-src is not 'none'", directives.get('default-src')?.join() === "'none'"],
    ["frame-ancestors is not 'none'", directives.get('frame-ancestors')?.join() === "'none'"],
    ["base-uri is not 'none'", directives.get('base-uri')?.join() === "'none'"],
    [
      "form-action allows more than 'self'",
      /^'(?:self|none)'$/.test(directives.get('form-action')?.join() ?? ''),
    ],
    ['a source is unsafe or not ours', !all.some(isOpen)],
    [
      'a script may stand in an address',
      !sourcesOf('script-src').some((source) => /^(?:data|blob):/.test(source)),
    ],
    ['Trusted Types are not enforced', runsNothing || isTyped],
    [
      'a policy of Trusted Types beside the worker’s',
      runsNothing || directives.get('trusted-types')?.join() === 'worker',
    ],
  ];
  return required.filter(([, isKept]) => !isKept).map(([fault]) => fault);
}

function judgePermissions(header: string): string[] {
  const granted = new Map(
    header.split(',').map((part) => part.trim().split('=', 2) as [string, string | undefined]),
  );
  const faults = [...granted].flatMap(([feature, to]) =>
    to === (OWN_FEATURES.includes(feature) ? '(self)' : '()') ? [] : [`${feature} is for ${to}`],
  );
  return [...faults, ...OWN_FEATURES.filter((one) => !granted.has(one)).map((one) => `${one} is for all`)];
}

function judgeTransport(header: string, isTls: boolean): string[] {
  if (!isTls) return header === '' ? [] : ['HSTS where there is no TLS'];
  const [, age] = /^max-age=(\d+); includeSubDomains$/.exec(header) ?? [];
  return Number(age ?? 0) >= YEAR_S ? [] : [`HSTS is ${header || 'missing'}`];
}

function judgeType(type: string, hasBody: boolean): string[] {
  if (type === '') return hasBody ? ['a body of no type'] : [];
  const isText = /^text\/|javascript/.test(type);
  return isText && !/; charset=utf-8$/i.test(type) ? [`${type} does not say its characters`] : [];
}

function judgeCookie(line: string): string[] {
  const [name = '', ...attributes] = line.split(/; */);
  const isOurs = ['Secure', 'HttpOnly', 'Path=/'].every((one) => attributes.includes(one));
  const isBound = attributes.some((one) => /^SameSite=(?:Strict|Lax)$/.test(one));
  return name.startsWith('__Host-') && isOurs && isBound
    ? []
    : [`a cookie that is not bound: ${name.split('=')[0]}`];
}
