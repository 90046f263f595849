import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDraft } from './drafts.ts';
import { type MockEnvironment, mockDevice, mockEnvironment, settle } from './environment.mock.ts';
import { askPersistence, isPersistent, storageWarning, wasEvicted } from './storage.ts';

const MB = 1024 * 1024;
let environment: MockEnvironment;
beforeEach(() => {
  environment = mockEnvironment();
});

describe('the warning', () => {
  it.each([
    ['half full', 500, 1_000, false],
    ['over 80 %', 801, 1_000, true],
    ['under 20 MB left', 31, 50, true],
    ['no figures at all', undefined, undefined, false],
  ])('%s', async (_name, usage, quota, isWarned) => {
    const estimate = { usage: usage && usage * MB, quota: quota && quota * MB };
    environment.storage = {
      estimate: async () =>
        estimate.usage === undefined || estimate.quota === undefined
          ? {}
          : { usage: estimate.usage, quota: estimate.quota },
    };
    const warning = await storageWarning(environment);
    expect(warning).toEqual(isWarned ? { usedBytes: estimate.usage, quotaBytes: estimate.quota } : undefined);
  });

  it('is none where the browser cannot tell', async () => {
    expect(await storageWarning(environment)).toBeUndefined();
  });
});

describe('persistence', () => {
  it('is asked for unless it was already promised', async () => {
    let isPromised = false;
    let asks = 0;
    environment.storage = {
      persisted: async () => isPromised,
      persist: async () => {
        asks++;
        isPromised = true;
        return true;
      },
    };
    expect(await isPersistent(environment)).toBe(false);
    expect(await askPersistence(environment)).toBe(true);
    expect(await askPersistence(environment)).toBe(true);
    expect(await isPersistent(environment)).toBe(true);
    expect(asks).toBe(1);
  });

  it('is false where it does not exist or fails', async () => {
    expect(await askPersistence(environment)).toBe(false);
    environment.storage = { persist: () => Promise.reject(new TypeError('no')) };
    expect(await askPersistence(environment)).toBe(false);
  });
});

describe('an emptied store', () => {
  it('is noticed by the mark that outlives it', async () => {
    await createDraft(environment);
    await settle();
    expect(environment.isMarked).toBe(true);
    expect(await wasEvicted(environment)).toBe(false);
    const later = mockEnvironment(mockDevice());
    later.isMarked = true;
    expect(await wasEvicted(later)).toBe(true);
  });

  it('is not suspected on a new device', async () => {
    expect(await wasEvicted(environment)).toBe(false);
  });

  it('is said until something is stored again', async () => {
    environment.isMarked = true;
    expect(await wasEvicted(environment)).toBe(true);
    await createDraft(environment);
    await settle();
    expect(await wasEvicted(environment)).toBe(false);
  });
});
