// A page that hangs (a dead renderer, a promise that never ends) must not hold up a whole run without a word.

/** Seconds that this process has lived through: while the whole machine stands still, nothing hangs. */
const PATIENCE = 90;

/** The work has not ended in time, and may still go on. */
export class Hanging extends Error {}

/** @throws Hanging */
export async function inTime<T>(what: string, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setInterval> | undefined;
  let seconds = 0;
  const late = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      if (++seconds >= PATIENCE) reject(new Hanging(`${what} hangs`));
    }, 1_000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearInterval(timer);
  }
}
