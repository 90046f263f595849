// The Observatory's scale itself: our headers reach its top, and each fault that is planted takes what its table says.

import { describe, expect, it } from 'vitest';
import { inlineHashes, securityHeaders } from '../../server/http/security-headers.ts';
import { gradeOf, type HeaderMap, type Scanned } from './observatory.ts';

const PAGE = '<!doctype html><style>a{}</style><script src="/a.js"></script><script>b()</script>';
const url = new URL('https://kopru.example/');
const OURS: HeaderMap = {
  'content-type': 'text/html; charset=utf-8',
  ...securityHeaders(url.origin, inlineHashes([PAGE])),
};
const policy = String(OURS['content-security-policy']);
const scanned = (headers: HeaderMap = {}, more: Partial<Scanned> = {}): Scanned => ({
  url,
  headers: { ...OURS, ...headers },
  html: PAGE,
  ...more,
});
const csp = (value: string) => scanned({ 'content-security-policy': value });
const resultOf = (one: Scanned, test: string) => {
  const found = gradeOf(one).results.find((result) => result.test === test);
  return found && [found.result, found.modifier];
};

it('gives our headers its best grade, with every bonus that headers can have', () => {
  expect(gradeOf(scanned())).toMatchObject({ grade: 'A+', score: 130 });
});

