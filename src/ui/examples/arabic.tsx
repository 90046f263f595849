// For examples: an Arabic part of the page.

import type { ComponentChildren } from 'preact';

export function Arabic({ children }: { children: ComponentChildren }) {
  return (
    <div lang="ar" dir="rtl">
      {children}
    </div>
  );
}
