// One state of a control. Every example is a test case: examples.test.tsx runs each through axe, and the pattern book
// (src/ui/examples) shows them all. Never shipped.

import type { ComponentChildren } from 'preact';

export interface Example {
  /** The state, in a few words. */
  name: string;
  /** Drawn inside a LiveRegionProvider. */
  render: () => ComponentChildren;
  /** What it takes of the page: its <h1>, or its focus and keys. It is then shown on a page of its own only. */
  brings?: 'heading' | 'focus' | undefined;
}
