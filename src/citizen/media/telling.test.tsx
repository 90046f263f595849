// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, cleanup, render, screen, waitFor } from '@testing-library/preact';
import { type UserEvent, userEvent } from '@testing-library/user-event';
import { useState } from 'preact/hooks';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { mockLocks } from '../../../tests/fixtures/locks.ts';
import type { Answers } from '../../domain/application.ts';
import { finishWork, mockMedia, standInForThePlatform } from '../../media/media.mock.ts';
import { createDraft } from '../../offline/drafts.ts';
import { DEFAULT_OPERATOR } from '../../offline/operator-store.ts';
import { appendChunk, beginRecording, listRecordings } from '../../offline/recordings.ts';
import { mockModalDialogs } from '../../ui/dialog/modal-dialogs.mock.ts';
import { LiveRegionProvider, useAnnounce } from '../../ui/live-region/live-region.tsx';
import { fillTheStore, t } from '../pages/flow/flow-screen.mock.tsx';
import type { Obstacle } from '../pages/flow/steps/step.ts';
import { TextStep } from '../pages/flow/steps/text-step.tsx';
import { TextsContext } from '../shell/texts.tsx';

const TEXTS = { locale: 'tr', tag: 'tr', t, loadMessages: () => Promise.resolve() } as const;

