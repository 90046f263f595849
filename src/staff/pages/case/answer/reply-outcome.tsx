// After sending: that it was sent and what comes next, or that somebody was faster and the text is still here.

import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../../../../ui/button/button.tsx';
import { ButtonLink, Link } from '../../../../ui/link/link.tsx';
import { StatusBanner } from '../../../../ui/status-banner/status-banner.tsx';
import { KeyHint } from '../../../keys/key-hint.tsx';
import type { FoundCase } from '../../../shell/next-case.ts';
import { caseAddress } from '../../../shell/routes.ts';
import { useTexts } from '../../../shell/texts.tsx';
import type { conflictKey } from './reply-state.ts';

export type NextCase = 'looking' | FoundCase;

interface NextProps {
  next: NextCase;
  /** Of the list from which the officer came. */
  listAddress: string;
}

/** Takes the focus: the form in which it stood is gone. */
export function Sent({ number, isDraft, ...after }: NextProps & { number: string; isDraft: boolean }) {
  const { t } = useTexts();
  const title = t(isDraft ? 'staff.draft.sentTitle' : 'staff.reply.sentTitle');
  const element = useRef<HTMLElement>(null);
  useLayoutEffect(() => element.current?.focus(), []);
  return (
    <section class="case-outcome" ref={element} tabIndex={-1} aria-label={title}>
      <StatusBanner kind="success" title={title} headingLevel={3}>
        <p>{t(isDraft ? 'staff.draft.sent' : 'staff.reply.sent', { number })}</p>
        <Next {...after} />
      </StatusBanner>
    </section>
  );
}

export function Next({ next, listAddress }: NextProps) {
  const { t } = useTexts();
  if (next === 'looking') return null;
  if (next === 'none') return <p>{t('staff.reply.noNext')}</p>;
  if (next === 'unknown') {
    return (
      <p>
        <Link href={listAddress}>{t('staff.case.back')}</Link>
      </p>
    );
  }
  return (
    <p class="case-next">
      <ButtonLink href={caseAddress(next.applicationId)}>
        <span>
          {t('staff.reply.next')} <bdi lang="">{next.subject}</bdi>
        </span>
        <KeyHint name="next" />
      </ButtonLink>
    </p>
  );
}

export interface LeftOverProps {
  text: string;
  /** Why it was not sent. */
  conflict: ReturnType<typeof conflictKey>;
  /** It has just turned out; not found so on opening the page. */
  isNews: boolean;
  onDiscard: () => void;
}

export function LeftOver({ text, conflict, isNews, onDiscard }: LeftOverProps) {
  const { t } = useTexts();
  const element = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (isNews) element.current?.focus();
  }, [isNews]);
  return (
    <section class="case-outcome stack" ref={element} tabIndex={-1} aria-label={t('staff.reply.yourText')}>
      <StatusBanner kind="problem" title={t('staff.reply.yourText')} headingLevel={3}>
        <p>{t(conflict)}</p>
        <p class="case-words case-left-over" dir="auto">
          {text}
        </p>
        <p>
          <Button onPress={onDiscard}>{t('staff.reply.discard')}</Button>
        </p>
      </StatusBanner>
    </section>
  );
}
