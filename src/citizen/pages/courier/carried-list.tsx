// What this phone carries for others: how many wait, were asked about, came through; and each of them by its number, which is all that can be
// said of it here.

import { useEffect, useRef, useState } from 'preact/hooks';
import { formatInstant } from '../../../i18n/format.ts';
import { type Carried, type CarriedState, listCarried } from '../../../offline/carried.ts';
import { exportAnswers } from '../../../offline/carried-answers.ts';
import { confirmSealed, forgetSealed } from '../../../offline/sealed-entries.ts';
import { hurry } from '../../../offline/sync.ts';
import { parcelNumber } from '../../../sealing/parcel-number.ts';
import { Button } from '../../../ui/button/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog/confirm-dialog.tsx';
import { Details } from '../../../ui/details/details.tsx';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { StatusBanner } from '../../../ui/status-banner/status-banner.tsx';
import { StoreFailure } from '../../shell/store-failure.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { Unreadable } from '../../shell/unreadable.tsx';
import { useKeptFocus } from '../../shell/use-kept-focus.ts';
import { useStoreAct } from '../../shell/use-store-act.ts';
import { useStored } from '../../shell/use-stored.ts';
import { GiveButtons } from './give-buttons.tsx';
import { SendNow } from './send-now.tsx';
import { WorkNote } from './work-note.tsx';

const load = () => listCarried();

export function CarriedList() {
  const { t } = useTexts();
  const stored = useStored(load);
  const part = useKeptFocus();
  const [note, setNote] = useState('');
  useTold(stored.state === 'ready' ? stored.value : undefined);
  if (stored.state === 'unreadable') return <Unreadable />;
  if (stored.state === 'loading') return null;
  const carried = stored.value;
  const of = (...states: CarriedState[]) => carried.filter(({ state }) => states.includes(state));
  const waiting = of('waiting', 'sending');
  const delivered = of('delivered');
  const refused = of('refused');
  const [answered, mute] = [refused.filter(({ hasAnswer }) => hasAnswer), refused.filter(isMute)];
  return (
    <section ref={part}>
      <h2 tabIndex={-1}>{t('courier.listHeading')}</h2>
      {note && <p>{note}</p>}
      {carried.length === 0 && <p>{t('courier.none')}</p>}
      {waiting.length > 0 && <Waiting count={waiting.length} />}
      {of('asks').map((one) => (
        <Old key={one.parcel} carried={one} onDeleted={setNote} />
      ))}
      {refused.length > 0 && (
        <StatusBanner kind="problem" title={t('courier.refused', { count: refused.length })} headingLevel={3}>
          {answered.length > 0 && <p>{t('courier.refusedBody', { numbers: numbersOf(answered) })}</p>}
          {mute.length > 0 && <p>{t('courier.refusedMute', { numbers: numbersOf(mute) })}</p>}
        </StatusBanner>
      )}
      {delivered.length > 0 && (
        <StatusBanner
          kind="success"
          title={t('courier.delivered', { count: delivered.length })}
          headingLevel={3}
        >
          <p>{t('courier.deliveredBody')}</p>
        </StatusBanner>
      )}
      {carried.some(({ hasAnswer }) => hasAnswer) && <Answers done={[...delivered, ...refused]} />}
      {carried.length > 0 && (
        <Details summary={t('courier.each', { count: carried.length })}>
          <ul>
            {carried.map((one) => (
              <One key={one.parcel} carried={one} />
            ))}
          </ul>
        </Details>
      )}
    </section>
  );
}

/** Of fifty that arrive one after another, how many by now: at once, then so often, and when none waits any more. */
const TELL_EVERY_MS = 10_000;

/** What came to an end while somebody looked on is said; what stands there at the start is read. */
function useTold(carried: readonly Carried[] | undefined): void {
  const { t } = useTexts();
  const announce = useAnnounce();
  const told = useRef<{ delivered: number; refused: number; at: number }>(undefined);
  useEffect(() => {
    if (!carried) return undefined;
    const ended = { delivered: countIn('delivered', carried), refused: countIn('refused', carried) };
    const before = told.current;
    if (!before) {
      told.current = { ...ended, at: Number.NEGATIVE_INFINITY };
      return undefined;
    }
    const newer = (['delivered', 'refused'] as const).filter((state) => ended[state] > before[state]);
    if (newer.length === 0) {
      told.current = { ...ended, at: before.at };
      return undefined;
    }
    const tell = (): void => {
      for (const state of newer)
        announce(t(`courier.${state}`, { count: ended[state] }), { matter: `courier.${state}` });
      told.current = { ...ended, at: performance.now() };
    };
    const isThrough = !carried.some(({ state }) => state === 'waiting' || state === 'sending');
    const timer = setTimeout(tell, isThrough ? 0 : before.at + TELL_EVERY_MS - performance.now());
    return () => clearTimeout(timer);
  }, [carried, announce, t]);
}

const countIn = (wanted: CarriedState, some: readonly Carried[]): number =>
  some.filter(({ state }) => state === wanted).length;

