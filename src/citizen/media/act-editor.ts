// What the two ways of answering a text with something new are given: a correction, and a new recording.

import type { VerdictInWriting } from '../../domain/thread-act.ts';
import type { RecordedKind } from '../../media/formats.ts';
import type { ActRecord } from '../../offline/act-writing.ts';
import type { SummarizedError } from '../../ui/error-summary/error-summary.tsx';

export interface ActEditorProps {
  /** Being prepared. */
  record: ActRecord<VerdictInWriting>;
  /** Of a new recording. */
  kind: RecordedKind;
  /** The text as it was offered. */
  original: string;
  /** The citizen has just opened this: what it begins with takes the focus, once. */
  takesFocus: { current: boolean };
  onFault: (error: SummarizedError | undefined) => void;
  /** Sent, or given up. */
  onDone: () => void;
}
