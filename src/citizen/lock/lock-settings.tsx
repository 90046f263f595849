// The PIN among the settings: what it does and what it does not, said before it is set; setting, changing, removing, and
// locking at once.

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { faultOfPin, normalizePin, PIN_LENGTHS } from '../../domain/pin.ts';
import { changePin, type PinResult, readPinState, removePin, setPin } from '../../offline/pin-lock.ts';
import { Button } from '../../ui/button/button.tsx';
import { announceIfSlow } from '../../ui/live-region/announce-if-slow.ts';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { useNote } from '../../ui/live-region/use-note.ts';
import { changeModes } from '../../ui/modes/modes.ts';
import { TopSummary } from '../acts/top-summary.tsx';
import { StoreFailure } from '../shell/store-failure.tsx';
import { useTexts } from '../shell/texts.tsx';
import { useErrorTitle } from '../shell/use-error-title.ts';
import { useStoreAct } from '../shell/use-store-act.ts';
import { useStored } from '../shell/use-stored.ts';
import { pauseInWords } from './pause-words.ts';
import { PinFields } from './pin-fields.tsx';
import { usePause } from './use-pause.ts';
import { lockNow, watchLock } from './watch-lock.ts';

type Act = 'set' | 'change' | 'remove';

const SAID = ['holds', 'guessed', 'waits', 'asked', 'forgotten'] as const;

export function LockSettings() {
  const { t } = useTexts();
  const state = useStored(useCallback(() => readPinState(), []));
  const [act, setAct] = useState<Act>();
  const [note, say] = useNote();
  if (state.state !== 'ready') return null;
  const { isSet, isUnfinished, tries } = state.value;
  const end = (said: string): void => {
    setAct(undefined);
    say(said);
    // The form and its button have gone.
    document.querySelector<HTMLElement>('#lock-settings')?.focus();
  };
  return (
    <section class="stack">
      <h2 id="lock-settings" tabIndex={-1}>
        {t('lock.settings.heading')}
      </h2>
      <p>{t(isSet ? 'lock.settings.isSet' : 'lock.settings.isNotSet')}</p>
      {isUnfinished && <p>{t('lock.settings.unfinished')}</p>}
      {note && <p>{note}</p>}
      <ul>
        {SAID.map((what) => (
          <li key={what}>{t(`lock.settings.${what}`)}</li>
        ))}
      </ul>
      {act === undefined && (
        <p class="actions">
          {(isSet ? (['change', 'remove'] as const) : (['set'] as const)).map((one) => (
            <Button key={one} onPress={() => setAct(one)}>
              {t(`lock.settings.${one}`)}
            </Button>
          ))}
          {isSet && <Button onPress={() => void lockNow()}>{t('lock.settings.lockNow')}</Button>}
        </p>
      )}
      {act && <PinForm key={act} act={act} tries={tries} onDone={end} onCancel={() => end('')} />}
    </section>
  );
}

interface PinFormProps {
  act: Act;
  tries: number;
  onDone: (said: string) => void;
  onCancel: () => void;
}

function PinForm({ act, tries, onDone, onCancel }: PinFormProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [values, setValues] = useState<Record<string, string>>({});
  const [errors, setErrors] = useState<{ faults: Record<string, string>; attempt: number }>();
  const [isBusy, setIsBusy] = useState(false);
  const { failure, run } = useStoreAct();
  // The button that opened the form has gone.
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const pause = usePause(tries, () => announce(t('lock.mayTry')));
  const { 'pin-old': old = '', 'pin-new': young = '', 'pin-again': again = '' } = values;
  const faults = errors?.faults ?? {};
  const wrong = Object.entries(faults).map(([fieldId, text]) => ({ fieldId, text }));
  useErrorTitle(wrong.length > 0);
  const fail = (found: Record<string, string>): void =>
    setErrors({ faults: found, attempt: (errors?.attempt ?? 0) + 1 });

  const submit = async (): Promise<void> => {
    if (isBusy) return;
    const found = findFaults();
    if (Object.keys(found).length > 0) return fail(found);
    setErrors(undefined);
    setIsBusy(true);
    const hasEnded = announceIfSlow(announce, t('lock.settings.working'));
    await run(async () => {
      const result = await perform();
      if (!result.ok && result.reason === 'wrong') {
        pause.begin(result.tries);
        return fail({ 'pin-old': t('lock.error.wrong') });
      }
      changeModes({ lock: act === 'remove' ? undefined : 'pin' });
      if (act !== 'remove') watchLock();
      onDone(t(result.ok ? `lock.settings.done.${act}` : 'lock.settings.elsewhere'));
    });
    hasEnded();
    setIsBusy(false);
  };

  const perform = (): Promise<PinResult> => {
    if (act === 'remove') return removePin(old);
    // Before, so that a kill in between asks for a PIN rather than showing what cannot be read.
    changeModes({ lock: 'pin' });
    return act === 'set' ? setPin(young) : changePin(old, young);
  };

  const findFaults = (): Record<string, string> => {
    const found: Record<string, string> = {};
    if (act !== 'set') {
      if (old === '') found['pin-old'] = t('lock.error.required');
      else if (pause.leftMs() > 0)
        found['pin-old'] = t('lock.error.tooSoon', { time: pauseInWords(t, pause.leftMs()) });
    }
    if (act === 'remove') return found;
    const fault = faultOfPin(young);
    if (fault) found['pin-new'] = t(`lock.error.${fault}`, PIN_LENGTHS);
    else if (normalizePin(again) !== normalizePin(young)) found['pin-again'] = t('lock.error.different');
    return found;
  };

  const isYoung = act !== 'remove';
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {errors && wrong.length > 0 && (
        <TopSummary title={t('lock.settings.errorTitle')} errors={wrong} attempt={errors.attempt} />
      )}
      <h3 tabIndex={-1} ref={heading}>
        {t(`lock.settings.${act}`)}
      </h3>
      <PinFields
        fields={[
          ...(act === 'set' ? [] : [{ id: 'pin-old', label: t('lock.settings.old') }]),
          ...(isYoung
            ? [
                {
                  id: 'pin-new',
                  label: t('lock.settings.new'),
                  hint: t('lock.settings.newHint', PIN_LENGTHS),
                },
                { id: 'pin-again', label: t('lock.settings.again') },
              ]
            : []),
        ].map((field) => ({ ...field, error: faults[field.id] }))}
        values={values}
        onInput={(id, value) => setValues((all) => ({ ...all, [id]: value }))}
      />
      {pause.isRunning && <p>{t('lock.pause', { time: pauseInWords(t, pause.leftMs()) })}</p>}
      {isBusy && <p>{t('lock.settings.working')}</p>}
      <p class="actions">
        <Button type="submit" kind="primary">
          {t(`lock.settings.confirm.${act}`)}
        </Button>
        <Button onPress={onCancel}>{t('lock.settings.cancel')}</Button>
      </p>
      <StoreFailure reason={failure} />
    </form>
  );
}
