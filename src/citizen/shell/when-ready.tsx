// Controls that only work with the app's code appear when it has arrived. A prerendered button that does nothing yet,
// or a form that the browser would submit by itself and so lose what was typed, is worse than a short wait.

import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export function WhenReady({ children }: { children: ComponentChildren }) {
  const [isReady, setIsReady] = useState(false);
  useEffect(() => setIsReady(true), []);
  return isReady ? children : null;
}
