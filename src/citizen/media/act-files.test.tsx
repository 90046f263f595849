// @vitest-environment jsdom
// Files that go with what a citizen adds to a case: named on the disk by what is prepared, and part of what is sent.
import 'fake-indexeddb/auto';
import { act, cleanup, render, screen, waitFor } from '@testing-library/preact';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import turkish from '../../../locales/tr.json' with { type: 'json' };
import { mockLocks } from '../../../tests/fixtures/locks.ts';
import { createTranslate } from '../../i18n/translate.ts';
import { beginAct, listActs, sendAct } from '../../offline/act-writing.ts';
import { beginRecording, listRecordings } from '../../offline/recordings.ts';
import { mockModalDialogs } from '../../ui/dialog/modal-dialogs.mock.ts';
import { LiveRegionProvider } from '../../ui/live-region/live-region.tsx';
import { ActForm } from '../life/act-form.tsx';
import type { CaseActRecord } from '../life/parts.ts';
import { TextsContext } from '../shell/texts.tsx';

vi.mock(import('../../offline/sync.ts'), async (original) => ({ ...(await original()), hurry: vi.fn() }));

const t = createTranslate(
  'tr',
  Object.fromEntries(Object.entries(turkish).map(([key, { text }]) => [key, text])),
);
const TEXTS = { locale: 'tr', tag: 'tr', t, loadMessages: () => Promise.resolve() } as const;

