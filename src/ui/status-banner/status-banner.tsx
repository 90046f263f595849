// Where something stands: in words first, then icon, then colour. It is only shown here; the change is spoken once by
// useAnnounce, since a banner that is a live region of its own would speak on every visit of the page.

import type { ComponentChildren } from 'preact';
import { CheckIcon, ClockIcon, InfoIcon, WarningIcon } from '../icon/icon.tsx';
import './status-banner.css';

export type StatusKind = 'info' | 'waiting' | 'success' | 'problem' | 'danger';

export interface StatusBannerProps {
  kind: StatusKind;
  title: string;
  children?: ComponentChildren;
  /** Instead of the kind's own icon. */
  icon?: ComponentChildren;
  /** Default 2. */
  headingLevel?: 2 | 3 | undefined;
}

export function StatusBanner({ kind, title, children, icon, headingLevel = 2 }: StatusBannerProps) {
  const Heading = headingLevel === 2 ? 'h2' : 'h3';
  return (
    <div class={`status-banner status-${kind}`}>
      <span class="status-banner-icon">{icon ?? iconOf(kind)}</span>
      <div class="status-banner-body">
        <Heading class="status-banner-title">{title}</Heading>
        {children}
      </div>
    </div>
  );
}

function iconOf(kind: StatusKind) {
  switch (kind) {
    case 'info':
      return <InfoIcon />;
    case 'waiting':
      return <ClockIcon />;
    case 'success':
      return <CheckIcon />;
    case 'problem':
    case 'danger':
      return <WarningIcon />;
  }
}
