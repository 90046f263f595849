// What waits sealed on this phone: that it waits, and nothing of what it is.

import { useCallback, useEffect, useState } from 'preact/hooks';
import { canCancel } from '../../../domain/outbox.ts';
import type { Violation } from '../../../domain/violation.ts';
import { confirmSealed, forgetSealed } from '../../../offline/sealed-entries.ts';
import { readReason } from '../../../offline/sealed-reason.ts';
import { listSealed, mustAsk, type SealedEntry } from '../../../offline/sealed-waiting.ts';
import { hurry } from '../../../offline/sync.ts';
import { parcelNumber } from '../../../sealing/parcel-number.ts';
import { Button } from '../../../ui/button/button.tsx';
import { StatusBanner } from '../../../ui/status-banner/status-banner.tsx';
import { StoreFailure } from '../../shell/store-failure.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { Unreadable } from '../../shell/unreadable.tsx';
import { useKeptFocus } from '../../shell/use-kept-focus.ts';
import { useStoreAct } from '../../shell/use-store-act.ts';
import { useStored } from '../../shell/use-stored.ts';
import { SendNow } from '../courier/send-now.tsx';
import { withWords as withCourierWords } from '../courier/words.ts';
import { WorkNote } from '../courier/work-note.tsx';
import { violationText } from '../flow/violation-text.ts';
import { isAtItsEnd, useSentNote, waits } from './use-sent-note.ts';

export function SealedList() {
  const { t } = useTexts();
  const stored = useStored(useCallback(() => listSealed(), []));
  const part = useKeptFocus();
  const note = useSentNote(stored.state === 'ready' ? stored.value : undefined);
  if (stored.state === 'unreadable') return <Unreadable />;
  if (stored.state === 'loading') return null;
  const entries = stored.value;
  const now = Date.now();
  const asked = entries.filter((entry) => mustAsk(entry, now));
  const refused = entries.filter(isAtItsEnd);
  const waiting = entries.filter(waits).length;
  return (
    <section ref={part}>
      <h2 tabIndex={-1}>{t('sealed.listHeading')}</h2>
      {note && <p>{note}</p>}
      {entries.length === 0 && <p>{t('sealed.none')}</p>}
      {waiting > 0 && (
        <StatusBanner kind="waiting" title={t('sealed.waiting', { count: waiting })} headingLevel={3}>
          <p>{t('sealed.waitingBody')}</p>
          <Working />
          <Sending />
        </StatusBanner>
      )}
      {asked.map((entry) => (
        <Old key={entry.parcel} entry={entry} />
      ))}
      {refused.map((entry) => (
        <Refused key={entry.parcel} entry={entry} />
      ))}
    </section>
  );
}

const Working = withCourierWords(WorkNote);
const Sending = withCourierWords(SendNow);

/** An emergency that has become old (protocol, invariant 9). */
function Old({ entry: { parcel, status, own } }: { entry: SealedEntry }) {
  const { t } = useTexts();
  const { failure, run } = useStoreAct();
  const confirm = async (): Promise<void> => {
    await confirmSealed(parcel);
    await hurry();
  };
  return (
    <StatusBanner kind="problem" title={t('sealed.oldTitle')} headingLevel={3}>
      <p>{t('sealed.oldBody')}</p>
      {own?.mayBeCarried && <p>{t('sealed.oldGiven', { number: parcelNumber(parcel) })}</p>}
      {!canCancel(status) && <p>{t('outbox.cannotCancel')}</p>}
      <div class="actions">
        <Button kind="primary" onPress={() => void run(confirm)}>
          {t('sealed.oldSend')}
        </Button>
        {canCancel(status) && (
          <Button kind="secondary" onPress={() => void run(() => forgetSealed(parcel))}>
            {t('sealed.oldCancel')}
          </Button>
        )}
      </div>
      {failure && <StoreFailure reason={failure} />}
    </StatusBanner>
  );
}

function Refused({ entry }: { entry: SealedEntry }) {
  const { t } = useTexts();
  const { failure, run } = useStoreAct();
  const [violations, setViolations] = useState<Violation[]>([]);
  useEffect(() => {
    void readReason(entry).then(setViolations);
  }, [entry]);
  const isWhole = entry.status.state === 'refused';
  return (
    <StatusBanner
      kind="problem"
      title={t(isWhole ? 'sealed.refusedTitle' : 'sealed.fileRefusedTitle')}
      headingLevel={3}
    >
      <p>{t(isWhole ? 'sealed.refusedBody' : 'sealed.fileRefusedBody')}</p>
      {violations.length > 0 && (
        <ul>
          {violations.map((violation) => (
            <li key={violation.field}>{violationText(t, violation)}</li>
          ))}
        </ul>
      )}
      <Button kind="secondary" onPress={() => void run(() => forgetSealed(entry.parcel))}>
        {t('sealed.forget')}
      </Button>
      {failure && <StoreFailure reason={failure} />}
    </StatusBanner>
  );
}
