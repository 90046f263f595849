// Drafts of officers, by what they are about: replies by case, transcripts by recording.
//
// Where they are kept, and why. A draft names a citizen's trouble, and an office machine is shared: so nothing goes to
// localStorage or IndexedDB, which outlive the working day and open to whoever sits down next. Memory alone would lose
// a long text, and its id with it, to a reload, a crashed tab or a wrong click; and an id that is lost after
// "sent, but no answer came" could become a second reply. sessionStorage is the narrowest place that holds both: this
// tab only, gone when the tab is closed. It is emptied when the officer signs out and when somebody else signs in. What takes long
// to write, the answer of a case, is kept on the server besides, for its writer alone.
//
// Invariants: 1. What is written is read again as it was, after a reload, too. 2. Drafts are read only by the officer who
// wrote them. 3. Blocked or full storage costs the survival of a reload, never the text on the screen.

import * as v from 'valibot';

export interface DraftStore<Draft> {
  read: (id: string) => Draft | undefined;
  write: (id: string, draft: Draft) => void;
  remove: (id: string) => void;
  /** Ids under which something unsent stands. */
  unsent: () => string[];
  clear: () => void;
}

export interface DraftKind<Draft> {
  /** Its name in the storage. */
  item: string;
  schema: v.GenericSchema<unknown, Draft>;
  /** Whether somebody would miss it. A draft that is empty is kept all the same, so that its id stays. */
  isUnsent: (draft: Draft) => boolean;
}

/**
 * @param storage the tab's sessionStorage; undefined where the browser blocks it
 * @param owner tells officers apart
 */
export function createDraftStore<Draft>(
  { item, schema, isUnsent }: DraftKind<Draft>,
  storage: Storage | undefined,
  owner: string,
): DraftStore<Draft> {
  const drafts = new Map<string, Draft>(readStored(item, schema, storage, owner));
  const save = (): void => {
    try {
      if (drafts.size === 0) storage?.removeItem(item);
      else storage?.setItem(item, JSON.stringify({ owner, drafts: [...drafts] }));
    } catch {
      // Invariant 3: the map still holds it.
    }
  };
  save();
  return {
    read: (id) => drafts.get(id),
    write: (id, draft) => {
      drafts.set(id, draft);
      save();
    },
    remove: (id) => {
      drafts.delete(id);
      save();
    },
    unsent: () => [...drafts].filter(([, draft]) => isUnsent(draft)).map(([id]) => id),
    clear: () => {
      drafts.clear();
      save();
    },
  };
}

function readStored<Draft>(
  item: string,
  schema: v.GenericSchema<unknown, Draft>,
  storage: Storage | undefined,
  owner: string,
): [string, Draft][] {
  try {
    const stored = v.object({ owner: v.literal(owner), drafts: v.array(v.tuple([v.string(), schema])) });
    const result = v.safeParse(stored, JSON.parse(storage?.getItem(item) ?? 'null'));
    return result.success ? result.output.drafts : [];
  } catch {
    return [];
  }
}
