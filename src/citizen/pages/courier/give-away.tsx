// What stands beside an application that waits in the open, wherever it waits: the way to another telephone, and, once its writer has
// agreed to that, by which number it goes. Brought with the words of carrying (shell/use-brought.ts).

import type { GivenCopy, OutboxEntry } from '../../../offline/schema.ts';
import { parcelNumber } from '../../../sealing/parcel-number.ts';
import { Link } from '../../../ui/link/link.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { loadWords as prepare, withWords } from './words.ts';
import { WorkNote } from './work-note.tsx';

export { prepare };

/** Where it is given. */
export const GiveAway = withWords<{ entry: OutboxEntry }>(({ entry: { id, given } }) => {
  const { t } = useTexts();
  return (
    <>
      <WorkNote />
      <p>
        <Link href={`/kurye/?${id}`} kind="standalone">
          {t('courier.copyLink')}
        </Link>
      </p>
      {given && <p>{t('courier.copyGiven', { number: parcelNumber(given.parcel) })}</p>}
    </>
  );
});

/** What taking back does not reach. */
export const CancelGiven = withWords<{ given: GivenCopy }>(({ given: { parcel } }) => {
  const { t } = useTexts();
  return <>{t('courier.copyCancel', { number: parcelNumber(parcel) })}</>;
});
