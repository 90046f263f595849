// Recording a sign video or sound for the answer, here in the console. What was recorded stays on this computer until the
// server has all of it.

import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../../../ui/button/button.tsx';
import { isStored } from '../../../answer-media/medium.ts';
import { ConsoleRecorder } from '../../../recording/console-recorder.tsx';
import { discardTake, type RecordedTake } from '../../../recording/console-takes.ts';
import { useTexts } from '../../../shell/texts.tsx';
import { mediumHeadingId } from './judge-words.ts';
import type { MediaSectionProps } from './media-section.tsx';

export function RecordMedium({ kind, staffCase, session, limits, media, desk }: MediaSectionProps) {
  const { t } = useTexts();
  const [take, setTake] = useState<RecordedTake>();
  const recorded = kind === 'audio' ? 'voice' : kind;
  const sent = take && media.find(({ id }) => id === take.id);
  const hasArrived = sent !== undefined && isStored(sent);
  useEffect(() => {
    if (!take || !hasArrived) return;
    setTake(undefined);
    void discardTake(take.id);
  }, [take, hasArrived]);

  const use = ({ id, file }: RecordedTake): void => {
    desk.add(kind, id, file, undefined);
    // The button that was pressed goes; what it has brought about is the next thing to look at.
    requestAnimationFrame(() => document.getElementById(mediumHeadingId(id))?.focus());
  };
  const canBeUsed = take && (!sent || sent.at.state === 'lost');
  return (
    <div class="stack">
      <ConsoleRecorder
        id={`reply-record-${kind}`}
        kind={recorded}
        purpose={`answer ${staffCase.applicationId}`}
        session={session}
        limits={{ seconds: limits.seconds[recorded], bytes: limits.bytes[kind] }}
        take={take}
        onTake={setTake}
      />
      {canBeUsed ? <Button onPress={() => use(take)}>{t(`staff.medium.use.${kind}`)}</Button> : null}
    </div>
  );
}
