// To the page before and after, in a navigation of its own.

import { BackIcon, ForwardIcon } from '../icon/icon.tsx';
import './pagination.css';

interface PaginationTarget {
  href: string;
  label: string;
}

export interface PaginationProps {
  /** Name of the navigation, e.g. "Sayfalar". */
  label: string;
  previous?: PaginationTarget | undefined;
  next?: PaginationTarget | undefined;
}

export function Pagination({ label, previous, next }: PaginationProps) {
  if (!previous && !next) return null;
  return (
    <nav class="pagination" aria-label={label}>
      {previous ? (
        <a href={previous.href} rel="prev">
          <BackIcon />
          <span>{previous.label}</span>
        </a>
      ) : null}
      {next ? (
        <a class="pagination-next" href={next.href} rel="next">
          <span>{next.label}</span>
          <ForwardIcon />
        </a>
      ) : null}
    </nav>
  );
}
