// `npm run screenshots`: the pictures of the README and of the app's manifest, taken from the real system with the
// demo's content, each written where it is used; then every surface in every look, for eyes.
//
//   --all <folder>             where the latter go; default .cache/screenshots
//   --only <part of a name> …  these surfaces and nothing else

import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { createProfile } from '../e2e/browser-process.ts';
import { send, t, untilState, writeApplication } from '../e2e/citizen.ts';
import { enterConsole, inviteOfficer } from '../e2e/office.ts';
import { startServer } from '../e2e/server-process.ts';
import { takeEverySurface } from './every-surface.ts';

const FOLDER = 'docs/pictures';
const { values: options } = parseArgs({
  options: {
    all: { type: 'string', default: '.cache/screenshots' },
    only: { type: 'string', multiple: true, default: [] },
  },
});

if (options.only.length === 0) await takeOwn();
await takeEverySurface(options.all, options.only);

async function takeOwn(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await mkdir('public/screenshots', { recursive: true });
  const server = await startServer({ LOG_LEVEL: 'silent' });
  const profile = await createProfile();
  const { context, kill } = await profile.open(['--hide-scrollbars']);
  const origin = `http://localhost:${server.port}`;
  const open = async (
    path: string,
    width: number,
    height: number,
    scheme: 'light' | 'dark' = 'light',
  ): Promise<Page> => {
    const page = await context.newPage();
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height });
    await page.goto(origin + path);
    return page;
  };
  try {
    await take(await open('/', 360, 640), `${FOLDER}/start-narrow.png`);
    await take(await open('/', 720, 1280), 'public/screenshots/start-narrow.png');
    await take(await open('/', 1280, 800), 'public/screenshots/start-wide.png');
    await take(await open('/', 1280, 800, 'dark'), `${FOLDER}/start-dark.png`);

    const page = await open('/', 360, 740);
    await writeApplication(page);
    await take(page, `${FOLDER}/review.png`, true);
    await send(page);
    await untilState(page, t('outbox.received', { number: '' }));
    await take(page, `${FOLDER}/thread.png`, true);

    const office = await open('/', 1280, 800);
    await enterConsole(office, await inviteOfficer(server, origin));
    await office.getByRole('table').waitFor();
    await take(office, `${FOLDER}/console.png`);
  } finally {
    await kill();
    await profile.remove();
    await server.remove();
  }
}

async function take(page: Page, file: string, isWhole = false): Promise<void> {
  await page.screenshot({ path: file, fullPage: isWhole });
  console.log(file);
}
