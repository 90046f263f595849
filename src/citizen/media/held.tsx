// Whoever pressed "Gönder" before everything that was chosen had been taken in stands here: nothing was sent, and why. So does
// who goes on with an application after a file of theirs was cut off (shell/draft-list.tsx).

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Attachment } from '../../domain/attachment.ts';
import { listRecordings, type RecordingRecord } from '../../offline/recordings.ts';
import { Notice } from '../../ui/notice/notice.tsx';
import { useTexts } from '../shell/texts.tsx';
import { useStored } from '../shell/use-stored.ts';
import { isAnyLeftOut } from './left-out.ts';
import { nameInSentence } from './name-in-sentence.ts';

export interface HeldProps {
  draftId: string;
  attachments: readonly Attachment[] | undefined;
}

export function Held({ draftId, attachments = [] }: HeldProps) {
  const { t, locale } = useTexts();
  const records = useStored(listRecordings);
  const [wasHeld, setWasHeld] = useState(false);
  const notice = useRef<HTMLParagraphElement>(null);
  const here = records.state === 'ready' ? records.value : [];
  const wanted = useRef(new Map<string, RecordingRecord>());
  const wanting = here.filter(
    (record) => record.draftId === draftId && attachments.every(({ id }) => id !== record.id),
  );
  for (const record of wanting) wanted.current.set(record.id, record);
  const isWanting = wanting.length > 0;
  // Of the flow's addresses only those that lead back to the review have a query (slugs.ts). What is still coming is
  // otherwise shown where it comes.
  const isToBeTold =
    isWanting && (location.search !== '' || wanting.some(({ state }) => state === 'cut-off'));
  useEffect(() => {
    if (isToBeTold) setWasHeld(true);
  }, [isToBeTold]);
  useEffect(() => {
    // Whoever has begun to do something is not moved.
    const at = document.activeElement;
    if (wasHeld && (at === document.body || at?.tagName === 'H1')) notice.current?.focus();
  }, [wasHeld]);
  if (!wasHeld) return null;
  const goOn = isAnyLeftOut(wanted.current.values(), here, attachments)
    ? 'media.wanting.goOnWithout'
    : 'media.wanting.goOn';
  return (
    <Notice kind={isWanting ? 'warning' : 'info'}>
      <p ref={notice} tabIndex={-1}>
        <strong>{t(isWanting ? 'media.wanting.notSent' : goOn)}</strong>
      </p>
      {isWanting && (
        <ul>
          {wanting.map(({ id, kind, name = t(`attachment.${kind}`), state }) => (
            <li key={id}>{t(`media.wanting.${state}`, { name: nameInSentence(name, locale) })}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
