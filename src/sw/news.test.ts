import { beforeEach, describe, expect, it } from 'vitest';
import { newsWordsPath } from '../domain/news-words.ts';
import { type NewsWorker, openNews, showNews } from './news.ts';

/** As much of the browser as a notice uses. */
let shown: unknown[][];
let laid: Map<string, Response>;
let opened: string[];
let isSubscribed: boolean;
const unsubscribe = async (): Promise<void> => {
  isSubscribed = false;
};
const worker = {
  caches: { match: async (path: string) => laid.get(path)?.clone() },
  registration: {
    showNotification: async (...said: unknown[]) => void shown.push(said),
    pushManager: {
      getSubscription: async () => (isSubscribed ? { unsubscribe } : null),
    },
  },
  clients: { openWindow: async (path: string) => void opened.push(path) },
} as unknown as NewsWorker;

const WORDS = ['Köprü', { body: 'Başvurunuz hakkında haber var.', lang: 'tr', tag: 'news' }];

beforeEach(() => {
  [shown, opened, isSubscribed] = [[], [], true];
  laid = new Map([[newsWordsPath('tr'), new Response(JSON.stringify(WORDS))]]);
});

describe('a push message', () => {
  it('is shown in the words that a page has laid ready, and nothing of its own', async () => {
    await showNews(worker, 'tr');
    expect(shown).toEqual([WORDS]);
  });

  it('is shown as the app’s name alone where the words have been lost, or are of no language', async () => {
    await showNews(worker, 'ar');
    await showNews(worker, '../../api/threads');
    expect(shown).toEqual([
      ['Köprü', undefined],
      ['Köprü', undefined],
    ]);
  });
});

describe('a notice that is pressed', () => {
  let isClosed: boolean;
  let focused: number;
  const page = { focus: async () => void focused++ };
  const close = (): void => {
    isClosed = true;
  };
  const press = (action: string, open?: typeof page) =>
    openNews(worker, { notification: { close }, action }, open);
  beforeEach(() => {
    [isClosed, focused] = [false, 0];
  });

  it('opens the app’s start', async () => {
    await press('');
    expect([isClosed, opened]).toEqual([true, ['/']]);
  });

  it('goes to the app where it is open, and leaves what is written there alone', async () => {
    await press('', page);
    expect([isClosed, opened, focused]).toEqual([true, [], 1]);
  });

  it('ends all notices to this phone by its button, without opening anything or asking the server', async () => {
    await press('stop', page);
    expect([isClosed, isSubscribed, opened, focused]).toEqual([true, false, [], 0]);
    await press('stop');
    expect(opened).toEqual([]);
  });
});
