// @vitest-environment jsdom
import { existsSync, readFileSync } from 'node:fs';
import { beforeEach, expect, it } from 'vitest';
import { takePlainNameOff, wearPlainName } from './plain-name.ts';

const read = (path: string) => JSON.parse(readFileSync(`public${path}`, 'utf8'));
const LINKS = /<link rel="(?:manifest|icon|apple-touch-icon)" href="([^"]+)"[^>]*>/g;
const page = readFileSync('index.html', 'utf8');
const own = [...page.matchAll(LINKS)].map(([, href]) => href);
const shown = () => [...document.querySelectorAll('link')].map((link) => link.getAttribute('href'));
const pathsOf = (hrefs: (string | null)[]) =>
  hrefs.map((href) => new URL(href ?? '', location.href).pathname);

beforeEach(() => {
  document.head.innerHTML = `<title>Başvurularım – Köprü</title>${[...page.matchAll(LINKS)].map(([link]) => link).join('')}`;
});

it('the neutral name brings its own icons and manifest, which are there, and goes without a trace', () => {
  expect(own).toHaveLength(3);
  wearPlainName();
  expect(document.title).toBe('Notlar');
  expect(pathsOf(shown())).toEqual(own.map((path) => `/notlar${path}`));
  for (const path of pathsOf(shown())) expect(existsSync(`public${path}`), path).toBe(true);
  takePlainNameOff('Başvurularım – Köprü');
  expect([document.title, ...pathsOf(shown())]).toEqual(['Başvurularım – Köprü', ...own]);
});

it('under the neutral name the app takes in files as it does under its own, and says nowhere what it is', () => {
  const [plain, known] = [read('/notlar/manifest.webmanifest'), read('/manifest.webmanifest')];
  for (const member of ['id', 'start_url', 'scope', 'file_handlers', 'share_target'])
    expect(plain[member], member).toEqual(known[member]);
  expect([plain.name, plain.short_name]).toEqual(['Notlar', 'Notlar']);
  // What a phone shows of an app: no words of ours in any of it, and no picture of ours.
  for (const member of ['description', 'categories', 'shortcuts', 'screenshots'])
    expect(plain, member).not.toHaveProperty(member);
  for (const { src } of plain.icons) {
    expect(src).toMatch(/^\/notlar\/icons\//);
    expect(existsSync(`public${src}`), src).toBe(true);
  }
});
