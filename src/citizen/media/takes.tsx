// The recordings that tell it, part by part: each can be played and taken away. A take is never replaced by another
// without a question.

import { useState } from 'preact/hooks';
import type { Attachment } from '../../domain/attachment.ts';
import { durationInWords, factsInWords, sizeInWords } from '../../i18n/figures.ts';
import { deleteRecording, type RecordingRecord } from '../../offline/recordings.ts';
import { Button } from '../../ui/button/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog/confirm-dialog.tsx';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden/visually-hidden.tsx';
import { StoreFailure } from '../shell/store-failure.tsx';
import { useTexts } from '../shell/texts.tsx';
import { useStoreAct } from '../shell/use-store-act.ts';
import { Player } from './player.tsx';

export interface TakesProps {
  attachments: readonly Attachment[];
  records: readonly RecordingRecord[];
  onRemove: (id: string) => void;
  Heading: keyof typeof BELOW;
  /** Of the heading; where several lists stand on a page, each has its own. */
  id?: string;
}

const BELOW = { h2: 'h3', h3: 'h4', h4: 'h5' } as const;

export function Takes({
  attachments,
  records,
  onRemove,
  Heading,
  id: headingId = 'media-takes',
}: TakesProps) {
  const TakeHeading = BELOW[Heading];
  const { t, tag } = useTexts();
  const announce = useAnnounce();
  const [asked, setAsked] = useState<Attachment>();
  const { failure, run } = useStoreAct();
  const takes = attachments.filter(({ role }) => role === 'description');
  if (takes.length === 0) return null;
  const nameOf = (take: Attachment): string =>
    t(`media.take.${take.kind === 'voice' ? 'voice' : 'sign-video'}`, { number: takes.indexOf(take) + 1 });

  const remove = (id: string): Promise<void> => {
    setAsked(undefined);
    return run(async () => {
      // The manifest first: a kill in between leaves bytes that nobody names, never a name without bytes.
      onRemove(id);
      await deleteRecording(id);
      announce(t('media.take.removed'));
      document.getElementById(headingId)?.focus();
    });
  };

  return (
    <section>
      <Heading id={headingId} tabIndex={-1}>
        {t('media.take.heading')}
      </Heading>
      <ol class="cards media-takes">
        {takes.map((take) => (
          <li key={take.id} class="card">
            <TakeHeading>{nameOf(take)}</TakeHeading>
            <p>
              {factsInWords([durationInWords(take.durationMs ?? 0, t), sizeInWords(take.byteLength, tag)], t)}
            </p>
            <Player
              id={take.id}
              kind={take.kind === 'voice' ? 'audio' : 'video'}
              name={nameOf(take)}
              mediaType={records.find(({ id }) => id === take.id)?.mediaType ?? take.mediaType}
            />
            <p>
              <Button kind="quiet" onPress={() => setAsked(take)}>
                {t('media.take.remove')}
                <VisuallyHidden>{`: ${nameOf(take)}`}</VisuallyHidden>
              </Button>
            </p>
          </li>
        ))}
      </ol>
      <ConfirmDialog
        isOpen={asked !== undefined}
        title={t('media.take.removeTitle')}
        body={asked ? t('media.take.removeBody', { name: nameOf(asked) }) : ''}
        confirmLabel={t('media.take.removeConfirm')}
        cancelLabel={t('media.take.keep')}
        isDanger
        onConfirm={() => asked && void remove(asked.id)}
        onCancel={() => setAsked(undefined)}
      />
      <StoreFailure reason={failure} />
    </section>
  );
}
