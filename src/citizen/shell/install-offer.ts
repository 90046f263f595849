// Chromium's offer to install the app, kept until the person asks for it in the settings: a banner of the browser's
// own in the middle of a page would interrupt.

/** Not in TypeScript's DOM library: only Chromium has it. */
interface InstallPromptEvent extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

let held: InstallPromptEvent | undefined;

/** Call once at start, before the browser makes its offer. */
export function holdInstallOffer(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    held = event as InstallPromptEvent;
  });
  addEventListener('appinstalled', () => {
    held = undefined;
  });
}

/**
 * Opens the browser's question; undefined where there is no offer (installed already, or another browser).
 * @returns whether the person said yes. The browser asks once for each offer: pressed again meanwhile, it is the same answer
 */
export function offeredInstall(): (() => Promise<boolean>) | undefined {
  const offer = held;
  if (!offer) return undefined;
  let answer: Promise<boolean> | undefined;
  return () => {
    held = undefined;
    answer ??= offer.prompt().then(({ outcome }) => outcome === 'accepted');
    return answer;
  };
}
