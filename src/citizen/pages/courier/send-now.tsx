// Sends what waits sealed, now. Where attachments wait for another line, as the citizen chose for this phone, it says so and sends them all
// the same.

import { useCallback } from 'preact/hooks';
import { mayUpload } from '../../../domain/upload.ts';
import { allowAnyLine } from '../../../offline/afterwards.ts';
import { isUnsent, listSealed } from '../../../offline/sealed-waiting.ts';
import { hurry } from '../../../offline/sync.ts';
import { readUploadSettings } from '../../../offline/upload-acts.ts';
import { Button } from '../../../ui/button/button.tsx';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { useConnection } from '../../media/use-connection.ts';
import { useTexts } from '../../shell/texts.tsx';
import { useStored } from '../../shell/use-stored.ts';

export function SendNow() {
  const { t } = useTexts();
  const announce = useAnnounce();
  const rests = useResting();
  const send = async (): Promise<void> => {
    if (rests) allowAnyLine();
    const { isOffline } = await hurry();
    if (isOffline) announce(t('courier.noLine'));
  };
  return (
    <>
      {rests && <p>{t('courier.rests')}</p>}
      <Button onPress={() => void send()}>{t(rests ? 'courier.sendRest' : 'courier.hurry')}</Button>
    </>
  );
}

/** Whether attachments wait for the line alone: what they belong to has been received. */
function useResting(): boolean {
  const connection = useConnection();
  const found = useStored(
    useCallback(async () => {
      const entries = await listSealed();
      const isLeft = entries.some(
        ({ status, attachments }) => status.state === 'received' && attachments.some(isUnsent),
      );
      return { isLeft, settings: await readUploadSettings() };
    }, []),
  );
  return found.state === 'ready' && found.value.isLeft && !mayUpload(found.value.settings, connection, false);
}
