// What the screen has promised, as it promised it, and what the database says to it in the end.

import type { Page } from 'playwright-core';
import { t } from '../e2e/citizen.ts';
import type { Trouble } from './plan.ts';

export interface StoredRow {
  subject: string;
  number: string;
}

export interface Verdict {
  /** Drafts that were said to be saved, and applications after "Gönder". */
  savedShown: number;
  receivedShown: number;
  lost: string[];
  doubled: string[];
  falselyReceived: string[];
  /** Sent into trouble, and without a receipt in the end, or answered in a way that puts nothing off. */
  notPutOff: string[];
}

export interface SentInto {
  trouble: Trouble;
  subject: string;
  /** Of the server while it lasted; 0: the connection broke. */
  statuses: number[];
}

/** Not now, no room, no connection; and 201, which the database has to bear out like each other. */
const ALLOWED: ReadonlySet<number> = new Set([0, 201, 503, 507]);

export class Promises {
  /** By subject, which is the application's own. */
  readonly saved = new Set<string>();
  /** Subject → the number that was shown. */
  readonly received = new Map<string, string>();
  readonly sentInto: SentInto[] = [];

  /** Looks at every page of the context for what is said to be received, from now on. */
  async watch(page: Page): Promise<void> {
    await page.exposeFunction('kopruShown', (subject: string, number: string) => {
      this.received.set(subject, number);
    });
    const [before = '', after = ''] = t('outbox.received', { number: '\u0000' }).split('\u0000');
    await page.addInitScript(watchScreen, { before, after });
  }

  /** @param here subjects that the phone still shows, whatever their state */
  judge(rows: readonly StoredRow[], here: ReadonlySet<string>): Verdict {
    const numbers = new Map<string, string[]>();
    for (const { subject, number } of rows) numbers.set(subject, [...(numbers.get(subject) ?? []), number]);
    return {
      savedShown: this.saved.size,
      receivedShown: this.received.size,
      lost: [...this.saved].filter((subject) => !numbers.has(subject) && !here.has(subject)),
      doubled: [...numbers].filter(([, all]) => all.length > 1).map(([subject]) => subject),
      falselyReceived: [...this.received]
        .filter(([subject, number]) => !numbers.get(subject)?.includes(number))
        .map(([subject, number]) => `${subject}: ${number}`),
      notPutOff: this.sentInto
        .filter(
          ({ subject, statuses }) =>
            statuses.length === 0 ||
            !statuses.every((status) => ALLOWED.has(status)) ||
            !this.received.has(subject),
        )
        .map(({ trouble, subject, statuses }) => `${subject}: ${trouble}, answered ${statuses.join(', ')}`),
    };
  }
}

/** In the page: tells of each application that is shown with its number, on its own page or in the list. */
function watchScreen({ before, after }: { before: string; after: string }): void {
  const { kopruShown } = window as unknown as { kopruShown: (subject: string, number: string) => void };
  const shown = new Set<string>();
  const say = (subject: string | null | undefined, text: string): void => {
    const number = /\d{4}-\d{7,}/.exec(text)?.[0];
    const name = subject?.trim() ?? '';
    if (number === undefined || shown.has(`${name} ${number}`)) return;
    shown.add(`${name} ${number}`);
    kopruShown(name, number);
  };
  const look = (): void => {
    for (const card of document.querySelectorAll('li.card'))
      say(card.querySelector('a')?.textContent, card.textContent ?? '');
    for (const { textContent } of document.querySelectorAll('h2')) {
      const text = textContent?.trim() ?? '';
      if (text.startsWith(before) && text.endsWith(after))
        say(document.querySelector('h1')?.textContent, text);
    }
  };
  addEventListener('DOMContentLoaded', () => {
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
    look();
  });
}
