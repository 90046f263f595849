// What citizens see at a place now, and the way to take it back.

import { useState } from 'preact/hooks';
import type { StaffClipSlot } from '../../../domain/sign-clip-wire.ts';
import { formatShortDate } from '../../../i18n/format.ts';
import { Button } from '../../../ui/button/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog/confirm-dialog.tsx';
import { usePlayback } from '../../player/use-playback.ts';
import { useTexts } from '../../shell/texts.tsx';
import { ClipPlayer } from './clip-player.tsx';

export interface ShownClipProps {
  place: StaffClipSlot;
  mayPublish: boolean;
  isBusy: boolean;
  onTakeBack: () => void;
}

export function ShownClip({ place, mayPublish, isBusy, onTakeBack }: ShownClipProps) {
  const { t, tag } = useTexts();
  const playback = usePlayback();
  const [isAsked, setAsked] = useState(false);
  const { slot, published, hasFile } = place;
  return (
    <section class="stack">
      <h2 id="clip-shown" tabIndex={-1}>
        {t('staff.clips.shown')}
      </h2>
      {published ? (
        <>
          <ClipPlayer slot={slot} clip={published} name={t('staff.clips.shownName')} playback={playback} />
          <p class="quiet">
            {t('staff.clips.by', {
              name: published.storedBy,
              date: formatShortDate(tag, published.storedAt),
            })}
          </p>
          {mayPublish ? (
            <p>
              <Button onPress={() => setAsked(true)} isDisabled={isBusy}>
                {t('staff.clips.takeBack')}
              </Button>
            </p>
          ) : null}
        </>
      ) : (
        <p>{t(hasFile ? 'staff.clips.fileShown' : 'staff.clips.nothingShown')}</p>
      )}
      <ConfirmDialog
        isOpen={isAsked}
        title={t('staff.clips.takeBackTitle')}
        body={<p>{t(hasFile ? 'staff.clips.takeBackToFile' : 'staff.clips.takeBackToNothing')}</p>}
        confirmLabel={t('staff.clips.takeBack')}
        cancelLabel={t('staff.clips.leave')}
        isDanger
        onConfirm={() => {
          setAsked(false);
          onTakeBack();
        }}
        onCancel={() => setAsked(false)}
      />
    </section>
  );
}
