// What the citizen wrote, within our own text: nobody knows in which language it is (lang=""; WCAG 3.1.2), nor which way
// it runs, and neither must turn what stands around it.

import type { ComponentChildren } from 'preact';

export function OwnWords({ children }: { children: ComponentChildren }) {
  return <bdi lang="">{children}</bdi>;
}
