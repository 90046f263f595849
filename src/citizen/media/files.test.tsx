// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, cleanup, render, screen, waitFor } from '@testing-library/preact';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { mockLocks } from '../../../tests/fixtures/locks.ts';
import { DEFAULT_ATTACHMENT_LIMITS } from '../../domain/attachment-limits.ts';
import { ACCEPTED_FILES } from '../../media/file-kinds.ts';
import { LiveRegionProvider } from '../../ui/live-region/live-region.tsx';
import { t } from '../pages/flow/flow-screen.mock.tsx';
import { TextsContext } from '../shell/texts.tsx';
import { Files } from './files.tsx';

const TEXTS = { locale: 'tr', tag: 'tr', t, loadMessages: () => Promise.resolve() } as const;

afterEach(async () => {
  await act(cleanup);
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** @param isPhone what is pointed with: a finger */
function show(isPhone: boolean): void {
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: isPhone && query === '(pointer: coarse)' }));
  const manifest = {
    newest: () => [],
    add: () => undefined,
    remove: () => undefined,
    attach: () => Promise.resolve(true),
  };
  render(
    <TextsContext.Provider value={TEXTS}>
      <LiveRegionProvider>
        <Files
          id="files"
          error={undefined}
          draftId="d"
          limits={DEFAULT_ATTACHMENT_LIMITS}
          savesData={false}
          attachments={[]}
          records={[]}
          manifest={manifest}
          onHeld={() => undefined}
        />
      </LiveRegionProvider>
    </TextsContext.Provider>,
  );
}

/** What the press of a button opens, as its attributes tell the browser. */
async function openedBy(name: RegExp) {
  const opened = vi.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(() => undefined);
  await userEvent.click(screen.getByRole('button', { name }));
  expect(opened).toHaveBeenCalledTimes(1);
  const input = opened.mock.instances[0] as HTMLInputElement;
  opened.mockRestore();
  return {
    type: input.type,
    capture: input.getAttribute('capture'),
    accept: input.getAttribute('accept'),
    isMultiple: input.multiple,
  };
}

/** Heard after the label of the field. */
const ordinary = new RegExp(`^${t('media.file.label')}.* ${t('media.file.choose')}$`);
const camera = new RegExp(`^${t('media.file.cameraLabel')}.* ${t('media.file.camera')}$`);

test.each([true, false])(
  'the ordinary picker offers every kind of file, and no camera in its place (on a phone: %s)',
  async (isPhone) => {
    show(isPhone);
    expect(await openedBy(ordinary)).toEqual({
      type: 'file',
      capture: null,
      accept: ACCEPTED_FILES,
      isMultiple: true,
    });
  },
);

test('a phone offers its camera for a photo beside it, the one that looks away from the citizen', async () => {
  show(true);
  expect(await openedBy(camera)).toEqual({
    type: 'file',
    capture: 'environment',
    accept: 'image/*',
    isMultiple: false,
  });
});

test('where nothing would open but the same list of files, no camera is offered', () => {
  show(false);
  expect(screen.queryByRole('button', { name: camera })).toBeNull();
});

test('files that were chosen together are told of once, when all are through, and one that is not taken by itself', async () => {
  // Locks exist in browsers only.
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { locks: mockLocks() }));
  show(false);
  const heard: string[] = [];
  for (const region of document.querySelectorAll('[aria-live]'))
    new MutationObserver(() => heard.push(region.textContent)).observe(region, { childList: true });
  const pdf = (name: string) => new File(['%PDF-1.7'], name, { type: 'application/pdf' });
  const archive = new File(['PK'], 'arsiv.zip', { type: 'application/zip' });
  const chosen = [pdf('a.pdf'), archive, pdf('b.pdf'), pdf('c.pdf')];
  const input = document.querySelector('input[type="file"]') as HTMLInputElement;
  await userEvent.setup({ applyAccept: false }).upload(input, chosen);
  const all = t('media.file.addedMany', { count: 3 });
  await waitFor(() => expect(heard).toContain(all));
  expect(heard.filter((text) => text !== '')).toEqual([
    t('media.file.fault.kind', { name: 'arsiv.zip', count: 10 }),
    all,
  ]);
});
