// The stores that the oracles look at.

export const WATCHED = [
  'drafts',
  'outbox',
  'threads',
  'acts',
  'recordings',
  'chunks',
  'sealed',
  'words',
] as const;
export type Watched = (typeof WATCHED)[number];

/** What a page says last lies in a database of its own (src/offline/last-words.ts). */
export function databaseOf(store: Watched): string {
  return store === 'words' ? 'kopru-last-words' : 'kopru';
}
