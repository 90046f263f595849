// @vitest-environment jsdom

import { act, cleanup, render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { useState } from 'preact/hooks';
import { afterEach, expect, test } from 'vitest';
import turkish from '../../../../../locales/tr.json' with { type: 'json' };
import type { Answers } from '../../../../domain/application.ts';
import type { Locale } from '../../../../i18n/locale.ts';
import { createTranslate } from '../../../../i18n/translate.ts';
import { DEFAULT_OPERATOR } from '../../../../offline/operator-store.ts';
import { LiveRegionProvider } from '../../../../ui/live-region/live-region.tsx';
import { MODES_KEY } from '../../../../ui/modes/modes.ts';
import { changeChoices } from '../../../clips/clip-choices.ts';
import { TextsContext } from '../../../shell/texts.tsx';
import { FormatStep } from './format-step.tsx';

const t = createTranslate(
  'tr',
  Object.fromEntries(Object.entries(turkish).map(([key, { text }]) => [key, text])),
);

afterEach(async () => {
  await act(cleanup);
  localStorage.clear();
});

function show(start: Answers, locale: Locale = 'tr') {
  let newest = start;
  function Host() {
    const [answers, setAnswers] = useState(start);
    newest = answers;
    return (
      <FormatStep
        draftId="draft"
        answers={answers}
        change={(patch) => setAnswers((before) => ({ ...before, ...patch }))}
        errorOf={() => undefined}
        obstruct={() => undefined}
        Heading="h2"
        operator={DEFAULT_OPERATOR}
      />
    );
  }
  render(
    <TextsContext.Provider value={{ locale, tag: 'tr', t, loadMessages: () => Promise.resolve() }}>
      <LiveRegionProvider>
        <Host />
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
  return { user: userEvent.setup(), answers: () => newest };
}

const offer = () => screen.queryByRole('button', { name: t('flow.format.take') });

test('who reads as everybody does is offered nothing', () => {
  show({});
  expect(offer()).toBeNull();
});

test('nothing of how a person reads goes with the application until they say so', async () => {
  localStorage.setItem(MODES_KEY, '{"text":"150","aloud":"on"}');
  const { user, answers } = show({ formats: ['text'] }, 'tr-simple');
  expect(answers().formats).toEqual(['text']);
  const button = offer();
  if (!button) throw new Error('nothing is offered');
  await user.click(button);
  expect(answers().formats).toEqual(['text', 'plain-language', 'large-print', 'audio']);
  expect(offer()).toBeNull();
});

test('who chose sign language first is offered an answer in it', async () => {
  changeChoices({ isFirst: true });
  const { user, answers } = show({ formats: ['text'] });
  await user.click(offer() ?? expect.fail('nothing is offered'));
  expect(answers().formats).toEqual(['text', 'sign-language']);
});

test('after the offer was taken the focus is at the choices, not lost with the button', async () => {
  localStorage.setItem(MODES_KEY, '{"text":"200"}');
  const { user } = show({});
  const button = offer();
  if (button) await user.click(button);
  expect(document.activeElement).toBe(screen.getByRole('checkbox', { name: t('format.text') }));
});

test('what is chosen already is not offered again', () => {
  localStorage.setItem(MODES_KEY, '{"text":"200"}');
  show({ formats: ['large-print'] });
  expect(offer()).toBeNull();
});
