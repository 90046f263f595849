// For tests: takes the screen away and waits for the frame that Preact still waits for. user-event draws outside of
// `act`, so an effect may be due in the next frame; without a document it ends as an uncaught error of the whole run.

import { cleanup } from '@testing-library/preact';

export async function cleanScreen(): Promise<void> {
  cleanup();
  // Frames come in order: when this one has come, every earlier one has.
  await new Promise((resolve) => requestAnimationFrame(resolve));
}
