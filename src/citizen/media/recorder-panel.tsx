// The recorder as a person meets it. Every act is a button with words, pressed once, never held. Two buttons keep their
// places through all states, so that the focus is never lost; what they do next is announced with the state. The time is
// there to be read, and said when it is asked for: nothing is spoken into a recording of the voice.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Attachment } from '../../domain/attachment.ts';
import type { AttachmentLimits } from '../../domain/attachment-limits.ts';
import { durationInWords, sizeInWords } from '../../i18n/figures.ts';
import { bytesPerSecond, type Camera, type RecordedKind } from '../../media/formats.ts';
import type { RecorderState } from '../../media/recorder.ts';
import { Button } from '../../ui/button/button.tsx';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { RadioGroup } from '../../ui/radio-group/radio-group.tsx';
import { StatusBanner } from '../../ui/status-banner/status-banner.tsx';
import { useTexts } from '../shell/texts.tsx';
import { Preview } from './camera-preview.tsx';
import { useRecorder } from './use-recorder.ts';

export interface RecorderPanelProps {
  /** Where the error summary leads: the button that begins. */
  id: string;
  draftId: string;
  kind: RecordedKind;
  limits: AttachmentLimits;
  savesData: boolean;
  /** Attachments that the application has already. */
  count: number;
  /** Something of this kind has been recorded: the next one is a part. */
  hasTake: boolean;
  onRecorded: (attachment: Attachment) => void;
  /** Whether something is being recorded, or about to be. */
  onBusy?: (isBusy: boolean) => void;
}

/** A press that comes with another, or with a change of what the button does, is meant for what was there before. */
const DOUBLE_PRESS_MS = 600;
const LAST_MINUTE_MS = 60_000;

