// The summary of errors above the page's heading, where everybody looks for it, though what it tells of stands far below in
// a part that the page itself does not know.

import { render } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { ErrorSummary, type SummarizedError } from '../../ui/error-summary/error-summary.tsx';

export interface TopSummaryProps {
  title: string;
  errors: readonly SummarizedError[];
  /** A new attempt takes the focus anew. */
  attempt: number;
}

export function TopSummary({ title, errors, attempt }: TopSummaryProps) {
  useLayoutEffect(() => {
    const place = document.createElement('div');
    document.querySelector('main')?.prepend(place);
    render(<ErrorSummary title={title} errors={errors} />, place);
    return () => {
      render(null, place);
      place.remove();
    };
  }, [attempt]);
  return null;
}
