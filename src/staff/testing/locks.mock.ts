// Locks of the browser, which jsdom has not. `held` can be emptied, as a crash would.

export interface MockLocks {
  held: Set<string>;
  request: (name: string, ...rest: unknown[]) => Promise<unknown>;
}

type Work = (lock: object | null) => unknown;

export function mockLocks(): MockLocks {
  const held = new Set<string>();
  return {
    held,
    async request(name, ...rest) {
      const work = rest.at(-1) as Work;
      if (held.has(name)) return await work(null);
      held.add(name);
      try {
        return await work({ name });
      } finally {
        held.delete(name);
      }
    },
  };
}
