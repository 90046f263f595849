// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, cleanup, render, screen, waitFor } from '@testing-library/preact';
import { type UserEvent, userEvent } from '@testing-library/user-event';
import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import { afterEach, expect, test, vi } from 'vitest';
import turkish from '../../../../../locales/tr.json' with { type: 'json' };
import type { Answers } from '../../../../domain/application.ts';
import type { Operator } from '../../../../domain/wire.ts';
import { createTranslate } from '../../../../i18n/translate.ts';
import { write } from '../../../../offline/database.ts';
import { platform } from '../../../../offline/environment.ts';
import { DEFAULT_OPERATOR } from '../../../../offline/operator-store.ts';
import { LiveRegionProvider } from '../../../../ui/live-region/live-region.tsx';
import { TextsContext } from '../../../shell/texts.tsx';
import { CodeWays } from '../code-ways.tsx';
import { AddresseeStep } from './addressee-step.tsx';
import { ContactStep } from './contact-step.tsx';
import { IdentityStep } from './identity-step.tsx';
import { KindStep } from './kind-step.tsx';
import { PlaceStep } from './place-step.tsx';
import type { StepProps } from './step.ts';
import { TextStep } from './text-step.tsx';

const t = createTranslate(
  'tr',
  Object.fromEntries(Object.entries(turkish).map(([key, { text }]) => [key, text])),
);
const TEXTS = { locale: 'tr', tag: 'tr', t, loadMessages: () => Promise.resolve() } as const;

interface Shown {
  user: UserEvent;
  answers: () => Answers;
}