export function RecorderPanel(props: RecorderPanelProps) {
  const { id, kind, limits, savesData, count, hasTake } = props;
  const { t, tag } = useTexts();
  const announce = useAnnounce();
  const [camera, setCamera] = useState<Camera>('front');
  const recorder = useRecorder({ ...props, camera });
  const { state, preview, session } = recorder;
  const changedAt = useRef(0);
  const elapsedMs = 'elapsedMs' in state ? state.elapsedMs : 0;
  const elapsed = durationInWords(elapsedMs, t);
  const isLastMinute =
    state.state === 'recording' && limits.seconds[kind] * 1000 - elapsedMs <= LAST_MINUTE_MS;

  useEffect(() => {
    changedAt.current = performance.now();
    props.onBusy?.(state.state !== 'idle' && state.state !== 'stopped' && state.state !== 'failed');
    const words = tellState(state, t, elapsed);
    // What a phone says aloud while the voice is being recorded would be in the recording.
    if (words && !(kind === 'voice' && state.state === 'recording')) announce(words);
  }, [state.state]);

  const press = (act: () => void) => (): void => {
    const now = performance.now();
    if (now - changedAt.current <= DOUBLE_PRESS_MS) return;
    changedAt.current = now;
    act();
  };
  const isFull = count >= limits.count;
  const isOver = state.state === 'idle' || state.state === 'stopped' || state.state === 'failed';
  const minutes = Math.floor(limits.seconds[kind] / 60);
  const perMinute = sizeInWords(bytesPerSecond(kind, savesData) * 60, tag);

  return (
    <section class={`recorder recorder-${state.state}`} aria-label={t(`media.recorder.${kind}.name`)}>
      <p>{t(`media.recorder.${kind}.lead`, { minutes, size: perMinute })}</p>
      {kind === 'sign-video' && isOver && (
        <RadioGroup
          name="camera"
          legend={t('media.camera.legend')}
          errorPrefix={t('ui.errorPrefix')}
          value={camera}
          options={[
            { value: 'front', label: t('media.camera.front') },
            { value: 'back', label: t('media.camera.back') },
          ]}
          onChange={setCamera}
        />
      )}
      {kind === 'sign-video' && preview && <Preview stream={preview} />}
      {state.state === 'counting-down' && (
        <p class="recorder-count">{t('media.recorder.countingDown', { count: state.left })}</p>
      )}
      {(state.state === 'recording' || state.state === 'paused') && (
        <p class="recorder-time">
          <strong>{t(`media.recorder.${state.state}`)}</strong> {elapsed}
        </p>
      )}
      {state.state === 'paused' && state.isInterrupted && <p>{t('media.recorder.interrupted')}</p>}
      {isLastMinute && (
        <Notice kind="warning">
          <p>{t('media.recorder.lastMinute')}</p>
        </Notice>
      )}
      {state.state === 'asking' && <p>{t(`media.recorder.${kind}.asking`)}</p>}
      {state.state === 'stopped' && (
        <p>
          {t(state.by === 'limit' ? 'media.recorder.limit' : 'media.recorder.stopped', { duration: elapsed })}
        </p>
      )}
      {state.state === 'failed' && (
        <StatusBanner kind="problem" title={t(`media.failure.${state.reason}`)}>
          <p>{t(`media.failure.${state.reason}.body`)}</p>
          {state.elapsedMs > 0 && <p>{t('media.failure.kept')}</p>}
        </StatusBanner>
      )}
      {isFull && isOver ? (
        <p>{t('media.full', { count: limits.count })}</p>
      ) : (
        <div class="actions">
          <Button
            key="main"
            id={id}
            kind="primary"
            isDisabled={state.state === 'asking'}
            onPress={press(() => actMain(state, recorder))}
          >
            {t(mainLabel(state, kind, hasTake))}
          </Button>
          {(state.state === 'recording' || state.state === 'paused' || state.state === 'ready') && (
            <Button
              key="second"
              onPress={press(() => {
                if (state.state === 'recording') session?.pause();
                else if (state.state === 'paused') session?.resume();
                else void session?.close();
              })}
            >
              {t(`media.recorder.second.${state.state}`)}
            </Button>
          )}
          {(state.state === 'recording' || state.state === 'paused') && (
            <Button key="time" kind="quiet" onPress={() => announce(elapsed)}>
              {t('media.recorder.tellTime')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function actMain(state: RecorderState, { session, open }: ReturnType<typeof useRecorder>): void {
  switch (state.state) {
    case 'idle':
    case 'stopped':
    case 'failed':
      open();
      break;
    case 'ready':
      session?.begin();
      break;
    case 'counting-down':
    case 'recording':
    case 'paused':
      void session?.stop();
      break;
    case 'asking':
      break;
  }
}

function mainLabel(state: RecorderState, kind: RecordedKind, hasTake: boolean) {
  switch (state.state) {
    case 'idle':
    case 'asking':
      return hasTake ? 'media.recorder.addPart' : (`media.recorder.${kind}.open` as const);
    case 'stopped':
      return 'media.recorder.addPart';
    case 'failed':
      return 'media.recorder.tryAgain';
    case 'ready':
      return 'media.recorder.begin';
    case 'counting-down':
      return 'media.recorder.callOff';
    case 'recording':
    case 'paused':
      return 'media.recorder.finish';
  }
}

/** What is said of a new state. */
function tellState(
  state: RecorderState,
  t: ReturnType<typeof useTexts>['t'],
  elapsed: string,
): string | undefined {
  switch (state.state) {
    case 'ready':
      return t('media.recorder.ready');
    case 'recording':
      return t('media.recorder.recording');
    case 'paused':
      return `${t('media.recorder.paused')} ${elapsed}`;
    case 'stopped':
      return t(state.by === 'limit' ? 'media.recorder.limit' : 'media.recorder.stopped', {
        duration: elapsed,
      });
    case 'failed':
      return t(`media.failure.${state.reason}`);
    case 'idle':
    case 'asking':
    case 'counting-down':
      return undefined;
  }
}
