// One question to the server with a time limit over the whole answer, body included. Reads the answer as JSON or as
// nothing: what came is judged by its parser, never by its media type.

import type { Answer } from '../domain/retry.ts';
import type { HttpRequest, OfflineEnvironment } from './environment.ts';

const FIRST_TIMEOUT_MS = 30_000;
const LONGEST_TIMEOUT_MS = 4 * 60_000;
export const READ_TIMEOUT_MS = FIRST_TIMEOUT_MS;

/** Patience grows with the attempts: 128 kB over a slow 2G line takes minutes, and giving up starts from zero. */
export function sendTimeoutMs(attempts: number): number {
  return Math.min(LONGEST_TIMEOUT_MS, FIRST_TIMEOUT_MS * 2 ** Math.min(attempts - 1, 10));
}

/** Never rejects: whatever keeps an answer from coming whole is 'no-answer'. */
export async function ask(
  environment: OfflineEnvironment,
  path: string,
  request: Omit<HttpRequest, 'signal'>,
  timeoutMs: number,
): Promise<Answer> {
  const controller = new AbortController();
  const stopTimer = environment.setTimer(() => controller.abort(), timeoutMs);
  try {
    const answer = await environment.fetch(path, { ...request, signal: controller.signal });
    const body = parseJson(await answer.text());
    return { kind: 'answer', status: answer.status, retryAfter: answer.headers.get('retry-after'), body };
  } catch {
    return { kind: 'no-answer' };
  } finally {
    stopTimer();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
