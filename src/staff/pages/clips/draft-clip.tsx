// What was recorded for a place and is not shown yet: looked at, captioned, published or discarded.

import { useEffect, useState } from 'preact/hooks';
import type { AttachmentProblem } from '../../../domain/attachment-problem.ts';
import type { Cue } from '../../../domain/cue.ts';
import type { SignClipSlot } from '../../../domain/sign-clip.ts';
import type { StaffClip } from '../../../domain/sign-clip-wire.ts';
import { Button } from '../../../ui/button/button.tsx';
import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import type { ClipCaptionDrafts } from '../../clips/clip-captions.ts';
import { type CueDraft, isBlank, judgeCues, toDrafts } from '../../cues/cue-drafts.ts';
import { CueEditor } from '../../cues/cue-editor.tsx';
import { cueErrors } from '../../cues/cue-faults.ts';
import { VttTransfer } from '../../cues/vtt-transfer.tsx';
import { usePlayback } from '../../player/use-playback.ts';
import { useTexts } from '../../shell/texts.tsx';
import { useFaults } from '../../shell/use-faults.ts';
import { ClipPlayer } from './clip-player.tsx';

const PREFIX = 'clip';

export interface DraftClipProps {
  slot: SignClipSlot;
  clip: StaffClip;
  mayRecord: boolean;
  mayPublish: boolean;
  isBusy: boolean;
  /** What was written and not published, by clip. */
  captions: ClipCaptionDrafts;
  onPublish: (captions: readonly Cue[]) => void;
  onDiscard: () => void;
}

export function DraftClip({ slot, clip, mayRecord, mayPublish, isBusy, ...acts }: DraftClipProps) {
  const { t, tag } = useTexts();
  const playback = usePlayback();
  const [cues, setCues] = useState(() => acts.captions.read(clip.id) ?? []);
  const { errors, attempt, report, judgeAgain } = useFaults();
  const isPlayable = clip.state === 'ready' || clip.state === 'original-only';
  const judged = judgeCues(cues, clip.durationMs);

  const change = (changed: CueDraft[]): void => {
    setCues(changed);
    acts.captions.write(clip.id, changed);
  };
  useEffect(() => {
    if (errors.length > 0) judgeAgain(isBlank(cues) ? [] : cueErrors(judged, PREFIX, t));
  }, [cues, t]);

  const publish = (): void => {
    // Without captions there is nothing to judge.
    const found = isBlank(cues) ? { ok: true as const, cues: [] } : judged;
    report(found.ok ? [] : cueErrors(found, PREFIX, t));
    if (found.ok) acts.onPublish(found.cues);
  };
  return (
    <section class="stack">
      <h2>{t('staff.clips.draft')}</h2>
      {errors.length > 0 ? (
        <ErrorSummary key={attempt} title={t('staff.clips.captionFaults')} errors={errors} />
      ) : null}
      <p>{t(`staff.clips.state.${clip.state}`)}</p>
      {clip.problem ? <p>{t(`media.problem.${clip.problem as AttachmentProblem}`)}</p> : null}
      {isPlayable ? (
        <>
          <ClipPlayer slot={slot} clip={clip} name={t('staff.clips.draftName')} playback={playback} />
          {mayPublish ? (
            <>
              <p>
                <strong>{t('staff.clips.captions')}</strong>
              </p>
              <p>{t('staff.clips.captionsHint')}</p>
              <CueEditor
                drafts={cues}
                onChange={change}
                playback={playback}
                errors={errors}
                prefix={PREFIX}
                headingLevel={3}
              />
              <VttTransfer
                id="clip-captions-file"
                isFilled={!isBlank(cues)}
                cues={judged.ok ? judged.cues : undefined}
                onRead={(read) => change(toDrafts(read, tag))}
              />
              <p>
                <Button kind="primary" onPress={publish} isDisabled={isBusy}>
                  {t('staff.clips.publish')}
                </Button>
              </p>
            </>
          ) : (
            <p>{t('staff.clips.coordinatorPublishes')}</p>
          )}
        </>
      ) : null}
      {mayRecord ? (
        <p>
          <Button onPress={acts.onDiscard} isDisabled={isBusy}>
            {t('staff.clips.discard')}
          </Button>
        </p>
      ) : null}
    </section>
  );
}
