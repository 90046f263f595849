// One state of a control. Every example is a test case: examples.test.tsx runs each through axe, and a page that
// shows them all is the pattern book. Never shipped.

import type { ComponentChildren } from 'preact';

export interface Example {
  /** The state, in a few words. */
  name: string;
  render: () => ComponentChildren;
}
