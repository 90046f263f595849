// Brings the later pages of the flow once, with their words. A failure is forgotten, so that the next try asks again.

import type { LoadMessages } from '../../shell/texts.tsx';
import type { LaterPages } from './later-pages.tsx';

let asked: Promise<LaterPages> | undefined;
let brought: LaterPages | undefined;

/** @throws when a file cannot be had: no connection, and the worker does not hold it yet */
export function loadLaterPages(loadMessages: LoadMessages): Promise<LaterPages> {
  asked ??= bring(loadMessages).catch((error: unknown) => {
    asked = undefined;
    throw error;
  });
  return asked;
}

/** What has been brought so far. */
export function laterPages(): LaterPages | undefined {
  return brought;
}

async function bring(loadMessages: LoadMessages): Promise<LaterPages> {
  const [{ LATER_PAGES }] = await Promise.all([import('./later-pages.tsx'), loadMessages(['rest'])]);
  brought = LATER_PAGES;
  return LATER_PAGES;
}
