import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createReplyDraftKeeper } from './reply-draft-keeper.ts';
import { readKeptDraft } from './reply-drafts.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const draft = (text: string) => ({ replyId: '01890a5d-ac96-774b-bcce-b302099a8057', text });

/** @returns what the server has had, in its order; `free` lets the first answer come */
function start() {
  const had: string[] = [];
  let free = (): void => undefined;
  let isFirst = true;
  const keeper = createReplyDraftKeeper({
    keep: async (id, content) => {
      had.push(`${id} ${readKeptDraft(content)?.text}`);
      if (!isFirst) return;
      isFirst = false;
      await new Promise<void>((resolve) => {
        free = resolve;
      });
    },
    drop: async (id) => {
      had.push(`${id} dropped`);
    },
  });
  return { had, keeper, free: () => free() };
}

test('K1: what is newest goes a moment after the last letter, each case by itself, the next after the one before', async () => {
  const { had, keeper, free } = start();
  keeper.keep('a', draft('E'));
  keeper.keep('a', draft('Ek'));
  keeper.keep('b', draft('Y'));
  expect(had).toEqual([]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(had).toEqual(['a Ek']);
  keeper.keep('a', draft('Ekip'));
  keeper.flush();
  free();
  await vi.advanceTimersByTimeAsync(0);
  expect(had).toEqual(['a Ek', 'b Y', 'a Ekip']);
});

test('K3: what was sent, thrown away or is another officer’s by now is not kept afterwards', async () => {
  const { had, keeper } = start();
  keeper.keep('a', draft('Gönderildi'));
  keeper.stop('a');
  keeper.keep('b', draft('Atıldı'));
  keeper.drop('b');
  keeper.keep('c', draft('Çıktı'));
  keeper.end();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(had).toEqual(['b dropped']);
});

test('what another console has written is nothing, and files that were not there yet are not in it', () => {
  for (const content of [undefined, '', '{', '{"text":1}']) expect(readKeptDraft(content)).toBeUndefined();
  const file = { id: 'x', kind: 'document', captions: [] };
  const media = [
    { ...file, isStored: true },
    { ...file, isStored: false },
  ];
  expect(readKeptDraft(JSON.stringify({ ...draft('A'), media }))?.media).toEqual([media[0]]);
});