/** What the server could not open: damaged, or meant for another one. There is nothing of it to give back. */
const isMute = ({ state, hasAnswer }: Carried): boolean => state === 'refused' && !hasAnswer;

const numbersOf = (some: readonly Carried[]): string =>
  some.map(({ parcel }) => parcelNumber(parcel)).join(', ');

function Waiting({ count }: { count: number }) {
  const { t } = useTexts();
  return (
    <StatusBanner kind="waiting" title={t('courier.waiting', { count })} headingLevel={3}>
      <p>{t('courier.waitingBody')}</p>
      <WorkNote />
      <SendNow />
    </StatusBanner>
  );
}

/** An emergency that has become old (protocol, invariant 9). */
function Old({ carried, onDeleted }: { carried: Carried; onDeleted: (note: string) => void }) {
  const { parcel, mayHaveArrived } = carried;
  const { t } = useTexts();
  const announce = useAnnounce();
  const { failure, run } = useStoreAct();
  const id = `old-${parcel}`;
  const number = parcelNumber(parcel);
  const confirm = async (): Promise<void> => {
    await confirmSealed(parcel);
    void hurry();
  };
  const cancel = async (): Promise<void> => {
    await forgetSealed(parcel);
    const gone = t('courier.oldGone', { number });
    onDeleted(gone);
    announce(gone);
  };
  return (
    <StatusBanner kind="problem" title={t('courier.old', { number })} headingLevel={3}>
      <p id={id}>{t('courier.oldBody')}</p>
      {mayHaveArrived && <p>{t('courier.mayHaveArrived')}</p>}
      <div class="actions">
        <Button describedBy={id} onPress={() => void run(confirm)}>
          {t('courier.oldSend')}
        </Button>
        <Button describedBy={id} onPress={() => void run(cancel)}>
          {t('courier.oldCancel')}
        </Button>
      </div>
      <StoreFailure reason={failure} />
    </StatusBanner>
  );
}

/** What the server said, on its way back; and clearing away what is done. */
function Answers({ done }: { done: readonly Carried[] }) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const { failure, run } = useStoreAct();
  const [isAsking, setIsAsking] = useState(false);
  const make = async () => {
    const file = await exportAnswers();
    return file && { name: 'kopru-alindi', preface: t('courier.answersPreface'), whole: new Blob([file]) };
  };
  const clear = async (): Promise<void> => {
    for (const { parcel } of done) await forgetSealed(parcel);
    announce(t('courier.cleared'));
  };
  return (
    <section>
      <h3>{t('courier.answersHeading')}</h3>
      <p id="answers-body">{t('courier.answersBody')}</p>
      <GiveButtons make={make} describedBy="answers-body" />
      {done.length > 0 && (
        <p>
          <Button kind="quiet" onPress={() => setIsAsking(true)}>
            {t('courier.clear', { count: done.length })}
          </Button>
        </p>
      )}
      <ConfirmDialog
        title={t('courier.clearTitle')}
        body={<p>{t('courier.clearBody')}</p>}
        confirmLabel={t('courier.clear', { count: done.length })}
        cancelLabel={t('courier.keep')}
        isOpen={isAsking}
        onCancel={() => setIsAsking(false)}
        onConfirm={() => {
          setIsAsking(false);
          void run(clear);
        }}
      />
      <StoreFailure reason={failure} />
    </section>
  );
}

function One({ carried }: { carried: Carried }) {
  const { parcel, state, takenAt, attachments, mayHaveArrived } = carried;
  const { t, tag } = useTexts();
  const announce = useAnnounce();
  const { failure, run } = useStoreAct();
  const [isAsking, setIsAsking] = useState(false);
  const number = parcelNumber(parcel);
  const facts = { number, state: t(`courier.state.${state}`), date: formatInstant(tag, takenAt) };
  const remove = async (): Promise<void> => {
    await forgetSealed(parcel);
    announce(t('courier.removed', { number }));
  };
  return (
    <li>
      <p>
        {t('courier.one', facts)}
        {attachments > 0 && ` ${t('courier.attachments', { count: attachments })}`}
      </p>
      {(isMute(carried) || (state !== 'delivered' && state !== 'refused')) && (
        <Button kind="quiet" onPress={() => setIsAsking(true)}>
          {t('courier.remove', { number })}
        </Button>
      )}
      <ConfirmDialog
        title={t('courier.removeTitle', { number })}
        body={
          <>
            {mayHaveArrived && <p>{t('courier.mayHaveArrived')}</p>}
            <p>{t('courier.removeBody')}</p>
          </>
        }
        confirmLabel={t('courier.remove', { number })}
        cancelLabel={t('courier.keep')}
        isOpen={isAsking}
        isDanger
        onCancel={() => setIsAsking(false)}
        onConfirm={() => {
          setIsAsking(false);
          void run(remove);
        }}
      />
      <StoreFailure reason={failure} />
    </li>
  );
}
