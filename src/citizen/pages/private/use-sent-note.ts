// Says that what waited sealed has been received, to whoever looks on. Nobody can delete here what waits: what has gone was received.

import { useEffect, useRef } from 'preact/hooks';
import { mustAsk, type SealedEntry } from '../../../offline/sealed-waiting.ts';
import { useNote } from '../../../ui/live-region/use-note.ts';
import { useTexts } from '../../shell/texts.tsx';

/**
 * @param entries sealed on this phone; undefined: not known yet
 * @returns the note; empty while nothing has gone
 */
export function useSentNote(entries: readonly SealedEntry[] | undefined): string {
  const { t } = useTexts();
  const [note, say] = useNote();
  const waited = useRef<readonly string[]>([]);
  useEffect(() => {
    if (!entries) return;
    const parcels = entries.map(({ parcel }) => parcel);
    if (waited.current.some((parcel) => !parcels.includes(parcel))) say(t('sealed.sent'));
    waited.current = entries.filter(waits).map(({ parcel }) => parcel);
  }, [entries]);
  return note;
}

export function waits(entry: SealedEntry): boolean {
  return !mustAsk(entry, Date.now()) && !isAtItsEnd(entry);
}

/** Refused, or received but for an attachment that was refused. */
export function isAtItsEnd({ status, attachments }: SealedEntry): boolean {
  return (
    status.state === 'refused' ||
    (status.state === 'received' &&
      attachments.some(({ problem }) => problem !== undefined) &&
      attachments.every(({ isStored, problem }) => isStored || problem !== undefined))
  );
}
