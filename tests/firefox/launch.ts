#!/usr/bin/env node
// What Playwright starts in Firefox's place: Firefox itself, with the relay before its WebDriver BiDi. Playwright finds the
// address in what is printed, so it is printed with the relay's port.

import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { startRelay } from './relay.ts';

const LISTENING = /^WebDriver BiDi listening on ws:\/\/127\.0\.0\.1:(\d+)/;

const firefox = spawn(process.env.KOPRU_TEST_FIREFOX ?? 'firefox', process.argv.slice(2), {
  stdio: ['ignore', 'inherit', 'pipe'],
});
const { KOPRU_TEST_FIREFOX_PID: pidFile } = process.env;
if (pidFile) writeFileSync(pidFile, String(firefox.pid));
createInterface({ input: firefox.stderr }).on('line', (line) => {
  const port = LISTENING.exec(line)?.[1];
  if (port === undefined) console.error(line);
  else void announce(Number(port));
});
firefox.on('exit', (code) => process.exit(code ?? 1));

async function announce(firefoxPort: number): Promise<void> {
  console.error(`WebDriver BiDi listening on ws://127.0.0.1:${await startRelay(firefoxPort)}`);
}