function show(Step: ComponentType<StepProps>, start: Answers, operator: Operator = DEFAULT_OPERATOR): Shown {
  let newest = start;
  function Host() {
    const [answers, setAnswers] = useState(start);
    newest = answers;
    const change = (patch: Answers): void => setAnswers((before) => ({ ...before, ...patch }));
    return (
      <Step
        draftId="draft"
        answers={answers}
        change={change}
        errorOf={() => undefined}
        obstruct={() => undefined}
        operator={operator}
        Heading="h2"
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
  return { user: userEvent.setup(), answers: () => newest };
}

async function storeDirectory(): Promise<void> {
  const institutions = [
    { id: 'icisleri', name: 'İçişleri Bakanlığı', keywords: ['nüfus'] },
    { id: 'saglik', name: 'Sağlık Bakanlığı', keywords: ['hastane'] },
  ];
  await write(platform, ['device'], (transaction) =>
    transaction.objectStore('device').put({ name: 'directory', directory: { version: '1', institutions } }),
  );
}

afterEach(async () => {
  // Preact ends effects after the next paint; `act` ends them while there is still a document.
  await act(cleanup);
  vi.unstubAllGlobals();
});

test('a disaster that the operator has opened is offered, and choosing it says loudly whom to call', async () => {
  const operator = { ...DEFAULT_OPERATOR, openKinds: ['thanks', 'disaster'] as const, emergencyPhone: '112' };
  const { user, answers } = show(KindStep, {}, { ...operator, openKinds: [...operator.openKinds] });
  expect(screen.getAllByRole('radio')).toHaveLength(2);
  await user.click(screen.getByRole('radio', { name: t('kind.disaster') }));
  expect(answers().kind).toBe('disaster');
  expect(screen.getByRole('heading', { name: 'Can tehlikesi varsa 112 numarasını arayın' })).toBeTruthy();
});

test('nothing is called optional before it is known what the application is: the institution never is', () => {
  show(AddresseeStep, {});
  screen.getByRole('radiogroup', { name: t('flow.addressee.legend') });
});

test('an institution is found without Turkish letters, chosen by keyboard, and forgotten when the name is changed', async () => {
  await storeDirectory();
  const { user, answers } = show(AddresseeStep, { kind: 'request' });
  await user.click(screen.getByRole('radio', { name: t('flow.addressee.institution') }));
  const search = await screen.findByRole<HTMLInputElement>('combobox', { name: t('flow.addressee.search') });
  await user.type(search, 'icis');
  await user.keyboard('{ArrowDown}{Enter}');
  expect(answers().addressee).toEqual({
    kind: 'institution',
    institutionId: 'icisleri',
    name: 'İçişleri Bakanlığı',
  });
  expect(search.value).toBe('İçişleri Bakanlığı');
  await user.type(search, '{Backspace}');
  expect(answers().addressee).toBeUndefined();
});

test('a name that is typed whole counts as chosen', async () => {
  await storeDirectory();
  const { user, answers } = show(AddresseeStep, { kind: 'request' });
  await user.click(screen.getByRole('radio', { name: t('flow.addressee.institution') }));
  await user.type(
    await screen.findByRole('combobox', { name: t('flow.addressee.search') }),
    'saglik bakanligi',
  );
  expect(answers().addressee).toMatchObject({ institutionId: 'saglik' });
});

test('the results can be had as a plain list', async () => {
  await storeDirectory();
  const { user, answers } = show(AddresseeStep, { kind: 'request' });
  await user.click(screen.getByRole('radio', { name: t('flow.addressee.institution') }));
  await user.click(await screen.findByRole('checkbox', { name: t('flow.addressee.plainList') }));
  await user.type(screen.getByRole('searchbox', { name: t('flow.addressee.search') }), 'hastane');
  await user.click(screen.getByRole('radio', { name: 'Sağlık Bakanlığı' }));
  expect(answers().addressee).toMatchObject({ institutionId: 'saglik' });
});

test('changing the mind about the institution and back loses nothing', async () => {
  await storeDirectory();
  const chosen = { kind: 'institution', institutionId: 'saglik', name: 'Sağlık Bakanlığı' } as const;
  const { user, answers } = show(AddresseeStep, { kind: 'request', addressee: chosen });
  await user.click(screen.getByRole('radio', { name: t('flow.addressee.unknown') }));
  expect(answers().addressee).toEqual({ kind: 'unknown' });
  await user.click(screen.getByRole('radio', { name: t('flow.addressee.institution') }));
  expect(answers().addressee).toEqual(chosen);
});

test('a position is added and removed by one button, which keeps the focus', async () => {
  const coords = { latitude: 37.1, longitude: 37.2, accuracy: 8 };
  vi.stubGlobal('navigator', {
    ...navigator,
    geolocation: { getCurrentPosition: (found: (position: { coords: object }) => void) => found({ coords }) },
  });
  const { user, answers } = show(PlaceStep, { kind: 'request' });
  await user.click(screen.getByRole('button', { name: t('flow.place.addPosition') }));
  const remove = await screen.findByRole('button', { name: t('flow.place.removePosition') });
  expect(answers().coordinates).toEqual({ latitude: 37.1, longitude: 37.2, accuracyMetres: 8 });
  expect(document.activeElement).toBe(remove);
  await user.click(remove);
  expect(answers().coordinates).toBeUndefined();
  expect(document.activeElement).toBe(remove);
});

test('provinces are in the order of the Turkish alphabet', () => {
  show(PlaceStep, { kind: 'request' });
  const province = screen.getByRole<HTMLSelectElement>('combobox', { name: t('flow.place.province') });
  const names = [...province.options].slice(1).map(({ text }) => text);
  expect(names).toHaveLength(81);
  expect(names.slice(0, 2)).toEqual(['Adana', 'Adıyaman']);
  expect(names.indexOf('Çanakkale')).toBe(names.indexOf('Bursa') + 1);
  expect(names.indexOf('Şırnak')).toBe(names.indexOf('Şanlıurfa') + 1);
});

test('the counter shows what is left in the operator’s limit', async () => {
  const { user } = show(TextStep, { kind: 'request' }, { ...DEFAULT_OPERATOR, descriptionMaxLength: 10 });
  await user.type(screen.getByRole('textbox', { name: t('flow.text.description') }), 'On iki harf');
  expect(screen.getByText('1 karakter fazla. Kısaltın')).toBeTruthy();
});

test('personal fields tell the browser what they are', () => {
  show(IdentityStep, { kind: 'request' });
  show(ContactStep, { kind: 'request' });
  const tokens = [...document.querySelectorAll('[autocomplete]')].map((field) =>
    field.getAttribute('autocomplete'),
  );
  expect(tokens).toEqual(['name', 'off', 'street-address', 'tel', 'email']);
});

test.each([
  ['request', ['phone', 'email']],
  ['disaster', ['email']],
  ['thanks', ['phone', 'email']],
] as const)('what a kind does not require is marked as optional: %s', (kind, optional) => {
  show(ContactStep, { kind });
  expect(screen.getAllByText(t('flow.optional'), { exact: false })).toHaveLength(optional.length);
});

test.each(['thanks', 'opinion', 'disaster'] as const)(
  'identity number and address are not asked for: %s',
  (kind) => {
    show(IdentityStep, { kind, identityNumber: '12345678950' });
    show(ContactStep, { kind, addressText: 'Örnek Sokak 1' });
    expect(screen.queryByRole('textbox', { name: t('flow.identity.number') })).toBeNull();
    expect(screen.queryByRole('textbox', { name: t('flow.contact.address') })).toBeNull();
    expect(screen.getByRole('textbox', { name: t('flow.identity.fullName') })).toBeTruthy();
  },
);

const GROUPS = ['4831', '0092', '7715', '3308', '6145'];

function showWays(): UserEvent {
  const user = userEvent.setup();
  render(
    <TextsContext.Provider value={TEXTS}>
      <LiveRegionProvider>
        <CodeWays groups={GROUPS} />
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
  return user;
}

test('the code is copied in groups, and the page says so', async () => {
  const user = showWays();
  await user.click(screen.getByRole('button', { name: t('flow.send.copy') }));
  expect(await screen.findByText(t('flow.send.copied'))).toBeTruthy();
  expect(await navigator.clipboard.readText()).toBe(GROUPS.join(' '));
});

test('a refused clipboard says what to do instead', async () => {
  const user = showWays();
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no', 'NotAllowedError'));
  await user.click(screen.getByRole('button', { name: t('flow.send.copy') }));
  expect(await screen.findByText(t('flow.send.copyFailed'))).toBeTruthy();
});

test('sharing is offered only where the browser can, and hearing says when there is no Turkish voice', async () => {
  const user = showWays();
  expect(screen.queryByRole('button', { name: t('flow.send.share') })).toBeNull();
  await user.click(screen.getByRole('button', { name: t('flow.send.hear') }));
  await waitFor(() => expect(screen.getAllByText(t('flow.send.noVoice')).length).toBeGreaterThan(0));
});
