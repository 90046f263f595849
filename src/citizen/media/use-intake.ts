// What is being taken in at a draft or act, as its page shows it, and why nothing can be sent before that is through.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Intake, IntakeView } from '../../media/intake.ts';
import type { RecordingRecord } from '../../offline/recordings.ts';
import type { FilesProps } from './files.tsx';

/** @param onHeld hears it in the task in which a file was chosen: whoever goes on in the next finds the page held */
export function useIntake(
  intake: Intake,
  records: readonly RecordingRecord[],
  draftId: string,
  onHeld: FilesProps['onHeld'],
): IntakeView {
  const [view, setView] = useState(intake.view);
  const hasCutOff = records.some((record) => record.draftId === draftId && record.state === 'cut-off');
  const tell = (): void => onHeld(intake.isBusy() ? 'reading' : hasCutOff ? 'cut-off' : undefined);
  const newest = useRef(tell);
  newest.current = tell;
  useLayoutEffect(() => {
    const show = (shown: IntakeView): void => {
      newest.current();
      setView(shown);
    };
    const stop = intake.listen(show);
    setView(intake.view());
    return stop;
  }, [intake]);
  useLayoutEffect(() => newest.current(), [intake, hasCutOff]);
  return view;
}
