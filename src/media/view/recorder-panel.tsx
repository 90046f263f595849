// The recorder as a person meets it, on the citizen's phone and in the officers' console alike. Every act is a button with
// words, pressed once, never held. Two buttons keep their places through all states, so that the focus is never lost; what
// they do next is announced with the state. The time is there to be read, and said when it is asked for: nothing is spoken
// into a recording of the voice. Beside a picture stand the time and the buttons on the same screen, down to that of a small phone.

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { durationInWords, sizeInWords } from '../../i18n/figures.ts';
import type { Translate } from '../../i18n/translate.ts';
import { Button } from '../../ui/button/button.tsx';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { RadioGroup } from '../../ui/radio-group/radio-group.tsx';
import { StatusBanner } from '../../ui/status-banner/status-banner.tsx';
import { bytesPerSecond, type Camera, type RecordedKind } from '../formats.ts';
import type { RecorderFailure, RecorderState } from '../recorder.ts';
import type { TakeStore } from '../take-store.ts';
import { Preview } from './camera-preview.tsx';
import { type RecorderLimits, useRecorder } from './use-recorder.ts';
import './recorder.css';

/** What is said differently to a citizen and to an officer. */
export interface RecorderWords {
  /** What may be recorded, and where it stays. @param size of a minute */
  lead: (minutes: number, size: string) => string;
  /** Asks for the device. */
  open: string;
  /** The same after a recording. */
  again: string;
  stopped: (duration: string) => string;
  /** Stopped by the limit. */
  limit: (duration: string) => string;
  lastMinute: string;
  /** What was recorded before a failure is there. */
  kept: string;
  /** Nothing of it is there. */
  notKept: string;
  /** What can be done about it. */
  failureBody: (reason: RecorderFailure) => string;
}

export interface RecorderPanelProps<Take> {
  /** Where the error summary leads: the button that begins. */
  id: string;
  kind: RecordedKind;
  limits: RecorderLimits;
  savesData: boolean;
  takes: TakeStore<Take>;
  /** Why nothing more may be recorded just now. */
  full?: string | undefined;
  words: RecorderWords;
  t: Translate;
  tag: string;
  onRecorded: (take: Take) => void;
  /** Whether something is being recorded, or about to be. */
  onBusy?: ((isBusy: boolean) => void) | undefined;
}

/** A press that comes with another, or with a change of what the button does, is meant for what was there before. */
const DOUBLE_PRESS_MS = 600;
const LAST_MINUTE_MS = 60_000;

export function RecorderPanel<Take>(props: RecorderPanelProps<Take>) {
  const { id, kind, limits, savesData, full, words, t, tag } = props;
  const announce = useAnnounce();
  const [camera, setCamera] = useState<Camera>('front');
  const recorder = useRecorder({ ...props, camera });
  const { state, session } = recorder;
  const preview = kind === 'sign-video' ? recorder.preview : undefined;
  const stage = useRef<HTMLDivElement>(null);
  const changedAt = useRef(0);
  const isOver = state.state === 'idle' || state.state === 'stopped' || state.state === 'failed';
  const elapsedMs = 'elapsedMs' in state ? state.elapsedMs : 0;
  const elapsed = durationInWords(elapsedMs, t);
  const isKept = 'isKept' in state ? state.isKept : undefined;
  const isLastMinute = state.state === 'recording' && limits.seconds * 1000 - elapsedMs <= LAST_MINUTE_MS;

  // With the words of the button, not a frame later: on a slow phone that is long.
  useLayoutEffect(() => {
    changedAt.current = performance.now();
  }, [state.state]);
  useEffect(() => {
    props.onBusy?.(!isOver);
    // What a device says aloud while the voice is being recorded would be in the recording: what still waits, too.
    const isSilent = kind === 'voice' && state.state === 'recording';
    announce(isSilent ? '' : (tellState(state, words, t, elapsed) ?? ''), { matter: 'recorder' });
  }, [state.state, isKept]);

  // Who signs sees the picture, the time and the button together, wherever the page stood.
  useLayoutEffect(() => {
    if (preview && !isOver && stage.current) showWhole(stage.current);
  }, [state.state, preview]);

  const press = (act: () => void) => (): void => {
    const now = performance.now();
    if (now - changedAt.current <= DOUBLE_PRESS_MS) return;
    changedAt.current = now;
    act();
  };
  const minutes = Math.floor(limits.seconds / 60);
  const perMinute = sizeInWords(bytesPerSecond(kind, savesData) * 60, tag);

  return (
    <section class={`recorder recorder-${state.state}`} aria-label={t(`media.recorder.${kind}.name`)}>
      <p>{words.lead(minutes, perMinute)}</p>
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
      {preview && <p>{t('media.camera.guide')}</p>}
      <div class="recorder-stage" ref={stage}>
        {preview && <Preview stream={preview} t={t} />}
        <div class="recorder-controls">
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
              <p>{words.lastMinute}</p>
            </Notice>
          )}
          {state.state === 'asking' && <p>{t(`media.recorder.${kind}.asking`)}</p>}
          {state.state === 'stopped' && isKept !== undefined && <p>{tellState(state, words, t, elapsed)}</p>}
          {state.state === 'failed' && (
            <StatusBanner kind="problem" title={t(`media.failure.${state.reason}`)}>
              <p>{words.failureBody(state.reason)}</p>
              {isKept !== undefined && <p>{isKept ? words.kept : words.notKept}</p>}
            </StatusBanner>
          )}
          {full && isOver ? (
            <p>{full}</p>
          ) : (
            <div class="actions">
              <Button
                key="main"
                id={id}
                kind="primary"
                isDisabled={state.state === 'asking'}
                onPress={press(() => actMain(state, recorder))}
              >
                {mainLabel(state, words, t)}
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
                <Button key="time" kind="quiet" onPress={() => announce(elapsed, { matter: 'recorder' })}>
                  {t('media.recorder.tellTime')}
                </Button>
              )}
            </div>
          )}
        </div>
      </div>
    </section>
  );
}

/** Its beginning, where the window has no room for all of it. */
function showWhole(stage: HTMLElement): void {
  stage.scrollIntoView?.({ block: stage.offsetHeight > innerHeight ? 'start' : 'nearest' });
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

function mainLabel(state: RecorderState, words: RecorderWords, t: Translate): string {
  switch (state.state) {
    case 'idle':
    case 'asking':
      return words.open;
    case 'stopped':
      return words.again;
    case 'failed':
      return t('media.recorder.tryAgain');
    case 'ready':
      return t('media.recorder.begin');
    case 'counting-down':
      return t('media.recorder.callOff');
    case 'recording':
    case 'paused':
      return t('media.recorder.finish');
  }
}

/** What is said of a new state. */
function tellState(
  state: RecorderState,
  words: RecorderWords,
  t: Translate,
  elapsed: string,
): string | undefined {
  switch (state.state) {
    case 'ready':
      return t('media.recorder.ready');
    case 'recording':
      return t('media.recorder.recording');
    case 'paused':
      return [t('media.recorder.paused'), state.isInterrupted && t('media.recorder.interrupted'), elapsed]
        .filter(Boolean)
        .join(' ');
    case 'stopped':
      if (!state.isKept) return state.isKept === false ? words.notKept : undefined;
      return state.by === 'limit' ? words.limit(elapsed) : words.stopped(elapsed);
    case 'failed':
      return [t(`media.failure.${state.reason}`), state.isKept === false && words.notKept]
        .filter(Boolean)
        .join('. ');
    case 'idle':
    case 'asking':
    case 'counting-down':
      return undefined;
  }
}
