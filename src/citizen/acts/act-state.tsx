// Where something that the citizen did in a thread stands: waits, is being sent, was received, or was refused, with the reason
// and what can be done. It is only shown here; each change is said once (use-act-changes.ts).

import type { ComponentChildren } from 'preact';
import { formatInstant } from '../../i18n/format.ts';
import { type ActRecord, dropAct, isOpen } from '../../offline/act-writing.ts';
import { hurry } from '../../offline/sync.ts';
import { Button } from '../../ui/button/button.tsx';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { useNote } from '../../ui/live-region/use-note.ts';
import { VisuallyHidden } from '../../ui/visually-hidden/visually-hidden.tsx';
import { StoreFailure } from '../shell/store-failure.tsx';
import { type Texts, useTexts } from '../shell/texts.tsx';
import { useStoreAct } from '../shell/use-store-act.ts';

/** In whose words it is told, as keys begin: an answer about a text, or what is done in a case. */
export type ActWords = 'media.act.' | 'life.act.';

export interface ActStateProps {
  record: ActRecord;
  words: ActWords;
  /** Tells the buttons from those of others on the page. */
  name?: string | undefined;
  /** What was done, and the citizen's own words. */
  children: ComponentChildren;
  /** Of what was refused: why, and what can be done. */
  reason: string;
  /** Opens it again, to be changed; missing where that leads nowhere. */
  mend?: (() => Promise<void>) | undefined;
  onSend: () => void;
  /** It was deleted. */
  onGone: () => void;
}

export function ActState({ record, words, name, children, reason, mend, onSend, onGone }: ActStateProps) {
  const texts = useTexts();
  const { t } = texts;
  const announce = useAnnounce();
  const [note, say] = useNote();
  const { failure, run } = useStoreAct();
  const { status, id } = record;
  const send = async (): Promise<void> => {
    say('');
    onSend();
    const report = await hurry();
    if (report.isOffline) say(t(`${words}offline`));
  };
  const drop = (): Promise<void> =>
    run(async () => {
      if (!(await dropAct(id))) return;
      announce(t(`${words}deleted`));
      onGone();
    });
  const about = name && <VisuallyHidden>{`: ${name}`}</VisuallyHidden>;
  return (
    <>
      {children}
      <p>
        <strong>{wordsOf(record, words, texts)}</strong>
      </p>
      {status.state === 'refused' && <p>{reason}</p>}
      {(status.state !== 'received' || note) && (
        <div class="actions">
          {(status.state === 'waiting' || status.state === 'sending') && (
            <Button key="now" isDisabled={status.state === 'sending'} onPress={() => void send()}>
              {t(`${words}now`)}
              {about}
            </Button>
          )}
          {isOpen(record) && mend && (
            <Button key="mend" kind="quiet" onPress={() => void run(mend)}>
              {t(`${words}mend`)}
              {about}
            </Button>
          )}
          {status.state === 'refused' && (
            <Button key="delete" kind="quiet" onPress={() => void drop()}>
              {t(`${words}delete`)}
              {about}
            </Button>
          )}
        </div>
      )}
      {note && <p>{note}</p>}
      <StoreFailure reason={failure} />
    </>
  );
}

export function wordsOf(
  { status }: ActRecord,
  words: ActWords,
  { t, tag }: Pick<Texts, 't' | 'tag'>,
): string {
  switch (status.state) {
    case 'writing':
      return '';
    case 'waiting':
    case 'asking':
      return t(`${words}waiting`);
    case 'sending':
      return t(`${words}sending`);
    case 'received':
      return t(`${words}received`, { when: formatInstant(tag, status.claims.receivedAt) });
    case 'refused':
      return t(`${words}refused`);
  }
}
