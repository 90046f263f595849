// Which clips belong to an address. Pure: what an application or a draft says comes from outside.

import { STEPS, type Step } from '../../domain/flow.ts';
import type { ApplicationKind } from '../../domain/kinds.ts';
import type { OutboxState } from '../../domain/outbox.ts';
import type { SignClipSlot } from '../../domain/sign-clip.ts';
import type { Life } from '../../domain/thread-life.ts';
import type { Thread } from '../../domain/wire.ts';
import { pageOfSlug } from '../pages/flow/slugs.ts';
import { type Grouping, isStep, questionsOn } from '../pages/flow/way.ts';

const PAGES: Readonly<Record<string, SignClipSlot>> = {
  '/': 'page-start',
  '/yardim/': 'page-help',
  '/aydinlatma/': 'page-notice',
  '/takip/': 'page-track',
};

export type Place =
  | { kind: 'slots'; slots: readonly SignClipSlot[] }
  /** One of the flow's pages that may ask several questions: which, the draft's kind decides. */
  | { kind: 'questions'; step: Step; draftId: string }
  | { kind: 'application'; id: string };

const NOWHERE: Place = { kind: 'slots', slots: [] };

/** @param pattern of the route, with its parameters */
export function placeOf(
  pattern: string,
  params: Readonly<Record<string, string>>,
  grouping: Grouping,
): Place {
  const page = PAGES[pattern];
  if (page) return { kind: 'slots', slots: [page] };
  if (pattern === '/basvurularim/:id/') return { kind: 'application', id: params.id ?? '' };
  if (pattern !== '/basvuru/:draftId/:step/') return NOWHERE;
  const asked = pageOfSlug(params.step);
  if (!asked) return NOWHERE;
  if (!isStep(asked)) return { kind: 'slots', slots: [`page-${asked}`] };
  return grouping === 'part'
    ? { kind: 'questions', step: asked, draftId: params.draftId ?? '' }
    : { kind: 'slots', slots: [`question-${asked}`] };
}

export function slotsOfQuestions(step: Step, kind: ApplicationKind | undefined): SignClipSlot[] {
  return questionsOn(step, kind, 'part').map((question) => `question-${question}` as const);
}

/**
 * Of the state that the page tells.
 * @param thread what the server last said of it
 * @param life as the page shows it; undefined where it cannot be read
 */
export function slotOfApplication(
  status: OutboxState | undefined,
  thread: Pick<Thread, 'state' | 'replies'> | undefined,
  life?: Pick<Life, 'state'>,
): SignClipSlot | undefined {
  if (life) return `state-${life.state}`;
  if (thread) {
    // Over, and not by an answer: how, only a life tells.
    const isOverSomehow = thread.state === 'answered' && thread.replies.length === 0;
    return isOverSomehow ? undefined : `state-${thread.state}`;
  }
  return status && `state-${status.state}`;
}

/** The question of a slot, whose heading names it; undefined for pages and states. */
export function questionOf(slot: SignClipSlot): Step | undefined {
  return STEPS.find((step) => slot === `question-${step}`);
}
