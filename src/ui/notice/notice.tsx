// Something to know while reading: set apart, part of the text, no state of anything (for that: StatusBanner).

import type { ComponentChildren } from 'preact';
import './notice.css';

export interface NoticeProps {
  children: ComponentChildren;
  /** `warning` for what costs something when overlooked; its words must say so. */
  kind?: 'info' | 'warning' | undefined;
  icon?: ComponentChildren;
}

export function Notice({ children, kind = 'info', icon }: NoticeProps) {
  return (
    <div class={`notice notice-${kind}`}>
      {icon}
      <div class="notice-body">{children}</div>
    </div>
  );
}
