// A sign video or sound that can be sent: seen and heard as the citizen will, and captioned.

import { useState } from 'preact/hooks';
import type { UnsentMedium } from '../../../../domain/wire-staff.ts';
import { Details } from '../../../../ui/details/details.tsx';
import { type CueDraft, firstDraft, isBlank, judgeCues, toDrafts } from '../../../cues/cue-drafts.ts';
import { CueEditor } from '../../../cues/cue-editor.tsx';
import { VttTransfer } from '../../../cues/vtt-transfer.tsx';
import { Player } from '../../../player/player.tsx';
import { usePlayback } from '../../../player/use-playback.ts';
import { playable } from '../../../recordings.ts';
import { useTexts } from '../../../shell/texts.tsx';
import { captionsOf, captionsPrefix } from './judge-answer.ts';
import type { MediumItemProps } from './medium-item.tsx';
import { SharedCaptions } from './shared-captions.tsx';

export interface ReadyMediumProps extends MediumItemProps {
  stored: UnsentMedium;
  name: string;
}

export function ReadyMedium({
  medium,
  media,
  desk,
  stored,
  name,
  draft,
  onChange,
  errors,
}: ReadyMediumProps) {
  const { t, tag } = useTexts();
  const playback = usePlayback(stored.frameRate);
  const { id, kind } = medium;
  // Of several videos the captions would fill the page: there each is a press away, and what was opened stays so.
  const [isAlone] = useState(() => media.filter((one) => one.kind === kind).length === 1);
  const recording = playable(stored);
  const captions = captionsOf(draft, id);
  const judged = judgeCues(captions, stored.durationMs);
  const prefix = captionsPrefix(id);
  const write = (captions: CueDraft[], after?: string): void =>
    onChange(({ media = [] }) => ({
      media: media.map((one) =>
        one.id === id ? { ...one, captions, captionsAfter: after ?? one.captionsAfter } : one,
      ),
    }));
  return (
    <>
      {recording ? (
        <Player
          {...recording}
          playback={playback}
          name={name}
          durationMs={stored.durationMs}
          captions={judged.ok ? judged.cues : undefined}
        />
      ) : (
        <p>{t('staff.medium.originalOnly')}</p>
      )}
      {kind === 'sign-video' ? (
        <div class="stack">
          <h5>{t('staff.medium.captions')}</h5>
          <p>{t('staff.medium.captionsLead')}</p>
          <Details
            summary={
              isBlank(captions)
                ? t('staff.medium.captionsNone')
                : t('staff.medium.captionsOf', { count: captions.length })
            }
            isOpenAtStart={isAlone || errors.some(({ fieldId }) => fieldId.startsWith(prefix))}
          >
            <div class="stack">
              <CueEditor
                drafts={captions.length > 0 ? captions : [firstDraft(stored.durationMs, tag)]}
                onChange={write}
                playback={playback}
                errors={errors}
                prefix={prefix}
                headingLevel={6}
              />
              <SharedCaptions
                stored={stored}
                own={isBlank(captions) || !judged.ok ? undefined : judged.cues}
                after={draft.media?.find((one) => one.id === id)?.captionsAfter}
                onKeep={(cues) => desk.keepCaptions(id, { cues, after: stored.captions?.at })}
                onTake={({ cues, at }) => write(toDrafts(cues, tag), at)}
              />
              <VttTransfer
                id={`${prefix}-file`}
                isFilled={!isBlank(captions)}
                cues={judged.ok ? judged.cues : undefined}
                onRead={(read) => write(toDrafts(read, tag))}
              />
            </div>
          </Details>
        </div>
      ) : null}
    </>
  );
}
