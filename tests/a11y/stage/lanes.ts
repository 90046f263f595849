// A few workers that each do one piece of work at a time: whoever comes when all are busy waits for the next free one.

/** A page that is brought about waits more than it works: more browsers than processors. */
export const LANES = 4;

export interface Lanes<Worker> {
  all: readonly Worker[];
  run: <T>(work: (worker: Worker) => Promise<T>) => Promise<T>;
}

export function createLanes<Worker>(all: readonly Worker[]): Lanes<Worker> {
  const free = [...all];
  const waiting: ((worker: Worker) => void)[] = [];
  const take = (): Promise<Worker> => {
    const worker = free.pop();
    return worker ? Promise.resolve(worker) : new Promise((resolve) => waiting.push(resolve));
  };
  const giveBack = (worker: Worker): void => {
    const next = waiting.shift();
    if (next) next(worker);
    else free.push(worker);
  };
  return {
    all,
    async run(work) {
      const worker = await take();
      try {
        return await work(worker);
      } finally {
        giveBack(worker);
      }
    },
  };
}
