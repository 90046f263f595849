// IndexedDB as promises, as the package idb gives it, whose types it bears: of that package the app calls too little to have everybody
// bring it (decision 0072).

type Given = IDBDatabase | IDBTransaction | IDBObjectStore | IDBIndex | IDBCursor;

/**
 * A request becomes a promise of its result. What a database, a transaction, a store, an index or a cursor gives is promised in the same
 * way; a transaction has `done`, which resolves when it is complete, and `continue` of a cursor promises the next one, or null.
 */
export function promised(value: unknown): unknown {
  if (value instanceof IDBRequest) return resultOf(value);
  if (!isGiven(value)) return value;
  const done = value instanceof IDBTransaction ? endOf(value) : undefined;
  return new Proxy(value, {
    get(_, name) {
      if (name === 'done') return done;
      const member: unknown = Reflect.get(value, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) =>
        promised(member.apply(value, args) ?? (value instanceof IDBCursor ? value.request : undefined));
    },
  });
}

function isGiven(value: unknown): value is Given {
  const kinds = [IDBDatabase, IDBTransaction, IDBObjectStore, IDBIndex, IDBCursor];
  return kinds.some((kind) => value instanceof kind);
}

function resultOf(request: IDBRequest): Promise<unknown> {
  const result = new Promise((resolve, reject) => {
    // A cursor's request succeeds once for each step.
    request.addEventListener('success', () => resolve(promised(request.result)), { once: true });
    request.addEventListener('error', () => reject(request.error), { once: true });
  });
  // Who waits for the transaction alone hears of it there.
  result.catch(() => undefined);
  return result;
}

/** An error of a request that nobody prevents aborts it; only then it knows its own. */
function endOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () =>
      reject(transaction.error ?? new DOMException('aborted', 'AbortError')),
    );
  });
}
