// After sending: that the citizen is asked now, and which recording waits next.

import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Transcription } from '../../../domain/transcript.ts';
import { ButtonLink, Link } from '../../../ui/link/link.tsx';
import { StatusBanner } from '../../../ui/status-banner/status-banner.tsx';
import { deskAddress, FIRST_DESK, transcriptionAddress } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';

/** The most urgent recording without a text; `unknown` when the desk could not be had. */
export type NextRecording = 'looking' | 'none' | 'unknown' | Transcription;

/** Takes the focus: the button that was pressed is far from here. */
export function Sent({ next }: { next: NextRecording }) {
  const { t } = useTexts();
  const element = useRef<HTMLElement>(null);
  useLayoutEffect(() => element.current?.focus(), []);
  return (
    <section class="case-outcome" ref={element} tabIndex={-1} aria-label={t('staff.transcription.sentTitle')}>
      <StatusBanner kind="success" title={t('staff.transcription.sentTitle')} headingLevel={3}>
        <p>{t('staff.transcription.sent')}</p>
        <Next next={next} />
      </StatusBanner>
    </section>
  );
}

function Next({ next }: { next: NextRecording }) {
  const { t } = useTexts();
  if (next === 'looking') return null;
  if (next === 'none') return <p>{t('staff.transcription.noNext')}</p>;
  return (
    <p class="case-next">
      {next === 'unknown' ? (
        <Link href={deskAddress(FIRST_DESK)}>{t('staff.transcription.nextUnknown')}</Link>
      ) : (
        <ButtonLink href={transcriptionAddress(next.applicationId, next.attachmentId)}>
          {t('staff.transcription.next', { subject: next.subject })}
        </ButtonLink>
      )}
    </p>
  );
}
