import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Attachment } from '../domain/attachment.ts';
import { DEFAULT_ATTACHMENT_LIMITS } from '../domain/attachment-limits.ts';
import { createDraft } from '../offline/drafts.ts';
import { type MockEnvironment, mockEnvironment, settle } from '../offline/environment.mock.ts';
import { listRecordings } from '../offline/recordings.ts';
import { type Intake, type IntakePlan, type Outcome, openIntake } from './intake.ts';
import { recoverRecordings } from './recovery.ts';
import { takeFile } from './take-file.ts';

let environment: MockEnvironment;
let draftId: string;
let intake: Intake;
let manifest: Attachment[];
let outcomes: Outcome[];
beforeEach(async () => {
  environment = mockEnvironment();
  draftId = (await createDraft(environment)).id;
  intake = openIntake(draftId, takeFile, environment);
  manifest = [];
  outcomes = [];
});

const plan = (change: Partial<IntakePlan> = {}): IntakePlan => ({
  limits: DEFAULT_ATTACHMENT_LIMITS,
  savesData: false,
  count: () => manifest.length,
  attach: async (attachment) => {
    manifest.push(attachment);
    return true;
  },
  onOutcome: (outcome) => outcomes.push(outcome),
  ...change,
});
const pdf = (name: string): File => new File(['%PDF-1.7'], name, { type: 'application/pdf' });
const names = async () => (await listRecordings(environment)).map(({ name }) => name);

/** Its bytes come when the test lets them. */
function slow(name: string): { file: File; read: () => void } {
  const file = pdf(name);
  const { promise, resolve } = Promise.withResolvers<ArrayBuffer>();
  file.slice = () => ({ arrayBuffer: () => promise }) as Blob;
  return { file, read: () => resolve(new TextEncoder().encode('%PDF-1.7').buffer) };
}

describe('files that were chosen', () => {
  it('are known in the same task, and all of them have a record before the first is read (N1, N3)', async () => {
    const { file, read } = slow('a.pdf');
    const taking = intake.take([file, pdf('b.pdf'), new File(['x'], 'c.exe')], plan());
    expect(intake.isBusy()).toBe(true);
    await settle();
    expect((await names()).sort()).toEqual(['a.pdf', 'b.pdf']);
    // A kill takes the locks along.
    environment.device.locks.clear();
    const again = mockEnvironment(environment.device);
    expect(await recoverRecordings(draftId, [], again)).toEqual([]);
    expect((await listRecordings(again)).map(({ name, state }) => `${name} ${state}`).sort()).toEqual([
      'a.pdf cut-off',
      'b.pdf cut-off',
    ]);
    read();
    await taking;
  });

  it('are not taken for cut off by another page until the manifest names them (N2)', async () => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const taking = intake.take([pdf('a.pdf')], plan({ attach: () => promise }));
    await settle();
    const tab = mockEnvironment(environment.device);
    expect(await recoverRecordings(draftId, [], tab)).toEqual([]);
    expect(await listRecordings(tab)).toMatchObject([{ state: 'whole' }]);
    resolve(true);
    await taking;
    expect(await recoverRecordings(draftId, [], tab)).toHaveLength(1);
  });

  it('go in one after another, by the count of the manifest at their turn, and each is told of', async () => {
    const first = intake.take([pdf('a.pdf')], plan({ limits: { ...DEFAULT_ATTACHMENT_LIMITS, count: 1 } }));
    const second = intake.take([pdf('b.pdf')], plan({ limits: { ...DEFAULT_ATTACHMENT_LIMITS, count: 1 } }));
    await Promise.all([first, second]);
    expect(outcomes.map(({ name, taken }) => [name, taken.ok ? 'added' : taken.fault])).toEqual([
      ['a.pdf', 'added'],
      ['b.pdf', 'too-many'],
    ]);
    expect([intake.isBusy(), intake.view().reading]).toEqual([false, undefined]);
    expect(await names()).toEqual(['a.pdf']);
  });

  it('of which the draft was sent or deleted meanwhile leave nothing, and say so', async () => {
    await intake.take([pdf('a.pdf')], plan({ attach: async () => false }));
    expect(outcomes).toMatchObject([{ name: 'a.pdf', taken: { ok: false, fault: 'gone' } }]);
    expect(await names()).toEqual([]);
    expect(environment.device.locks.size).toBe(0);
  });
});

it('tells who opens the page again what is being read, and forgets with the last who listens what is through', async () => {
  const { file, read } = slow('a.pdf');
  const taking = intake.take([pdf('b.pdf'), file], plan());
  const stop = intake.listen(() => undefined);
  await settle();
  stop();
  expect(intake.view()).toMatchObject({ reading: { name: 'a.pdf' }, outcomes: [{ name: 'b.pdf' }] });
  const stopAgain = intake.listen(() => undefined);
  read();
  await taking;
  expect(intake.view().outcomes.map(({ name }) => name)).toEqual(['b.pdf', 'a.pdf']);
  stopAgain();
  expect(intake.view()).toEqual({ reading: undefined, outcomes: [] });
});
