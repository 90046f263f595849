// What the screen has promised, as it promised it, and what the database says to it in the end.

import type { Page } from 'playwright-core';
import { t } from '../e2e/citizen.ts';

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
}

export class Promises {
  /** By subject, which is the application's own. */
  readonly saved = new Set<string>();
  /** Subject → the number that was shown. */
  readonly received = new Map<string, string>();

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