let draftId: string;
let media: ReturnType<typeof mockMedia>;
beforeEach(async () => {
  mockModalDialogs();
  // Locks exist in browsers only.
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { locks: mockLocks() }));
  media = mockMedia();
  standInForThePlatform(media);
  draftId = (await createDraft()).id;
});
afterEach(async () => {
  await act(cleanup);
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

interface Shown {
  user: UserEvent;
  answers: () => Answers;
  obstacle: () => Obstacle | undefined;
  /** As the rest of the app does. */
  say: (text: string) => void;
}

async function show(
  start: Answers = { kind: 'request' },
  errors: Record<string, string> = {},
): Promise<Shown> {
  let newest = start;
  const obstacles = new Map<string, Obstacle>();
  let say: (text: string) => void = () => undefined;
  function Host() {
    say = useAnnounce();
    const [answers, setAnswers] = useState(start);
    newest = answers;
    return (
      <TextStep
        draftId={draftId}
        answers={answers}
        change={(change) => setAnswers((before) => ({ ...before, ...change }))}
        errorOf={(field) => errors[field]}
        obstruct={(by, found) => {
          if (found) obstacles.set(by, found);
          else obstacles.delete(by);
        }}
        Heading="h2"
        operator={DEFAULT_OPERATOR}
      />
    );
  }
  render(
    <TextsContext.Provider value={TEXTS}>
      <LiveRegionProvider>
        <Host />
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
  await screen.findByRole('radio', { name: t('media.way.voice') });
  return {
    user: userEvent.setup(),
    answers: () => newest,
    obstacle: () => [...obstacles.values()][0],
    say: (text) => say(text),
  };
}

/** Ids of the recordings of this draft. */
const myRecordings = async () => (await listRecordings()).filter((record) => record.draftId === draftId);
const mySizes = async () => (await myRecordings()).map(({ byteLength }) => byteLength);
const mine = async () => (await myRecordings()).map(({ id }) => id);

/** What is said. */
const region = () => document.querySelector('[aria-live=polite]')?.textContent;
const button = (name: string) => screen.findByRole('button', { name });
/** A second press within the blink of an eye counts as the first. */
const rest = () => new Promise((resolve) => setTimeout(resolve, 650));

async function press(user: UserEvent, name: string): Promise<void> {
  await rest();
  await user.click(await button(name));
}

async function pass(seconds: number): Promise<void> {
  await act(async () => {
    await media.pass(seconds);
  });
}

/** What is brought when it is first wanted comes by the machine's clock, and not by this one. */
async function startRecording(user: UserEvent, way: 'voice' | 'sign-video'): Promise<void> {
  await user.click(screen.getByRole('radio', { name: t(`media.way.${way}`) }));
  await press(user, t(`media.recorder.${way}.open`));
  await begin(user);
}

/** Counts down, until the disk has answered: a second that passes before brings no bytes. */
async function begin(user: UserEvent): Promise<void> {
  await press(user, t('media.recorder.begin'));
  await pass(3);
  await screen.findAllByText(t('media.recorder.recording'));
  await waitFor(() => expect(media.recorders.at(-1)?.state).toBe('recording'));
}

async function record(user: UserEvent, way: 'voice' | 'sign-video', seconds: number): Promise<void> {
  await startRecording(user, way);
  await pass(seconds);
  await press(user, t('media.recorder.finish'));
}

describe('telling by voice', () => {
  test('the way is chosen, recorded with buttons in words, and stands in the manifest when it is finished', async () => {
    const { user, answers } = await show();
    expect(screen.getByRole('textbox', { name: t('flow.text.description') })).toBeTruthy();
    await record(user, 'voice', 4);
    await waitFor(() => expect(answers().attachments).toHaveLength(1));
    expect(answers().attachments?.[0]).toMatchObject({
      kind: 'voice',
      role: 'description',
      mediaType: 'audio/webm',
    });
    // Nothing was written, so there is no box for it.
    expect(screen.queryByRole('textbox', { name: t('flow.text.description') })).toBeNull();
    expect(screen.getByRole('heading', { name: t('media.take.voice', { number: 1 }) })).toBeTruthy();
  });

  test('the focus stays on the button through all states', async () => {
    const { user } = await show();
    await user.click(screen.getByRole('radio', { name: t('media.way.voice') }));
    await press(user, t('media.recorder.voice.open'));
    const main = await button(t('media.recorder.begin'));
    expect(document.activeElement).toBe(main);
    await press(user, t('media.recorder.begin'));
    expect(document.activeElement).toBe(await button(t('media.recorder.callOff')));
    await pass(4);
    expect(document.activeElement).toBe(await button(t('media.recorder.finish')));
  });

  test('a press that comes with another begins nothing and ends nothing', async () => {
    const { user } = await show();
    await user.click(screen.getByRole('radio', { name: t('media.way.voice') }));
    await press(user, t('media.recorder.voice.open'));
    await press(user, t('media.recorder.begin'));
    await user.click(await button(t('media.recorder.callOff')));
    expect(await button(t('media.recorder.callOff'))).toBeTruthy();
  });

  test('it is paused and goes on, and the time is said when it is asked for', async () => {
    const { user } = await show();
    await user.click(screen.getByRole('radio', { name: t('media.way.voice') }));
    await press(user, t('media.recorder.voice.open'));
    await begin(user);
    await pass(2);
    await press(user, t('media.recorder.second.recording'));
    expect(await screen.findByText(t('media.recorder.paused'))).toBeTruthy();
    await press(user, t('media.recorder.second.paused'));
    expect(await screen.findByText(t('media.recorder.recording'))).toBeTruthy();
    await user.click(await button(t('media.recorder.tellTime')));
    await waitFor(() => expect(region()).toMatch(/saniye/));
  });

  test('what was said of a pause is not spoken into the recording that goes on', async () => {
    const { user, say } = await show();
    await startRecording(user, 'voice');
    // Something else stands for four seconds, and what is said of the pause has to wait.
    say('Saklandı');
    await waitFor(() => expect(region()).toBe('Saklandı'));
    await press(user, t('media.recorder.second.recording'));
    await press(user, t('media.recorder.second.paused'));
    await screen.findByText(t('media.recorder.recording'));
    await waitFor(() => expect(region()).not.toBe('Saklandı'), { timeout: 20_000 });
    expect(region()).toBe('');
  });

  test('a pause that nobody pressed is said with its reason, and with what goes on', async () => {
    const { user } = await show();
    await startRecording(user, 'voice');
    await pass(2);
    await act(() => media.tracks[0]?.mute());
    const said = `${t('media.recorder.paused')} ${t('media.recorder.interrupted')} 2 saniye`;
    await waitFor(() => expect(region()).toBe(said));
  });

  test('a full disk leaves what it had taken of a part in the list, to be played and deleted', async () => {
    const { user, answers } = await show();
    await record(user, 'voice', 2);
    await press(user, t('media.recorder.addPart'));
    await begin(user);
    await pass(3);
    await waitFor(async () => expect((await mySizes()).filter(Boolean)).toHaveLength(2));
    fillTheStore();
    await pass(1);
    expect(await screen.findByText(t('media.failure.kept'))).toBeTruthy();
    expect(await screen.findByRole('heading', { name: t('media.take.voice', { number: 2 }) })).toBeTruthy();
    await user.click(await button(`${t('media.take.remove')}: ${t('media.take.voice', { number: 2 })}`));
    await user.click(await button(t('media.take.removeConfirm')));
    await waitFor(async () => expect(await mine()).toEqual([answers().attachments?.[0]?.id]));
  });

  test('a disk that is full from the beginning has kept nothing, and nothing is said to be kept', async () => {
    const { user, answers } = await show();
    await user.click(screen.getByRole('radio', { name: t('media.way.voice') }));
    await press(user, t('media.recorder.voice.open'));
    fillTheStore('chunks');
    await press(user, t('media.recorder.begin'));
    await pass(3);
    await waitFor(async () => {
      await pass(1);
      expect(screen.getByText(t('media.failure.notKept'))).toBeTruthy();
    });
    expect(screen.queryByText(t('media.failure.kept'))).toBeNull();
    const spoken = [t('media.failure.quota'), t('media.failure.notKept')].join('. ');
    await waitFor(() => expect(region()).toBe(spoken));
    expect(answers().attachments ?? []).toEqual([]);
  });

  test('nobody goes on before a recording is over: it is said what is to be done, where it is done', async () => {
    const { user, obstacle } = await show();
    expect(obstacle()).toBeUndefined();
    await startRecording(user, 'voice');
    expect(obstacle()).toEqual({ fieldId: 'answer-description', text: t('media.text.error.busy') });
    await press(user, t('media.recorder.finish'));
    await waitFor(() => expect(obstacle()).toBeUndefined());
    await press(user, t('media.recorder.addPart'));
    await waitFor(() => expect(obstacle()).toBeDefined());
    await user.click(screen.getByRole('radio', { name: t('media.way.write') }));
    expect(obstacle()).toBeUndefined();
  });

  test('a text that was written stays in sight when another way is chosen, for it would be sent', async () => {
    const { user } = await show({ kind: 'request', description: 'Yazdım.' });
    await user.click(screen.getByRole('radio', { name: t('media.way.voice') }));
    expect(screen.getByRole('textbox', { name: t('flow.text.description') })).toBeTruthy();
  });

  test('the error of a missing description leads to the button that records', async () => {
    const { user } = await show({ kind: 'request' }, { description: 'Eksik' });
    await user.click(screen.getByRole('radio', { name: t('media.way.voice') }));
    const open = await button(t('media.recorder.voice.open'));
    expect(open.id).toBe('answer-description');
    expect(screen.getByText('Eksik')).toBeTruthy();
  });

  test('more parts are added, one is deleted after a question, and its bytes go', async () => {
    const { user, answers } = await show();
    await record(user, 'voice', 2);
    await press(user, t('media.recorder.addPart'));
    await begin(user);
    await pass(2);
    await press(user, t('media.recorder.finish'));
    await waitFor(() => expect(answers().attachments).toHaveLength(2));
    const [first] = answers().attachments ?? [];
    await user.click(await button(`${t('media.take.remove')}: ${t('media.take.voice', { number: 1 })}`));
    await user.click(await button(t('media.take.removeConfirm')));
    await waitFor(() => expect(answers().attachments).toHaveLength(1));
    await waitFor(async () => expect(await mine()).not.toContain(first?.id));
  });
});

test.each([
  ['NotAllowedError', 'refused'],
  ['NotFoundError', 'no-device'],
  ['NotReadableError', 'taken'],
] as const)(
  '%s: the reason and what can be done are said, and it can be tried again',
  async (name, reason) => {
    media.refusal = name;
    const { user } = await show();
    await user.click(screen.getByRole('radio', { name: t('media.way.sign-video') }));
    await press(user, t('media.recorder.sign-video.open'));
    expect(await screen.findByRole('heading', { name: t(`media.failure.${reason}`) })).toBeTruthy();
    expect(screen.getByText(t(`media.failure.${reason}.body`))).toBeTruthy();
    media.refusal = undefined;
    await press(user, t('media.recorder.tryAgain'));
    expect(await button(t('media.recorder.begin'))).toBeTruthy();
  },
);

test.each([
  ['unplugged', 'granted'],
  ['revoked', 'prompt'],
] as const)(
  'a microphone that is %s in the middle is said as that, what was recorded is a part, and another one follows',
  async (reason, permission) => {
    const { user, answers } = await show();
    await startRecording(user, 'voice');
    await pass(3);
    await act(async () => {
      media.permission = permission;
      media.tracks[0]?.dispatchEvent(new Event('ended'));
      await finishWork();
    });
    expect(await screen.findByRole('heading', { name: t(`media.failure.${reason}`) })).toBeTruthy();
    expect(screen.getByText(t(`media.failure.${reason}.body`))).toBeTruthy();
    expect(await screen.findByText(t('media.failure.kept'), { exact: false })).toBeTruthy();
    await waitFor(() => expect(answers().attachments).toHaveLength(1));
    await press(user, t('media.recorder.tryAgain'));
    expect(await button(t('media.recorder.begin'))).toBeTruthy();
  },
);

test('a browser without an encoder says so, and how it can be told all the same', async () => {
  media.supported = /nothing/;
  const { user } = await show();
  await user.click(screen.getByRole('radio', { name: t('media.way.voice') }));
  await press(user, t('media.recorder.voice.open'));
  await press(user, t('media.recorder.begin'));
  await pass(4);
  expect(await screen.findByRole('heading', { name: t('media.failure.no-encoder') })).toBeTruthy();
  expect(screen.getByText(t('media.failure.no-encoder.body'))).toBeTruthy();
});

test('what was cut off by a kill is there, said, and a part like any other', async () => {
  const { id } = await beginRecording({ draftId, kind: 'sign-video', mediaType: 'video/webm;codecs=vp8' });
  await appendChunk(id, new TextEncoder().encode('bytes').buffer, 7_000);
  const { answers } = await show();
  await waitFor(() =>
    expect(answers().attachments).toMatchObject([{ id, kind: 'sign-video', durationMs: 7_000 }]),
  );
  expect(screen.getAllByText(t('media.recovered', { count: 1 })).length).toBeGreaterThan(0);
  expect(screen.getByRole('radio', { name: t('media.way.sign-video') })).toHaveProperty('checked', true);
  expect(await button(t('media.recorder.addPart'))).toBeTruthy();
});

test('a camera is chosen by words', async () => {
  const { user } = await show();
  await user.click(screen.getByRole('radio', { name: t('media.way.sign-video') }));
  await user.click(screen.getByRole('radio', { name: t('media.camera.back') }));
  await press(user, t('media.recorder.sign-video.open'));
  await button(t('media.recorder.begin'));
  expect(media.constraints.at(-1)).toMatchObject({ video: { facingMode: 'environment' } });
});

test('a subject from the list is written into the subject', async () => {
  const { user, answers } = await show();
  await user.selectOptions(
    screen.getByRole('combobox', { name: new RegExp(t('media.topic.label')) }),
    'water',
  );
  expect(answers().subject).toBe(t('media.topic.water'));
});

describe('files', () => {
  const choose = async (user: UserEvent, ...files: File[]): Promise<void> => {
    const input = document.querySelector<HTMLInputElement>('input[type=file]');
    if (!input) throw new Error('there is no file field');
    await user.upload(input, files);
  };

  test('limits are told before choosing, a document is added and removed again', async () => {
    const { user, answers } = await show();
    expect(screen.getByText(/En çok 10 ek/)).toBeTruthy();
    await choose(user, new File([`%PDF-${'x'.repeat(2_000)}`], 'dilekçe.pdf', { type: 'application/pdf' }));
    await waitFor(() =>
      expect(answers().attachments).toMatchObject([{ kind: 'document', role: 'supporting' }]),
    );
    expect(
      (await screen.findAllByText(t('media.file.added', { name: 'dilekçe.pdf' }))).length,
    ).toBeGreaterThan(0);
    await user.click(await button(t('media.file.removeNamed', { name: 'dilekçe.pdf' })));
    await waitFor(() => expect(answers().attachments).toEqual([]));
    await waitFor(async () => expect(await mine()).toEqual([]));
  });

  test('what is not taken is named with the reason, and what is, stays', async () => {
    const { user, answers } = await show();
    await choose(
      user,
      new File(['%PDF-1.7'], 'iyi.pdf', { type: 'application/pdf' }),
      new File(['<html>'], 'sayfa.pdf', { type: 'application/pdf' }),
      new File(['%PDF-', new Uint8Array(22 * 1024 * 1024)], 'büyük.pdf', { type: 'application/pdf' }),
      new File([], 'boş.pdf', { type: 'application/pdf' }),
    );
    const figures = { name: 'büyük.pdf', size: '22 MB', most: '20 MB' };
    await screen.findByText(t('media.file.fault.too-large', figures), { selector: 'li' });
    await screen.findByText(t('media.file.fault.content', { name: 'sayfa.pdf' }), { selector: 'li' });
    expect(
      (await screen.findAllByText(t('media.file.fault.empty', { name: 'boş.pdf' }))).length,
    ).toBeGreaterThan(0);
    expect(answers().attachments).toHaveLength(1);
  });
});
