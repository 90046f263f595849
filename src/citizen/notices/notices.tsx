// "Haber almak istiyorum": by which ways the citizen is told that there is news. Chosen and taken back with one press each;
// e-mail and SMS without a connection, too, as an act like any other.

import { useCallback, useEffect, useState } from 'preact/hooks';
import type { NoticeChannel, NoticeOffer, PushTarget } from '../../domain/notice.ts';
import { dropAct, isOpen, listActs, sendAct } from '../../offline/act-writing.ts';
import type { StoredThread } from '../../offline/schema.ts';
import { hurry } from '../../offline/sync.ts';
import { Checkbox } from '../../ui/checkbox/checkbox.tsx';
import { useNote } from '../../ui/live-region/use-note.ts';
import { wordsOf } from '../acts/act-state.tsx';
import { StoreFailure } from '../shell/store-failure.tsx';
import { useTexts } from '../shell/texts.tsx';
import { useStoreAct } from '../shell/use-store-act.ts';
import { useStored } from '../shell/use-stored.ts';
import { type ChoiceRecord, isChoice, isChosen, lastChoice, offeredChannels } from './choices.ts';
import { findHindrance, type Hindrance, readTarget, subscribe } from './this-phone.ts';

export interface NoticesProps {
  stored: Pick<StoredThread, 'applicationId' | 'trackingKey'>;
  offer: NoticeOffer;
}

/** Shown within the parts of what can be done in a case. */
export function Notices({ stored: { applicationId, trackingKey }, offer }: NoticesProps) {
  const texts = useTexts();
  const { t, locale, tag } = texts;
  const [note, say] = useNote();
  const { failure, run } = useStoreAct();
  const found = useStored(useCallback(() => listActs(applicationId), [applicationId]));
  const records = found.state === 'ready' ? found.value.filter(isChoice) : [];
  const { phone, look } = usePhone(offer.pushKey ?? '');
  const words = {
    locale,
    tag,
    title: t('app.name'),
    body: t('life.notice.news'),
    stop: t('life.notice.stop'),
  };

  const choose = async (channel: NoticeChannel, isWanted: boolean): Promise<void> => {
    say('');
    let target = channel === 'push' ? phone?.target : undefined;
    if (channel === 'push' && isWanted) {
      const subscribed = await subscribe(offer.pushKey ?? '', words);
      if (!subscribed.ok) return say(t(`life.notice.push.${subscribed.why}`));
      target = subscribed.target;
      look();
    }
    await run(async () => {
      const act = { kind: 'notice-choice' as const, channel, isWanted, ...(target && { target }) };
      const last = lastChoice(records, channel);
      await sendAct({ applicationId, trackingKey, act }, locale);
      // What has not gone yet need not go: the last word counts.
      if (last && isOpen(last)) await dropAct(last.id);
      void hurry();
    });
  };

  const channels = offeredChannels(offer);
  if (channels.length === 0 || !phone || found.state === 'loading') return null;
  return (
    <div class="life-part" data-print="no">
      <h3>{t('life.notice.heading')}</h3>
      <p>{t('life.notice.about')}</p>
      {channels.map((channel) =>
        channel === 'push' && phone.hindrance ? (
          <p key={channel}>{t(`life.notice.push.${phone.hindrance}`)}</p>
        ) : (
          <div key={channel}>
            <Checkbox
              id={`notice-${channel}`}
              label={t(`life.notice.${channel}Label`)}
              hint={t(`life.notice.${channel}Hint`)}
              isChecked={isChosen(channel, records, offer, phone.target)}
              onChange={(isWanted) => void choose(channel, isWanted)}
            />
            <State record={lastChoice(records, channel)} />
          </div>
        ),
      )}
      {note && <p>{note}</p>}
      <StoreFailure reason={failure} />
    </div>
  );
}

/** Of a choice that the state does not have yet. */
function State({ record }: { record: ChoiceRecord | undefined }) {
  const texts = useTexts();
  if (!record || record.status.state === 'received') return null;
  return <p>{wordsOf(record, 'life.act.', texts)}</p>;
}

interface Phone {
  hindrance: Hindrance | undefined;
  target: PushTarget | undefined;
}

/** @returns no phone until the browser has answered */
function usePhone(pushKey: string): { phone: Phone | undefined; look: () => void } {
  const [phone, setPhone] = useState<Phone>();
  const look = useCallback(() => {
    const ask = async (): Promise<Phone> => ({
      hindrance: await findHindrance(),
      target: await readTarget(pushKey),
    });
    ask().then(setPhone, () => setPhone({ hindrance: 'impossible', target: undefined }));
  }, [pushKey]);
  // A notice's own button may have ended them while the page stood open in the background.
  useEffect(() => {
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [look]);
  return { phone, look };
}