describe('a planted fault is found, and costs what the table of the Observatory says', () => {
  const SESSION = '__Host-session=1; Path=/';
  it.each<[string, Scanned, string, string, number]>([
    [
      'no policy',
      scanned({ 'content-security-policy': undefined }),
      'content-security-policy',
      'csp-not-implemented',
      -25,
    ],
    ['a policy that says nothing', csp('x'), 'content-security-policy', 'csp-header-invalid', -25],
    [
      'a directive twice',
      csp(`${policy};script-src *`),
      'content-security-policy',
      'csp-header-invalid',
      -25,
    ],
    [
      'scripts from anywhere',
      csp("script-src *; object-src 'none'"),
      'content-security-policy',
      'csp-implemented-with-unsafe-inline',
      -20,
    ],
    [
      'inline scripts',
      csp("default-src 'none'; script-src 'unsafe-inline'"),
      'content-security-policy',
      'csp-implemented-with-unsafe-inline',
      -20,
    ],
    [
      'scripts in the address',
      csp("default-src 'none'; script-src data:"),
      'content-security-policy',
      'csp-implemented-with-unsafe-inline',
      -20,
    ],
    [
      'any plugin',
      csp("script-src 'self'; object-src https:"),
      'content-security-policy',
      'csp-implemented-with-unsafe-inline',
      -20,
    ],
    [
      'scripts in the clear',
      csp("default-src 'none'; script-src http://a.example"),
      'content-security-policy',
      'csp-implemented-with-insecure-scheme',
      -20,
    ],
    [
      'eval',
      csp("default-src 'none'; script-src 'self' 'unsafe-eval'"),
      'content-security-policy',
      'csp-implemented-with-unsafe-eval',
      -10,
    ],
    [
      'pictures in the clear',
      csp("default-src 'none'; img-src http:"),
      'content-security-policy',
      'csp-implemented-with-insecure-scheme-in-passive-content-only',
      -10,
    ],
    [
      'inline styles',
      csp("default-src 'none'; style-src 'unsafe-inline'"),
      'content-security-policy',
      'csp-implemented-with-unsafe-inline-in-style-src-only',
      0,
    ],
    [
      'strict-dynamic that nothing proves',
      csp("default-src 'none'; script-src 'strict-dynamic'"),
      'content-security-policy',
      'csp-header-invalid',
      -25,
    ],
    [
      'all of our own',
      csp("default-src 'self'"),
      'content-security-policy',
      'csp-implemented-with-no-unsafe',
      5,
    ],
    [
      'a session in the clear',
      scanned({ 'set-cookie': 'session=1', 'strict-transport-security': undefined }),
      'cookies',
      'cookies-session-without-secure-flag',
      -40,
    ],
    [
      'a session that scripts read',
      scanned({ 'set-cookie': `${SESSION}; Secure` }),
      'cookies',
      'cookies-session-without-httponly-flag',
      -30,
    ],
    [
      'a site that is no word',
      scanned({ 'set-cookie': 'a=1; Secure; SameSite=Any' }),
      'cookies',
      'cookies-samesite-flag-invalid',
      -20,
    ],
    [
      'a token for every site',
      scanned({ 'set-cookie': 'csrf=1; Secure' }),
      'cookies',
      'cookies-anticsrf-without-samesite-flag',
      -20,
    ],
    [
      'a cookie saved by HSTS only',
      scanned({ 'set-cookie': 'a=1; SameSite=Lax' }),
      'cookies',
      'cookies-without-secure-flag-but-protected-by-hsts',
      -5,
    ],
    [
      'a good session',
      scanned({ 'set-cookie': `${SESSION}; Secure; HttpOnly; SameSite=Strict` }),
      'cookies',
      'cookies-secure-with-httponly-sessions-and-samesite',
      5,
    ],
    [
      'every site with credentials',
      scanned(
        {},
        {
          cors: {
            origin: 'https://evil.example',
            headers: {
              'access-control-allow-origin': 'https://evil.example',
              'access-control-allow-credentials': 'true',
            },
          },
        },
      ),
      'cross-origin-resource-sharing',
      'cross-origin-resource-sharing-implemented-with-universal-access',
      -50,
    ],
    [
      'no way to TLS',
      scanned({}, { httpRoute: [new URL('http://kopru.example')] }),
      'redirection',
      'redirection-missing',
      -20,
    ],
    [
      'a way that ends in the clear',
      scanned({}, { httpRoute: [new URL('http://kopru.example'), new URL('http://b.example')] }),
      'redirection',
      'redirection-not-to-https',
      -20,
    ],
    [
      'a way by another host',
      scanned({}, { httpRoute: [new URL('http://kopru.example'), new URL('https://b.example')] }),
      'redirection',
      'redirection-off-host-from-http',
      -5,
    ],
    [
      'the whole address for others',
      scanned({ 'referrer-policy': 'unsafe-url' }),
      'referrer-policy',
      'referrer-policy-unsafe',
      -5,
    ],
    [
      'a referrer that is no word',
      scanned({ 'referrer-policy': 'nobody' }),
      'referrer-policy',
      'referrer-policy-header-invalid',
      -5,
    ],
    [
      'no HSTS',
      scanned({ 'strict-transport-security': undefined }),
      'strict-transport-security',
      'hsts-not-implemented',
      -20,
    ],
    [
      'HSTS for a day',
      scanned({ 'strict-transport-security': 'max-age=86400' }),
      'strict-transport-security',
      'hsts-implemented-max-age-less-than-six-months',
      -10,
    ],
    [
      'HSTS without an age',
      scanned({ 'strict-transport-security': 'includeSubDomains' }),
      'strict-transport-security',
      'hsts-header-invalid',
      -20,
    ],
    [
      'no TLS at all',
      scanned({}, { url: new URL('http://kopru.example') }),
      'strict-transport-security',
      'hsts-not-implemented-no-https',
      -20,
    ],
    [
      "another's script",
      scanned({}, { html: '<script src="https://cdn.example/a.js"></script>' }),
      'subresource-integrity',
      'sri-not-implemented-but-external-scripts-loaded-securely',
      -5,
    ],
    [
      "another's script in the clear",
      scanned({}, { html: '<script src="//cdn.example/a.js"></script>' }),
      'subresource-integrity',
      'sri-not-implemented-and-external-scripts-not-loaded-securely',
      -50,
    ],
    [
      'sniffing',
      scanned({ 'x-content-type-options': undefined }),
      'x-content-type-options',
      'x-content-type-options-not-implemented',
      -5,
    ],
    [
      'frames',
      scanned({ 'content-security-policy': "default-src 'none'", 'x-frame-options': undefined }),
      'x-frame-options',
      'x-frame-options-not-implemented',
      -20,
    ],
    [
      'frames by no word',
      scanned({ 'content-security-policy': "default-src 'none'", 'x-frame-options': 'never' }),
      'x-frame-options',
      'x-frame-options-header-invalid',
      -20,
    ],
    [
      'a resource policy that is no word',
      scanned({ 'cross-origin-resource-policy': 'mine' }),
      'cross-origin-resource-policy',
      'cross-origin-resource-policy-header-invalid',
      -5,
    ],
  ])('%s', (_, one, test, result, modifier) => {
    expect(resultOf(one, test)).toEqual([result, modifier]);
    expect(gradeOf(one).score).toBeLessThan(modifier < 5 ? 130 : 136);
  });

  it.each<[string, HeaderMap, string]>([
    ['a cookie saved by HSTS only', { 'set-cookie': 'a=1; SameSite=Lax' }, 'A+'],
    ['eval', { 'content-security-policy': "default-src 'none'; script-src 'unsafe-eval'" }, 'A+'],
    ['no HSTS', { 'strict-transport-security': undefined }, 'B+'],
    ['no policy', { 'content-security-policy': undefined }, 'B'],
    [
      'no policy, no frames, no HSTS',
      {
        'content-security-policy': undefined,
        'x-frame-options': undefined,
        'strict-transport-security': undefined,
      },
      'D',
    ],
  ])('%s leaves the grade that the Observatory gives', (_, headers, grade) => {
    expect(gradeOf(scanned(headers)).grade).toBe(grade);
  });
});
