// Giving an application that waits in the open to another phone as well, at /kurye/?<its id>. What is given is made only once the writer's
// consent is on the disk; the entry stays, and is sent from here, too.

import { useCallback, useState } from 'preact/hooks';
import { canBeGiven } from '../../../domain/given-copy.ts';
import { agreeToGive, exportCopy } from '../../../offline/given-copy.ts';
import { listEntries, type OutboxEntry, readEntry } from '../../../offline/outbox.ts';
import { canSeal } from '../../../offline/seal-pieces.ts';
import { parcelNumber } from '../../../sealing/parcel-number.ts';
import { Checkbox } from '../../../ui/checkbox/checkbox.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { StatusBanner } from '../../../ui/status-banner/status-banner.tsx';
import { OwnWords } from '../../shell/own-words.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { Unreadable } from '../../shell/unreadable.tsx';
import { useStored } from '../../shell/use-stored.ts';
import { GiveButtons } from './give-buttons.tsx';
import { type FileToGive, gather } from './give-file.ts';
import { ShowCodes } from './show-codes.tsx';

export function GiveWaiting({ id }: { id: string }) {
  const { t } = useTexts();
  const stored = useStored(
    useCallback(async () => ({ entry: await readEntry(id), isPossible: await canSeal() }), [id]),
  );
  if (stored.state === 'unreadable') return <Unreadable />;
  if (stored.state === 'loading') return null;
  const { entry, isPossible } = stored.value;
  const isWaiting = entry !== undefined && canBeGiven(entry.status);
  return (
    <>
      {entry && (
        <p>
          <OwnWords>{entry.application.subject}</OwnWords>
        </p>
      )}
      {isWaiting && isPossible ? (
        <Ready entry={entry} />
      ) : (
        <StatusBanner kind="info" title={t('courier.copyNot')}>
          <p>{t(isWaiting ? 'courier.copyNoKey' : 'courier.copyGone')}</p>
        </StatusBanner>
      )}
    </>
  );
}

/** The buttons stay where they are when the consent has been kept: one of them has the focus. */
function Ready({ entry: { id, given } }: { entry: OutboxEntry }) {
  const { t } = useTexts();
  const [isAgreed, setIsAgreed] = useState(false);
  const make = async (): Promise<FileToGive | undefined> => {
    const name = (await agreeToGive(id)) ? (await readEntry(id))?.given?.parcel : undefined;
    const pieces = name === undefined ? undefined : await exportCopy(id);
    return (
      pieces && {
        name: `kopru-${parcelNumber(name ?? '').replace(' ', '')}`,
        preface: t('courier.parcelPreface'),
        whole: await gather(pieces),
      }
    );
  };
  return (
    <StatusBanner kind="waiting" title={t('courier.copyLink')}>
      <p id="copy-body">{t('courier.copyBody')}</p>
      {given ? (
        <p>{t('courier.copyGiven', { number: parcelNumber(given.parcel) })}</p>
      ) : (
        <Checkbox
          id="copy-agreed"
          label={t('courier.copyConsent')}
          hint={t('courier.copyConsentHint')}
          isChecked={isAgreed}
          onChange={setIsAgreed}
        />
      )}
      {(given || isAgreed) && (
        <>
          <GiveButtons make={make} describedBy="copy-body" />
          <ShowCodes make={make} />
        </>
      )}
    </StatusBanner>
  );
}

/** @throws StorageFault */
export const listWaitingToGive = async (): Promise<OutboxEntry[]> =>
  (await listEntries()).filter(({ status }) => canBeGiven(status));

/** Those that wait in the open, each with the way to where it is given. */
export function WaitingToGive({ entries }: { entries: readonly OutboxEntry[] }) {
  const { t } = useTexts();
  if (entries.length === 0) return null;
  return (
    <>
      <p>{t('courier.copyList')}</p>
      <ul>
        {entries.map(({ id, application }) => (
          <li key={id}>
            <Link href={`/kurye/?${id}`} kind="standalone">
              <OwnWords>{application.subject}</OwnWords>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
