// What each page of the flow is given: the open draft, and the summary of faults above its heading.

import type { SummarizedError } from '../../../ui/error-summary/error-summary.tsx';
import type { OpenDraft } from './use-flow-draft.ts';

export interface FlowViewProps {
  flow: OpenDraft;
  errors: readonly SummarizedError[];
  /** Shows the summary and moves the focus there; an empty list takes it away. */
  showFaults: (errors: readonly SummarizedError[]) => void;
}
