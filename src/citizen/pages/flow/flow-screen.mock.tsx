// The flow's pages for tests, as the shell shows them: follows links and the address, and sets the title.

import { render, screen, waitFor } from '@testing-library/preact';
import { type UserEvent, userEvent } from '@testing-library/user-event';
import { useEffect, useState } from 'preact/hooks';
import { expect, vi } from 'vitest';
import turkish from '../../../../locales/tr.json' with { type: 'json' };
import type { Answers, Draft } from '../../../domain/application.ts';
import { createTranslate } from '../../../i18n/translate.ts';
import { createDraft, saveDraft } from '../../../offline/drafts.ts';
import { LiveRegionProvider } from '../../../ui/live-region/live-region.tsx';
import { NAVIGATED, navigate } from '../../shell/navigate.ts';
import { TextsContext } from '../../shell/texts.tsx';
import { flushDrafts, letGoOfAllDrafts } from './draft-sessions.ts';
import { Page, title } from './flow-page.tsx';
import { type FlowPage, pathOfStep } from './slugs.ts';

export const t = createTranslate(
  'tr',
  Object.fromEntries(Object.entries(turkish).map(([key, { text }]) => [key, text])),
);
export const loadMessages = (): Promise<void> => Promise.resolve();
const TEXTS = { locale: 'tr', tag: 'tr', t, loadMessages } as const;

/** What was typed last comes to the store while there is still a document; the next test begins with no draft held. */
export async function putAway(): Promise<void> {
  await flushDrafts();
  letGoOfAllDrafts();
}

/** The shell, as far as the flow knows it: shows the page of the address, follows links, sets the title. */
function Shell() {
  const [path, setPath] = useState(location.pathname);
  const [, area, draftId = '', step = ''] = path.split('/');
  const isFlow = area === 'basvuru' && step !== '';
  useEffect(() => {
    const follow = (): void => setPath(location.pathname);
    const click = (event: MouseEvent): void => {
      const href = event.target instanceof Element && event.target.closest('a')?.getAttribute('href');
      if (!href || href.startsWith('#') || event.defaultPrevented) return;
      event.preventDefault();
      navigate(href);
    };
    addEventListener(NAVIGATED, follow);
    document.addEventListener('click', click);
    return () => {
      removeEventListener(NAVIGATED, follow);
      document.removeEventListener('click', click);
    };
  }, []);
  useEffect(() => {
    document.title = isFlow ? title(t, { draftId, step }) : path;
  }, [isFlow, path, draftId, step]);
  return <main>{isFlow ? <Page params={{ draftId, step }} /> : <p>{`elsewhere: ${path}`}</p>}</main>;
}

export async function draftWith(answers: Answers): Promise<Draft> {
  const draft = { ...(await createDraft()), answers };
  await saveDraft(draft);
  return draft;
}

/** Shows the page of a draft, as its address does. */
export async function open(
  draft: Draft,
  page: FlowPage,
  options: { thenReview?: boolean } = {},
): Promise<UserEvent> {
  history.replaceState(null, '', pathOfStep(draft.id, page, options));
  render(
    <TextsContext.Provider value={TEXTS}>
      <LiveRegionProvider>
        <Shell />
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
  await waitFor(() => expect(screen.queryByText(t('flow.opening'))).toBeNull());
  return userEvent.setup();
}

/** From now on the phone is full. @param store for what goes here alone */
export function fillTheStore(store?: string): void {
  const { put } = IDBObjectStore.prototype;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...given) {
    if (!store || this.name === store) throw new DOMException('full', 'QuotaExceededError');
    return put.apply(this, given);
  });
}

/** Whether the browser would ask before the tab is closed. */
export function asksBeforeClosing(): boolean {
  return !dispatchEvent(new Event('beforeunload', { cancelable: true }));
}
