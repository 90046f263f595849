// Sending without a copy on the phone, in each of its states; and an emergency that has become old.

import type { Page } from 'playwright-core';
import { putDraft } from '../stage/lay-records.ts';
import type { Surface, Visit } from './surface.ts';
import { arrive, goTo, leave, untilErrors } from './ways.ts';

const page = { app: 'citizen', page: 'private' } as const;

async function openSealing(at: Visit): Promise<void> {
  await leave(at);
  const id = await putDraft(at.page, at.stage.scene.device.answers, { isOnly: true });
  await arrive(at, `/gizli/?${id}`);
  await at.page.locator(`#${NOTED}`).waitFor();
}

const NOTED = 'code-noted';
const DAY_MS = 24 * 60 * 60_000;

const waiting = { state: 'waiting', attempts: 1, notBefore: 0, mayHaveArrived: false, isPaused: false };
const received = { state: 'received', receipt: '', claims: null };
const unsent = { isStored: false, head: new ArrayBuffer(8) };
const refused = { state: 'refused', problem: 'sealed-refused', violations: [], refusedAt: 0 };

/** As it lies on the phone: nobody there can open it, so what is in it does not matter. */
function sealed(letter: string, status: object, askAfter?: number): object {
  const digest = 'd'.repeat(44);
  const parcel = `${letter.repeat(21)}A`;
  return {
    parcel,
    digest,
    createdAt: 0,
    attachments: [],
    status,
    ...(askAfter !== undefined && { askAfter }),
  };
}

/** Puts records into one of the app's stores, which has nothing else then, or beside what is there. */
async function put(
  on: Page,
  store: string,
  records: object[],
  { isBesideOthers = false } = {},
): Promise<void> {
  await on.evaluate(
    ([name, all, isBeside]) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('kopru');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const transaction = request.result.transaction(name, 'readwrite');
          if (!isBeside) transaction.objectStore(name).clear();
          for (const record of all)
            transaction.objectStore(name).put({ ...record, envelope: new ArrayBuffer(8) });
          transaction.onabort = () => reject(transaction.error);
          transaction.oncomplete = () => {
            request.result.close();
            resolve();
          };
        };
      }),
    [store, records, isBesideOthers] as const,
  );
}

export const PRIVATE: readonly Surface[] = [
  {
    ...page,
    state: 'nothing waits',
    world: 'visited',
    open: async (at) => {
      await goTo(at, '/gizli/');
      await at.page.getByText(at.t('sealed.none')).waitFor();
    },
  },
  {
    ...page,
    state: 'every time on this phone',
    world: 'visited',
    leavesTraces: true,
    open: async (at) => {
      await goTo(at, '/gizli/');
      // Chosen before, it stands there still.
      const always = at.page.locator('#private-always');
      if (!(await always.isChecked())) await always.press('Space');
      await at.page.locator('#private-name').waitFor();
    },
  },
  { ...page, state: 'the code is shown once', world: 'visited', open: openSealing },
  {
    ...page,
    state: 'the code is not noted',
    world: 'visited',
    hasErrors: true,
    open: async (at) => {
      await openSealing(at);
      await at.page.getByRole('button', { name: at.t('sealed.seal') }).click();
      await untilErrors(at);
    },
  },
  {
    ...page,
    state: 'one waits, one asks, one is refused',
    world: 'applications',
    open: async (at) => {
      await leave(at);
      const old = Date.now() - DAY_MS;
      await put(at.page, 'sealed', [sealed('a', waiting), sealed('b', waiting, old), sealed('c', refused)]);
      await arrive(at, '/gizli/');
      await at.page
        .getByRole('heading', { name: at.t('sealed.refusedTitle') })
        .first()
        .waitFor();
    },
    speak: async ({ page: on, t }) => {
      await on.getByRole('button', { name: t('courier.hurry') }).click();
    },
  },
  {
    ...page,
    state: 'attachments wait for Wi-Fi',
    world: 'applications',
    leavesTraces: true,
    open: async (at) => {
      await leave(at);
      const settings = { wifiOnly: true, saveData: false };
      await put(at.page, 'device', [{ name: 'uploads', settings }], { isBesideOthers: true });
      await put(at.page, 'sealed', [{ ...sealed('a', received), attachments: [unsent] }]);
      await arrive(at, '/gizli/');
      await at.page.getByRole('button', { name: at.t('courier.sendRest') }).waitFor();
    },
  },
];
