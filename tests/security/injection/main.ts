// `npm run injection`: all payloads, every page that shows them, in a real browser. Needs a build.
// Exit status: 0 nothing ran and no policy was needed · 1 something did, or was.

import { createProfile } from '../../e2e/browser-process.ts';
import { sitDown } from '../../e2e/console.ts';
import { inviteOfficer, signIn } from '../../e2e/office.ts';
import { startServer } from '../../e2e/server-process.ts';
import { composePayloads } from './payloads.ts';
import { answerAll, sendAll, walkCitizen, walkConsole, watch } from './walk.ts';

const payloads = composePayloads();
const server = await startServer({ LOG_LEVEL: 'silent' });
const origin = `http://localhost:${server.port}`;
const profile = await createProfile();
const browser = await profile.open();
try {
  const { code, sent } = await sendAll(origin, payloads);
  const cookie = await signIn(origin, await inviteOfficer(server, origin, { role: 'coordinator' }));
  const context = await browser.newPhone();
  const walked = { ...(await watch(context, origin)), pages: 0, shown: new Set<number>() };
  const page = await context.newPage();
  await sitDown(page, server, { name: 'Bakan Deneme', role: 'coordinator' });
  await answerAll(server, origin, cookie, sent);
  await walkConsole(page, origin, sent, walked);
  await walkCitizen(page, origin, code, sent, walked);
  const { hits, violations, requests, shown, pages } = walked;
  for (const line of [...hits, ...violations, ...requests]) console.log(line);
  console.log(
    `${payloads.length} payloads, ${pages} pages, ${shown.size} shown as texts; ${hits.length} ran, ${violations.length} stopped by a policy, ${requests.length} requests elsewhere`,
  );
  process.exitCode = hits.length + violations.length + requests.length > 0 ? 1 : 0;
} finally {
  await browser.kill();
  await profile.remove();
  await server.remove();
}
