// Each border of the house is crossed once on purpose, in a copy of its rules: a rule that cannot fail holds nothing.

import { spawnSync } from 'node:child_process';
import { appendFile, cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const use = (from: string): string => `import { thing } from '${from}';\nexport const used = thing;\n`;

const FORBIDDEN_IMPORTS = [
  ['src/domain', '../offline/database.ts'],
  ['src/domain', 'preact'],
  ['src/i18n', '../ui/button/button.tsx'],
  ['src/i18n', '../domain/case.ts'],
  ['src/offline', '../ui/button/button.tsx'],
  ['src/offline', 'preact'],
  ['src/sealing', '../offline/database.ts'],
  ['src/sealing', 'node:crypto'],
  ['src/ui/field', '../../offline/drafts.ts'],
  ['src/ui/field', '../../domain/flow.ts'],
  ['src/ui/field', '../../sw/service-worker.ts'],
  ['src/ui/field', 'idb'],
  ['src/ui/field', 'valibot'],
  ['src/citizen', '../staff/api.ts'],
  ['src/citizen', '../../server/config.ts'],
  ['src/staff', '../offline/outbox.ts'],
  ['src/staff', '../citizen/shell/router.ts'],
  ['src/staff', '../media/device-takes.ts'],
  ['src/media', '../ui/button/button.tsx'],
  ['src/media/view', '../../offline/recordings.ts'],
  ['src/media/view', '../recovery.ts'],
  ['src/media/view', '../../citizen/shell/router.ts'],
  ['src/sw', '../ui/button/button.tsx'],
  ['src/sw', 'preact'],
  ['server/http', '../../src/offline/outbox.ts'],
  ['server/http', '../../src/ui/button/button.tsx'],
] as const;

const ALLOWED_IMPORTS = [
  ['src/offline', '../domain/outbox.ts'],
  ['src/offline', '../sealing/envelope.ts'],
  ['src/citizen', '../offline/outbox.ts'],
  ['src/sw', '../offline/sync.ts'],
  ['src/staff', '../media/view/recorder-panel.tsx'],
  ['src/media/view', '../../ui/button/button.tsx'],
  ['server/http', '../../src/domain/wire.ts'],
  ['server/http', '../../src/sealing/envelope.ts'],
] as const;

const component = (jsx: string): string => `export const X = () => ${jsx};\n`;

const CLOCK_FINDING = 'The domain knows no clock';
const TEXT_FINDING = 'A text belongs into locales/';

const refusedInDomain = (code: string, index: number) =>
  [
    `${code} in the domain`,
    `src/domain/clock-${index}.ts`,
    `export const x = ${code};\n`,
    CLOCK_FINDING,
  ] as const;

/** Name of the test, file, its code, what is found. */
const REFUSED: readonly (readonly [string, string, string, string])[] = [
  ...[
    'Date.now()',
    'new Date()',
    'new Date',
    'Date()',
    'Date',
    'globalThis.Date.now()',
    'new Date(Date.now())',
    'new Date(new Date())',
    '[0].map(Date.now)',
    'Math.random()',
    "Math['random']",
    'Math',
  ].map((code, index) => refusedInDomain(code, index)),
  [
    'a raw control outside src/ui',
    'src/citizen/d.tsx',
    'export const X = () => <button type="button" />;\n',
    'noRestrictedElements',
  ],
  [
    'a text in the code of a page',
    'src/citizen/e.tsx',
    'export const X = () => <p>Merhaba</p>;\n',
    'noJsxLiterals',
  ],
  ...[
    "<p>{'Merhaba'}</p>",
    '<p>{`Merhaba`}</p>',
    "<p>{f() ? 'Evet' : g()}</p>",
    "<p>{f() && 'Evet'}</p>",
    '<img alt="Resim" />',
    '<p title="Başlık" />',
    '<Field placeholder="Örnek" />',
    '<Field label="Ad" />',
    "<Field label={'Ad'} />",
    '<p aria-label="Ad" />',
  ].flatMap((code, index) =>
    [
      ['citizen', 'staff', 'ui/button'].map(
        (place) =>
          [
            `${code} in src/${place}`,
            `src/${place}/text-${index}.tsx`,
            component(code),
            TEXT_FINDING,
          ] as const,
      ),
    ].flat(),
  ),
  ...['<input type="text" />', '<textarea rows={2}></textarea>', '<select class="input" />'].map(
    (code, index) =>
      [
        `${code} that nothing names`,
        `src/ui/field/unnamed-${index}.tsx`,
        component(code),
        'A control needs an id',
      ] as const,
  ),
  ...['<p tabindex={1} />', '<p autofocus />'].map(
    (code, index) =>
      [code, `src/citizen/focus-${index}.tsx`, component(code), 'the rules about focus'] as const,
  ),
  [
    'a promise that nobody waits for',
    'server/f.ts',
    'async function f() {}\nexport function g() {\n  f();\n}\n',
    'noFloatingPromises',
  ],
];

/** What is near the border and on the right side of it. */
const PASSED: readonly (readonly [string, string])[] = [
  [
    'src/domain/passed.ts',
    "export const x = [new Date(5), Date.parse('2026'), Date.UTC(2026, 1)];\nexport type D = Date;\n",
  ],
  [
    'src/staff/passed.tsx',
    component(
      '<p class="a b" title={t("a.b")} dir={f() ? "rtl" : "ltr"}>{" (" + n + ")"}{"–"}{f() ? t("a.c") : n}</p>',
    ),
  ],
  ['src/ui/field/passed.tsx', component('<input id={id} type="text" tabIndex={-1} />')],
];

let folder: string;
/** Path of a file → the text of its diagnostics. */
let findings: Map<string, string>;

const fileOf = (place: string, from: string): string =>
  `${place}/${from.replace(/\W+/g, '-').replace(/^-|-$/g, '')}.ts`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kopru-borders-'));
  const rules = (await readdir('tests/checks')).filter((name) => name.endsWith('.grit'));
  for (const file of [
    'biome.json',
    '.gitignore',
    'package.json',
    ...rules.map((name) => `tests/checks/${name}`),
  ]) {
    await cp(file, join(folder, file), { recursive: true });
  }
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  const files = [
    ...[...FORBIDDEN_IMPORTS, ...ALLOWED_IMPORTS].map(
      ([place, from]) => [fileOf(place, from), use(from)] as const,
    ),
    ...REFUSED.map(([, path, code]) => [path, code] as const),
    ...PASSED,
  ];
  for (const [path, code] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), code);
  }
  const biome = resolve('node_modules/.bin/biome');
  const { stdout, stderr } = spawnSync(biome, ['lint', '--max-diagnostics=none', '--colors=off', '.'], {
    cwd: folder,
    encoding: 'utf8',
  });
  findings = new Map(files.map(([path]) => [path, '']));
  const blocks = `${stdout}\n${stderr}`.split(/\n(?=\S+\.tsx?:\d+:\d+ )/);
  for (const block of blocks) {
    const path = /^(\S+\.tsx?):\d+:\d+ /.exec(block)?.[1];
    if (path !== undefined) findings.set(path, `${findings.get(path) ?? ''}${block}`);
  }
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('who may import whom', () => {
  it.each(FORBIDDEN_IMPORTS)('%s may not import %s', (place, from) => {
    expect(findings.get(fileOf(place, from))).toContain('noRestrictedImports');
  });

  it.each(ALLOWED_IMPORTS)('%s may import %s', (place, from) => {
    expect(findings.get(fileOf(place, from))).not.toContain('noRestrictedImports');
  });
});

