// Opens an application by its tracking code, also one that was written on another phone. The code is stretched here;
// only the key leaves the device. What was typed stays, whatever goes wrong.

import { useState } from 'preact/hooks';
import { parseTrackingCode } from '../../../domain/tracking-code.ts';
import { StorageFault, type StorageFaultReason } from '../../../offline/storage-fault.ts';
import { type OpenedByCode, openByCode } from '../../../offline/threads.ts';
import { Button } from '../../../ui/button/button.tsx';
import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import { announceIfSlow } from '../../../ui/live-region/announce-if-slow.ts';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { NumberField } from '../../../ui/number-field/number-field.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { navigate } from '../../shell/navigate.ts';
import type { PageModule } from '../../shell/page.ts';
import { useTexts } from '../../shell/texts.tsx';
import { useErrorTitle } from '../../shell/use-error-title.ts';
import { WhenReady } from '../../shell/when-ready.tsx';
import { WithoutScript } from '../../shell/without-script.tsx';

export const title: PageModule['title'] = (t) => t('track.title');

type Failure = 'required' | 'characters' | 'length' | 'checksum' | 'unknown' | 'offline' | StorageFaultReason;

const FIELD_ID = 'tracking-code';

export function Page() {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [typed, setTyped] = useState('');
  const [isOpening, setIsOpening] = useState(false);
  const [failure, setFailure] = useState<{ reason: Failure; attempt: number }>();
  useErrorTitle(failure !== undefined);

  const open = async (): Promise<void> => {
    if (isOpening) return;
    const attempt = (failure?.attempt ?? 0) + 1;
    if (typed.trim() === '') return setFailure({ reason: 'required', attempt });
    // What is mistyped is said at once; only a code that may be right is worth the wait that is announced.
    const parsed = parseTrackingCode(typed);
    if (!parsed.ok) return setFailure({ reason: parsed.reason, attempt });
    setIsOpening(true);
    const hasEnded = announceIfSlow(announce, t('track.opening'));
    const result = await openAndKeep(typed);
    hasEnded();
    setIsOpening(false);
    const [thread] = result.ok ? result.threads : [];
    if (result.ok && result.threads.length === 1 && thread)
      navigate(`/basvurularim/${thread.applicationId}/`);
    else if (result.ok) navigate('/basvurularim/');
    else setFailure({ reason: result.reason, attempt });
  };

  const error = failure && t(`track.error.${failure.reason}`);
  return (
    <>
      {error && (
        <ErrorSummary
          key={failure.attempt}
          title={t('track.errorTitle')}
          errors={[{ fieldId: FIELD_ID, text: error }]}
        />
      )}
      <PageHeading>{t('track.heading')}</PageHeading>
      <WithoutScript />
      <WhenReady>
        <form
          class="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void open();
          }}
        >
          <NumberField
            id={FIELD_ID}
            label={t('track.label')}
            hint={t('track.hint')}
            error={error}
            errorPrefix={t('ui.errorPrefix')}
            value={typed}
            onInput={setTyped}
            groups={[4, 4, 4, 4, 4]}
            autocomplete="off"
          />
          <p>{t('track.privacy')}</p>
          <Button type="submit" kind="primary">
            {t('track.open')}
          </Button>
          {isOpening && <p>{t('track.opening')}</p>}
        </form>
      </WhenReady>
    </>
  );
}

/** An application that was found and could not be kept is not opened, and that is said. */
async function openAndKeep(typed: string): Promise<OpenedByCode | { ok: false; reason: StorageFaultReason }> {
  try {
    return await openByCode(typed);
  } catch (error) {
    if (error instanceof StorageFault) return { ok: false, reason: error.reason };
    throw error;
  }
}
