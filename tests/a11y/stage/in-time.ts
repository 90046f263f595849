// A page that hangs (a dead renderer, a promise that never ends) must not hold up a whole run without a word.

const PATIENCE_MS = 90_000;

/** @throws Error when the work has not ended in time; what it did is then left to itself */
export async function inTime<T>(what: string, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} hangs`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