describe('what the linter refuses', () => {
  it.each(REFUSED)('%s', (_, path, _code, finding) => {
    expect(findings.get(path)).toContain(finding);
  });

  it.each(PASSED)('and not what is right, in %s', (path) => {
    expect(findings.get(path)).not.toContain(' plugin ');
  });
});

describe('what the search for dead code finds', () => {
  // The whole house in a copy, because a pattern of files anywhere in it can blind the search for a whole folder.
  const PLANTED = ['src/domain/uuid.ts', 'src/i18n/locale.ts', 'server/config.ts', 'tests/browser.ts'];

  it('an export and a type that nobody uses, in every part of the house', { timeout: 180_000 }, async () => {
    const house = await mkdtemp(join(folder, 'house-'));
    const ofRoot = (await readdir('.')).filter((name) => /\.(json|ts|html)$/.test(name));
    for (const part of ['src', 'server', 'tests', 'build', 'locales', ...ofRoot]) {
      await cp(part, join(house, part), { recursive: true });
    }
    await symlink(resolve('node_modules'), join(house, 'node_modules'));
    for (const path of PLANTED) {
      await appendFile(join(house, path), '\nexport const planted = 1;\nexport type Planted = 1;\n');
    }
    const { stdout } = spawnSync(
      resolve('node_modules/.bin/knip'),
      ['--no-progress', '--reporter', 'compact'],
      {
        cwd: house,
        encoding: 'utf8',
      },
    );
    const found = stdout.split('\n').flatMap((line) => {
      const [path, names = ''] = line.split(': ');
      return names.split(', ').map((name) => `${path}: ${name}`);
    });
    expect(found.filter((one) => /: planted$/i.test(one)).sort()).toEqual(
      PLANTED.flatMap((path) => [`${path}: planted`, `${path}: Planted`]).sort(),
    );
  });
});

describe('what the type checker refuses', () => {
  it.each([
    ['domain', 'export const x = crypto;'],
    ['domain', 'export const x = window;'],
    ['worker', 'export const x = window;'],
    ['worker', 'export const x = document;'],
    ['server', 'export const x = document;'],
    ['browser', 'export const x = process;'],
  ])('%s: %s', async (runtime, code) => {
    const place = await mkdtemp(join(folder, 'types-'));
    await writeFile(join(place, 'x.ts'), `${code}\n`);
    // Nothing but the files is changed: a type package that the real one lets in could bring the names along.
    const config = { extends: resolve(`tsconfig.${runtime}.json`), include: ['x.ts'] };
    await writeFile(join(place, 'tsconfig.json'), JSON.stringify(config));
    const { status, stdout } = spawnSync(resolve('node_modules/.bin/tsc'), ['-p', place], {
      encoding: 'utf8',
    });
    expect(status, stdout).not.toBe(0);
    expect(stdout).toContain('x.ts(1,18)');
  });
});
