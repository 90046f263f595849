// Plays one journey: a key, then listening until the phrases have come or patience ends.

import type { Journey, Step } from './journey.ts';
import { findFaults } from './phrases.ts';
import type { Session } from './session.ts';

export interface StepResult {
  step: Step;
  spoken: readonly string[];
  faults: readonly string[];
}

/** Of a machine that does other things, too: only what is not heard at all waits so long. */
const PATIENCE_MS = 60_000;
/** So long may a key stay without a word. */
const ANSWER_MS = 4_000;
/** So long without a word is silence. Machines that carry tests are slow machines. */
const SILENCE_MS = 1_200;
const MOST_PRESSES = 60;
/** Of what has the focus, in characters. */
const MOST_WORDS = 80;

/** Plays to the end or to the first fault: behind it, every key would land elsewhere. */
export async function play(journey: Journey, session: Session, origin: string): Promise<StepResult[]> {
  const results: StepResult[] = [];
  // What the situation has set off is spoken to the end first.
  await untilSilence(() => session.heard());
  for (const step of journey.steps) {
    const result = await playStep(step, session, origin);
    results.push(result);
    if (result.faults.length > 0) break;
  }
  return results;
}

async function playStep(step: Step, session: Session, origin: string): Promise<StepResult> {
  const from = session.heard().length;
  const spoken = (): string[] => session.heard().slice(from);
  if (step.network) await session.context.setOffline(step.network === 'off');
  if (step.open) await session.page.goto(origin + step.open);
  const seen = watch(step.see ?? [], session);
  if (step.type) session.type(step.type);
  if (step.press && step.until) {
    if (!(await search(step.press, step.until, session)))
      return { step, spoken: spoken(), faults: [`not found with ${step.press}: “${step.until}”`] };
  } else if (step.press) session.press(step.press);
  await listen(spoken, ANSWER_MS, (said) => said.length > 0);
  await listen(spoken, PATIENCE_MS, (said) => findFaults(said, { ...step, never: [] }).length === 0);
  await untilSilence(spoken);
  const said = spoken();
  const faults = [...findFaults(said, step), ...(await seen)];
  return { step, spoken: said, faults: faults.length > 0 ? [...faults, await whereFocusIs(session)] : [] };
}

/** Tells a focus that went astray from one that was not spoken. @returns a sentence beside the faults */
async function whereFocusIs({ page }: Session): Promise<string> {
  const [title, name, words] = await page.evaluate(() => {
    const { activeElement: focus, title } = document;
    return [title, focus?.localName, focus === document.body ? '' : focus?.textContent?.trim()];
  });
  return `the focus is on <${name}> “${words?.slice(0, MOST_WORDS)}” of “${title}”`;
}

/** Looks from before the key on: a count-down is over soon. @returns what never stood there, as sentences */
async function watch(phrases: readonly string[], { page }: Session): Promise<string[]> {
  const faults = phrases.map((phrase) =>
    page
      .getByText(phrase)
      .filter({ visible: true })
      .first()
      .waitFor({ timeout: PATIENCE_MS })
      .then(
        () => [],
        () => [`not seen: “${phrase}”`],
      ),
  );
  return (await Promise.all(faults)).flat();
}

/** Presses a key until a phrase is heard, with a pause after each press, as people do who listen. */
async function search(key: string, phrase: string, session: Session): Promise<boolean> {
  for (let presses = 0; presses < MOST_PRESSES; presses++) {
    const from = session.heard().length;
    const spoken = (): string[] => session.heard().slice(from);
    session.press(key);
    await listen(spoken, ANSWER_MS, (said) => said.length > 0);
    await untilSilence(spoken);
    if (findFaults(spoken(), { hear: [phrase] }).length === 0) return true;
  }
  return false;
}

async function listen(
  spoken: () => string[],
  patienceMs: number,
  isEnough: (said: string[]) => boolean,
): Promise<void> {
  const end = performance.now() + patienceMs;
  while (performance.now() < end && !isEnough(spoken())) await pause(50);
}

/** @param longestMs what never falls silent is not waited for any longer */
export async function untilSilence(
  spoken: () => string[],
  silenceMs = SILENCE_MS,
  longestMs = Number.POSITIVE_INFINITY,
): Promise<void> {
  const end = performance.now() + longestMs;
  let count = spoken().length;
  let since = performance.now();
  while (performance.now() - since < silenceMs && performance.now() < end) {
    await pause(50);
    const now = spoken().length;
    if (now === count) continue;
    count = now;
    since = performance.now();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
