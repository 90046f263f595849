// The whole of it: payloads into every field of applications on a real server, and every page of both apps that shows them, in a real
// browser.

import type { BrowserContext } from 'playwright-core';
import type { BrowserProcess } from '../../e2e/browser-process.ts';
import { sitDown } from '../../e2e/console.ts';
import type { ServerProcess } from '../../e2e/server-process.ts';
import { type Life, layRecordings, liveAll, sendLives } from './lives.ts';
import { newWalk, type Walk, watch } from './look.ts';
import type { Payload } from './payloads.ts';
import { walkCitizen } from './walk-citizen.ts';
import { walkCases, walkLists, walkTheRest } from './walk-console.ts';

/** @param count of lives; each payload comes into each field where there are as many (lives.ts) */
export async function walkAll(
  server: ServerProcess,
  browser: BrowserProcess,
  payloads: readonly Payload[],
  count?: number,
): Promise<{ walk: Walk; lives: Life[] }> {
  const origin = `http://localhost:${server.port}`;
  const walk = newWalk();
  const newPhone = async (): Promise<BrowserContext> => {
    const phone = await browser.newPhone();
    await watch(phone, origin, walk);
    return phone;
  };
  const lives = await sendLives(origin, payloads, count);
  await layRecordings(server, lives);
  const desk = await newPhone();
  const page = await desk.newPage();
  await sitDown(page, server, { name: 'Bakan Deneme', role: 'coordinator' });
  const cookie = (await desk.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  await walkLists(page, server, origin, lives, walk);
  await liveAll(origin, cookie, lives);
  await walkCases(page, lives, walk);
  await walkTheRest(page, server, origin, lives, walk);
  await desk.close();
  await walkCitizen(newPhone, origin, lives, walk);
  return { walk, lives };
}
