// Carrying for others. What is carried is laid into the device's store as records of the app's own shape: what is sealed in them no page
// reads.

import type { SealedEntry } from '../../../src/offline/sealed-schema.ts';
import type { Surface, Visit } from './surface.ts';
import { goTo } from './ways.ts';

/** All but the bytes, which the page adds: they do not cross into it. */
type Laid = Omit<SealedEntry, 'envelope' | 'attachments' | 'own'> & { attachments: number; isOwn?: true };

const DAY_MS = 24 * 60 * 60_000;
const TAKEN_AT = Date.UTC(2026, 10, 23, 9, 30);
const WAITING = {
  state: 'waiting',
  attempts: 1,
  notBefore: 0,
  mayHaveArrived: false,
  isPaused: false,
} as const;
const RECEIVED = { state: 'received', receipt: 'AAAA', claims: null } as const;
const REFUSED: Laid['status'] = {
  state: 'refused',
  problem: 'sealed-refused',
  violations: [],
  refusedAt: TAKEN_AT,
};

function laid(name: string, status: Laid['status'], more: Partial<Laid> = {}): Laid {
  return {
    parcel: `${name.padEnd(21, 'a')}A`,
    digest: '',
    createdAt: TAKEN_AT,
    status,
    attachments: 0,
    ...more,
  };
}

const CARRIED: readonly Laid[] = [
  laid('waiting', WAITING, { attachments: 2 }),
  laid('waiting-too', WAITING),
  laid('asks', WAITING, { askAfter: TAKEN_AT + DAY_MS }),
  laid('delivered', RECEIVED),
  laid('refused', REFUSED, { reason: 'AAAA' }),
  laid('mute', REFUSED),
  laid('own', WAITING, { isOwn: true }),
];

async function openCourier(at: Visit): Promise<void> {
  await goTo(at, '/kurye/');
  await at.page.evaluate(async (entries) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('kopru');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const transaction = database.transaction('sealed', 'readwrite');
    transaction.objectStore('sealed').clear();
    for (const { attachments, isOwn, ...entry } of entries) {
      transaction.objectStore('sealed').put({
        ...entry,
        envelope: new ArrayBuffer(8),
        attachments: Array.from({ length: attachments }, () => ({
          head: new ArrayBuffer(8),
          chunks: 1,
          bytes: 20,
          isStored: false,
        })),
        ...(isOwn && { own: { mayBeCarried: true, id: '', digest: '' } }),
      });
    }
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = reject;
    });
    database.close();
  }, CARRIED);
  await goTo(at, '/kurye/');
  await at.page.getByRole('heading', { name: at.t('courier.waiting', { count: 2 }) }).waitFor();
}

const each = ({ page, t }: Visit) => page.getByText(t('courier.each', { count: CARRIED.length - 1 }));
const remove = ({ page }: Visit) => page.locator('details li button').first();

export const COURIER: readonly Surface[] = [
  {
    app: 'citizen',
    page: 'courier',
    state: 'carries nothing',
    world: 'visited',
    open: async (at) => {
      await goTo(at, '/kurye/');
      await at.page.getByText(at.t('courier.giveNone')).waitFor();
    },
  },
  {
    app: 'citizen',
    page: 'courier',
    state:
      'waiting, asked about, delivered, refused with and without an answer, and one’s own; each by itself; a file that is none',
    world: 'applications',
    leavesTraces: true,
    open: async (at) => {
      await openCourier(at);
      await each(at).click();
      const file = { name: 'dilekçe.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') };
      await at.page.locator('input[type=file]').setInputFiles(file);
      await at.page
        .getByText(at.t('courier.fault.foreign', { name: file.name }))
        .first()
        .waitFor();
    },
    speak: async ({ page, t }) => {
      await page.getByRole('button', { name: t('courier.hurry') }).click();
    },
  },
  {
    app: 'citizen',
    page: 'courier',
    state: 'what waits in the open, to be given, its writer agreed',
    world: 'applications',
    leavesTraces: true,
    open: async (at) => {
      await goTo(at, `/kurye/?${at.stage.scene.device.ids.waiting}`);
      await at.page.getByRole('checkbox', { name: at.t('courier.copyConsent') }).press('Space');
      await at.page.getByRole('button', { name: at.t('courier.give.save') }).waitFor();
    },
  },
  {
    app: 'citizen',
    page: 'courier',
    state: 'asks before one is deleted',
    world: 'applications',
    leavesTraces: true,
    open: async (at) => {
      await openCourier(at);
      await each(at).click();
      await remove(at).click();
      await at.page.getByRole('dialog').waitFor();
    },
    opener: remove,
  },
];
