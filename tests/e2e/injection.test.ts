// Texts stay texts, in both apps, in a real browser: a part of the thousand payloads (`npm run injection` takes all of them), and
// the proof that one which ran, or was stopped by a policy only, would be seen.

import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composePayloads, FAMILIES } from '../security/injection/payloads.ts';
import {
  answerAll,
  FEW_RECORDINGS,
  sendAll,
  type Walked,
  walkCitizen,
  walkConsole,
  watch,
} from '../security/injection/walk.ts';
import { type BrowserProcess, createProfile, type Profile } from './browser-process.ts';
import { sitDown } from './console.ts';
import { inviteOfficer, signIn } from './office.ts';
import { type ServerProcess, startServer } from './server-process.ts';

/** Some of every family. */
const PAYLOADS = composePayloads().filter(({ number }) => number % 25 < 1 || number < FAMILIES.length * 2);

let server: ServerProcess;
let profile: Profile;
let browser: BrowserProcess;
let origin: string;

beforeAll(async () => {
  server = await startServer({ LOG_LEVEL: 'silent' });
  origin = `http://localhost:${server.port}`;
  profile = await createProfile();
  browser = await profile.open();
});
afterAll(async () => {
  await browser.kill();
  await profile.remove();
  await server.remove();
});

async function begin(): Promise<{ context: BrowserContext; walked: Walked & { at: { place: string } } }> {
  const context = await browser.newPhone();
  const found = await watch(context, origin);
  return { context, walked: { ...found, pages: 0, shown: new Set<number>() } };
}

describe('what citizens and officers write', () => {
  // Two recordings are made playable first, by a program of the lowest priority.
  it('is shown as it was written on every page of both apps, and nothing of it runs', {
    timeout: 300_000,
  }, async () => {
    const { code, sent } = await sendAll(origin, PAYLOADS, FEW_RECORDINGS);
    const cookie = await signIn(origin, await inviteOfficer(server, origin, { role: 'coordinator' }));
    const { context, walked } = await begin();
    const page = await context.newPage();
    await sitDown(page, server, { name: 'Bakan Deneme', role: 'coordinator' });
    await answerAll(server, origin, cookie, sent);
    await walkConsole(page, origin, sent, walked);
    await walkCitizen(page, origin, code, sent, walked);
    const { hits, violations, requests, shown, pages } = walked;
    expect({ hits, violations, requests }).toEqual({ hits: [], violations: [], requests: [] });
    expect(pages).toBeGreaterThan(sent.length * 2);
    // All but those that are refused at the door: control characters, and signs that turn the direction.
    expect(shown.size).toBeGreaterThan(PAYLOADS.length * 0.75);
    await context.close();
  });

  it('would be seen if it ran, or if a policy alone had stopped it', async () => {
    const { context, walked } = await begin();
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
    await expect.poll(() => walked.violations.join()).toContain('require-trusted-types-for');
    // Where there is no policy it runs, and is heard.
    await page.route('**/acik', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<img src=x onerror=__hit(2)><img src=//x.invalid/>' }),
    );
    await page.goto(`${origin}/acik`);
    await expect.poll(() => walked.hits.join()).toContain(': 2');
    expect(walked.requests.join()).toContain('x.invalid');
    await context.close();
  });
});
