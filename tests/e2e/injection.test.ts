// Texts stay texts, in both apps, in a real browser: a payload of every family in every field and at every place (`npm run injection`
// takes the thousand), and the proof that one which ran, or was stopped by a policy only, would be seen.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../src/citizen/shell/routes.ts';
import { findGaps } from '../security/injection/judge.ts';
import { newWalk, watch } from '../security/injection/look.ts';
import { composePayloads, FAMILIES } from '../security/injection/payloads.ts';
import { CITIZEN_PLACES } from '../security/injection/places.ts';
import { walkAll } from '../security/injection/walk.ts';
import { type BrowserProcess, createProfile, type Profile } from './browser-process.ts';
import { type ServerProcess, startServer } from './server-process.ts';

/** In so many lives each family stands in some field, and each field holds some family. */
const LIVES = 2;

let server: ServerProcess;
let profile: Profile;
let browser: BrowserProcess;

beforeAll(async () => {
  server = await startServer({ LOG_LEVEL: 'silent' });
  profile = await createProfile();
  browser = await profile.openWindowless();
});
afterAll(async () => {
  await browser.kill();
  await profile.remove();
  await server.remove();
});

describe('what citizens write', () => {
  it('has a row for every page of the app', () => {
    // Those of the console are held to theirs by the type checker.
    expect(Object.keys(CITIZEN_PLACES).sort()).toEqual(
      [...ROUTES.map(({ pattern }) => pattern), '/*'].sort(),
    );
  });

  it('is shown as it was written at every place of both apps that shows it, and nothing of it runs', {
    timeout: 300_000,
  }, async () => {
    const { walk, lives } = await walkAll(server, browser, composePayloads(FAMILIES.length), LIVES);
    const { hits, violations, requests } = walk;
    expect({ hits, violations, requests }).toEqual({ hits: [], violations: [], requests: [] });
    expect(findGaps(walk, lives)).toEqual([]);
  });

  it('would be seen if it ran, or if a policy alone had stopped it', async () => {
    const origin = `http://localhost:${server.port}`;
    const walk = newWalk();
    const context = await browser.newPhone();
    await watch(context, origin, walk);
    const page = await context.newPage();
    await page.goto(origin);
    // As a careless page would do it: the policy stops it, and says so.
    await page.evaluate(() => {
      try {
        document.body.innerHTML = '<img src=x onerror=__hit(1)>';
      } catch {
        // Trusted Types.
      }
    });
    await expect.poll(() => walk.violations.join()).toContain('require-trusted-types-for');
    // Where there is no policy it runs, and is heard.
    await page.route('**/acik', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<img src=x onerror=__hit(2)><img src=//x.invalid/>' }),
    );
    await page.goto(`${origin}/acik`);
    await expect.poll(() => walk.hits.join()).toContain(': 2');
    expect(walk.requests.join()).toContain('x.invalid');
    await context.close();
  });
});