let record: CaseActRecord;
beforeEach(async () => {
  mockModalDialogs();
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { locks: mockLocks() }));
  const applicationId = crypto.randomUUID();
  record = (await beginAct({ applicationId, trackingKey: 'k', act: { kind: 'addition' } })) as CaseActRecord;
});
afterEach(async () => {
  await act(cleanup);
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const stored = async () => (await listActs(record.applicationId)).find(({ id }) => id === record.id);

async function open() {
  render(
    <TextsContext.Provider value={TEXTS}>
      <LiveRegionProvider>
        <ActForm
          record={record}
          takesFocus={{ current: false }}
          onFault={() => undefined}
          onDone={() => undefined}
        />
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
  const user = userEvent.setup();
  const choose = await screen.findByRole('button', { name: new RegExp(`${t('media.file.choose')}$`) });
  const input = choose.parentElement?.querySelector<HTMLInputElement>('input[type=file]');
  if (!input) throw new Error('A field without its input');
  return { user, input };
}

const PDF = new File(['%PDF-1.7'], 'tutanak.pdf', { type: 'application/pdf' });

test('a file is on the disk and named by what is prepared, beside what is typed meanwhile', async () => {
  const { user, input } = await open();
  const text = screen.getByRole('textbox', { name: new RegExp(t('life.addition.field')) });
  await user.type(text, 'Tutanağı');
  await user.upload(input, PDF);
  await user.type(text, ' ekliyorum.');
  expect(await screen.findByText('tutanak.pdf')).toBeTruthy();
  await waitFor(async () =>
    expect((await stored())?.act).toMatchObject({
      text: 'Tutanağı ekliyorum.',
      attachments: [{ kind: 'document', role: 'supporting', mediaType: 'application/pdf', byteLength: 8 }],
    }),
  );
  const [attachment] = (await stored())?.act.attachments ?? [];
  expect((await listRecordings()).map(({ id }) => id)).toContain(attachment?.id);
  await user.click(screen.getByRole('button', { name: t('life.addition.send') }));
  await waitFor(async () => expect((await stored())?.status.state).toBe('waiting'));
  // The receipt's digest is over these bytes, and so over what will come.
  expect(JSON.parse((await stored())?.body ?? '')).toMatchObject({
    attachments: [{ digest: attachment?.digest }],
  });
});

test('nothing is sent without a file that is being read, and one that a page went away from comes all the same', async () => {
  const { user, input } = await open();
  await user.type(screen.getByRole('textbox', { name: new RegExp(t('life.addition.field')) }), 'Ek');
  const { promise: reading, resolve: read } = Promise.withResolvers<ArrayBuffer>();
  const slow = new File(['%PDF-1.7'], 'yavaş.pdf', { type: 'application/pdf' });
  slow.slice = () => ({ arrayBuffer: () => reading }) as Blob;
  await user.upload(input, slow);
  await screen.findByRole('progressbar');
  // The page is left, opened again, and written on.
  await act(cleanup);
  await waitFor(async () => expect((await stored())?.act.text).toBe('Ek'));
  record = (await stored()) as CaseActRecord;
  const again = await open();
  await screen.findByRole('progressbar');
  await again.user.click(screen.getByRole('button', { name: t('life.addition.send') }));
  expect(await screen.findByText(t('life.act.busy'))).toBeTruthy();
  // Whatever page asks: another window knows of no reading.
  expect(await sendAct(record, 'tr')).toEqual({ ok: false, reason: 'incomplete' });
  await again.user.type(screen.getByRole('textbox'), ' bilgi');
  await act(cleanup);
  read(new TextEncoder().encode('%PDF-1.7').buffer);
  await waitFor(async () => expect((await stored())?.act.attachments).toHaveLength(1));
  expect((await stored())?.act.text).toBe('Ek bilgi');
});

test('a file that was cut off is told of by name and holds the sending until it is chosen again or given up', async () => {
  const lost = { draftId: record.id, kind: 'document', mediaType: 'application/pdf' } as const;
  await beginRecording({ ...lost, name: 'tutanak.pdf' });
  await beginRecording({ ...lost, name: 'harita.pdf' });
  const { user, input } = await open();
  await user.type(screen.getByRole('textbox', { name: new RegExp(t('life.addition.field')) }), 'Ek');
  expect(await screen.findByText(t('media.cutOff.file', { name: 'tutanak.pdf' }))).toBeTruthy();
  await user.click(screen.getByRole('button', { name: t('life.addition.send') }));
  expect(await screen.findByText(t('life.act.incomplete'))).toBeTruthy();
  await user.upload(input, PDF);
  await waitFor(() => expect(screen.queryByText(t('media.cutOff.file', { name: 'tutanak.pdf' }))).toBeNull());
  await user.click(screen.getByRole('button', { name: `${t('media.cutOff.without')}: harita.pdf` }));
  await waitFor(() => expect(screen.queryByText(t('media.cutOff.heading'))).toBeNull());
  await user.click(screen.getByRole('button', { name: t('life.addition.send') }));
  await waitFor(async () => expect((await stored())?.status.state).toBe('waiting'));
});

test('a file that is taken away goes from the disk, too', async () => {
  const { user, input } = await open();
  await user.upload(input, PDF);
  await screen.findByText('tutanak.pdf');
  await screen.findByText(t('media.file.added', { name: 'tutanak.pdf' }), { selector: 'li' });
  const [attachment] = (await stored())?.act.attachments ?? [];
  await user.click(
    screen.getByRole('button', { name: t('media.file.removeNamed', { name: 'tutanak.pdf' }) }),
  );
  await waitFor(async () => expect((await stored())?.act.attachments).toEqual([]));
  expect(screen.queryByText(t('media.file.added', { name: 'tutanak.pdf' }), { selector: 'li' })).toBeNull();
  await waitFor(async () =>
    expect((await listRecordings()).map(({ id }) => id)).not.toContain(attachment?.id),
  );
});

test('a photo or a paper needs a word with it; a recording may be all that is said', async () => {
  const { user, input } = await open();
  await user.upload(input, PDF);
  await screen.findByText('tutanak.pdf');
  await user.click(screen.getByRole('button', { name: t('life.addition.send') }));
  expect(await screen.findByText(t('life.error.told'))).toBeTruthy();
  expect((await stored())?.status.state).toBe('writing');

  await act(cleanup);
  const voice = { kind: 'voice', role: 'supporting', mediaType: 'audio/webm', byteLength: 8 } as const;
  const recording = {
    ...voice,
    id: '01900000-0000-7000-8000-000000000003',
    digest: 'd'.repeat(43),
    durationMs: 1_000,
  };
  record = (await beginAct({
    applicationId: crypto.randomUUID(),
    trackingKey: 'k',
    act: { kind: 'addition', attachments: [recording] },
  })) as CaseActRecord;
  const again = await open();
  expect(screen.getByRole('textbox').getAttribute('aria-required')).toBeNull();
  await again.user.click(screen.getByRole('button', { name: t('life.addition.send') }));
  await waitFor(async () => expect((await stored())?.status.state).toBe('waiting'));
  expect(JSON.parse((await stored())?.body ?? '')).toMatchObject({
    text: '',
    attachments: [{ kind: 'voice' }],
  });
});
