// How the parts of a page hear of the PIN.

/** On the page's window, when something is needed that a PIN locks. Who takes it over (src/citizen/main.tsx) prevents its default. */
export const LOCKED = 'kopru:locked';

/** What every tab hears when the PIN was set, changed or taken away (changes.ts). */
export const LOCK_CHANGED = { kind: 'device', id: 'lock' } as const;
