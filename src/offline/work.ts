// A question to a server that may ask for work first (domain/work.ts): the phone does it and asks again, and nobody has to do
// anything. What does it is brought when it is asked for (solve-work.ts).
//
// W1  The solution goes with the next questions until one of them has brought something: what a knock has cost is good for the
//     application behind it, and for its repetition after an answer that was lost.
// W2  Whatever is asked for in another way, or is too much, is as if it had not been asked for: the answer counts.
// W3  Work that takes long is told of while it goes on; what comes of it is told by the entry that it was for.

import type { Answer } from '../domain/retry.ts';
import { WORK_HEADER, type WorkChallenge } from '../domain/work.ts';
import { announce } from './changes.ts';
import type { HttpRequest, OfflineEnvironment } from './environment.ts';
import { ask } from './request.ts';

/** Shorter than that is what sending takes anyway. */
const LONG_MS = 3_000;

const solutions = new WeakMap<OfflineEnvironment, string>();

/** As {@link ask}. */
export async function askWithWork(
  environment: OfflineEnvironment,
  path: string,
  request: Omit<HttpRequest, 'signal'>,
  timeoutMs: number,
): Promise<Answer> {
  const send = (): Promise<Answer> => {
    const solution = solutions.get(environment);
    const headers = solution ? { ...request.headers, [WORK_HEADER]: solution } : request.headers;
    return ask(environment, path, { ...request, headers }, timeoutMs);
  };
  let answer = await send();
  const work = bodyOf(answer)?.work;
  const stop = work && environment.setTimer(() => announce({ kind: 'work', id: '' }, environment), LONG_MS);
  const solution =
    work &&
    (await import('./solve-work.ts')
      .then(({ solveWork }) => solveWork(work, environment.cryptography))
      .catch(() => undefined));
  stop?.();
  if (solution) {
    solutions.set(environment, solution);
    answer = await send();
  }
  if (bodyOf(answer) && request.method === 'PUT') solutions.delete(environment);
  return answer;
}

function bodyOf(answer: Answer): { work?: WorkChallenge } | undefined {
  return answer.kind === 'answer' ? (answer.body as { work?: WorkChallenge } | undefined) : undefined;
}
