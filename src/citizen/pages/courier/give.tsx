// The writer's part: giving a sealed application of this phone to whoever goes where a line is.

import { exportParcel, isForCarriers } from '../../../offline/parcel-export.ts';
import { listSealed } from '../../../offline/sealed-waiting.ts';
import { parcelNumber } from '../../../sealing/parcel-number.ts';
import { Link } from '../../../ui/link/link.tsx';
import { StatusBanner } from '../../../ui/status-banner/status-banner.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { Unreadable } from '../../shell/unreadable.tsx';
import { useKeptFocus } from '../../shell/use-kept-focus.ts';
import { useStored } from '../../shell/use-stored.ts';
import { useSentNote } from '../private/use-sent-note.ts';
import { GiveButtons } from './give-buttons.tsx';
import { type FileToGive, gather } from './give-file.ts';
import { listWaitingToGive, WaitingToGive } from './give-waiting.tsx';
import { ShowCodes } from './show-codes.tsx';

const load = async () => ({
  own: (await listSealed()).filter(({ own }) => own),
  waiting: await listWaitingToGive(),
});

export function Give() {
  const { t } = useTexts();
  const stored = useStored(load);
  const part = useKeptFocus();
  const note = useSentNote(stored.state === 'ready' ? stored.value.own : undefined);
  if (stored.state === 'unreadable') return <Unreadable />;
  if (stored.state === 'loading') return null;
  const { own, waiting } = stored.value;
  const parcels = own.filter(isForCarriers).map(({ parcel }) => parcel);
  return (
    <section ref={part}>
      <h2 tabIndex={-1}>{t('courier.giveHeading')}</h2>
      {note && <p>{note}</p>}
      {parcels.length + waiting.length === 0 && (
        <>
          <p>{t('courier.giveNone')}</p>
          <p>
            <Link href="/gizli/" kind="standalone">
              {t('settings.private')}
            </Link>
          </p>
        </>
      )}
      <WaitingToGive entries={waiting} />
      {parcels.map((parcel) => (
        <One key={parcel} parcel={parcel} />
      ))}
    </section>
  );
}

function One({ parcel }: { parcel: string }) {
  const { t } = useTexts();
  const number = parcelNumber(parcel);
  const id = `give-${parcel}`;
  const make = async (): Promise<FileToGive | undefined> => {
    const pieces = await exportParcel(parcel);
    return (
      pieces && {
        name: `kopru-${number.replace(' ', '')}`,
        preface: t('courier.parcelPreface'),
        whole: await gather(pieces),
      }
    );
  };
  return (
    <StatusBanner kind="waiting" title={t('courier.own', { number })} headingLevel={3}>
      <p id={id}>{t('courier.ownBody')}</p>
      <GiveButtons make={make} describedBy={id} />
      <ShowCodes make={make} />
    </StatusBanner>
  );
}
