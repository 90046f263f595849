// The recorder of the console: one recording for one place, e.g. an answer in sign language. It is kept while it grows,
// played before it is used, and replaced only by another one that is whole.

import { useEffect, useMemo, useState } from 'preact/hooks';
import type { StaffSession } from '../../domain/wire-staff.ts';
import { durationInWords, factsInWords, sizeInWords } from '../../i18n/figures.ts';
import type { RecordedKind } from '../../media/formats.ts';
import { RecorderPanel, type RecorderWords } from '../../media/view/recorder-panel.tsx';
import type { RecorderLimits } from '../../media/view/use-recorder.ts';
import { Button } from '../../ui/button/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog/confirm-dialog.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { ownerOf } from '../reply-drafts.ts';
import { useTexts } from '../shell/texts.tsx';
import { useSaid } from '../shell/use-said.ts';
import { consoleTakes, discardTake, findTake, type RecordedTake } from './console-takes.ts';
import { takeDatabase } from './take-database.ts';

export interface ConsoleRecorderProps {
  /** The button that begins has it; where an error summary leads. */
  id: string;
  kind: RecordedKind;
  /** What it is for, e.g. `answer <case>`: a recording that was cut off is offered there again, and nowhere else. */
  purpose: string;
  session: StaffSession;
  limits: RecorderLimits;
  /** What has been recorded; the page keeps it, and calls discardTake when it has arrived. */
  take: RecordedTake | undefined;
  onTake: (take: RecordedTake | undefined) => void;
}

export function ConsoleRecorder({ id, kind, purpose, session, limits, take, onTake }: ConsoleRecorderProps) {
  const { t, tag } = useTexts();
  const [note, say] = useSaid();
  const [isDurable, setIsDurable] = useState(true);
  const owner = ownerOf(session);
  const takes = useMemo(() => consoleTakes({ owner, purpose, kind }), [owner, purpose, kind]);

  useEffect(() => {
    let isGone = false;
    const look = async (): Promise<void> => {
      const database = await takeDatabase();
      const found = take ? undefined : await findTake({ owner, purpose, kind });
      if (isGone) return;
      setIsDurable(database.isDurable);
      if (!found) return;
      onTake(found);
      say((words) =>
        words('staff.recorder.recovered', { duration: durationInWords(found.durationMs, words) }),
      );
    };
    void look();
    return () => {
      isGone = true;
    };
  }, [owner, purpose, kind]);

  // What was said of a take is not true any more when it has been taken over.
  useEffect(() => {
    if (!take) say(undefined);
  }, [take === undefined]);

  const replace = (made: RecordedTake): void => {
    say(undefined);
    if (take) void discardTake(take.id);
    onTake(made);
  };
  const remove = async (): Promise<void> => {
    onTake(undefined);
    if (take) await discardTake(take.id);
    // The dialog has closed meanwhile, and the button that had opened it is gone.
    say('staff.recorder.removed');
    document.getElementById(id)?.focus();
  };
  const words: RecorderWords = {
    lead: (minutes, size) => t(`staff.recorder.${kind}.lead`, { minutes, size }),
    open: t(take ? 'staff.recorder.again' : `media.recorder.${kind}.open`),
    again: t('staff.recorder.again'),
    stopped: (duration) => t('staff.recorder.stopped', { duration }),
    limit: (duration) => t('staff.recorder.limit', { duration }),
    lastMinute: t('staff.recorder.lastMinute'),
    kept: t('media.failure.kept'),
    notKept: t('media.failure.notKept'),
    failureBody: (reason) => t(`staff.recorder.failure.${reason}`),
  };
  return (
    <div class="stack">
      {isDurable ? null : (
        <Notice kind="warning">
          <p>{t('staff.recorder.memoryOnly')}</p>
        </Notice>
      )}
      <RecorderPanel
        id={id}
        kind={kind}
        limits={limits}
        savesData={false}
        takes={takes}
        words={words}
        t={t}
        tag={tag}
        onRecorded={replace}
      />
      {note ? <p>{note}</p> : null}
      {take ? <Review take={take} onRemove={() => void remove()} /> : null}
    </div>
  );
}

interface ReviewProps {
  take: RecordedTake;
  onRemove: () => void;
}

/** The browser's own player: it has every key, and a screen reader knows it. */
function Review({ take, onRemove }: ReviewProps) {
  const { t, tag } = useTexts();
  const [isAsked, setIsAsked] = useState(false);
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(take.file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [take]);
  const name = t(`staff.recorder.${take.kind}.take`);
  const facts = [durationInWords(take.durationMs, t), sizeInWords(take.file.size, tag)];
  return (
    <section class="stack" aria-label={name}>
      <p>
        <strong>{name}</strong> {factsInWords(facts, t)}
      </p>
      {take.kind === 'voice' ? (
        // biome-ignore lint/a11y/useMediaCaption: it was recorded a moment ago.
        <audio class="media-sound" controls src={url} aria-label={name} />
      ) : (
        // biome-ignore lint/a11y/useMediaCaption: it was recorded a moment ago.
        <video class="media-video" controls playsInline src={url} aria-label={name} />
      )}
      <p>
        <Button kind="quiet" onPress={() => setIsAsked(true)}>
          {t('staff.recorder.remove')}
        </Button>
      </p>
      <ConfirmDialog
        isOpen={isAsked}
        title={t('staff.recorder.removeTitle')}
        body={t('staff.recorder.removeBody')}
        confirmLabel={t('staff.recorder.remove')}
        cancelLabel={t('staff.recorder.keep')}
        isDanger
        onConfirm={() => {
          setIsAsked(false);
          onRemove();
        }}
        onCancel={() => setIsAsked(false)}
      />
    </section>
  );
}
