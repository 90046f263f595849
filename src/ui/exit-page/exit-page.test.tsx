// @vitest-environment jsdom

import { act, cleanup, render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveRegionProvider } from '../live-region/live-region.tsx';
import { ExitPage } from './exit-page.tsx';
import { useShiftExit } from './use-shift-exit.ts';

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});

afterEach(async () => {
  await act(cleanup);
  vi.useRealTimers();
});

const HREF = 'https://hava.example/';

function Exit({ onExit }: { onExit: () => void }) {
  useShiftExit({ pressesLeft: (count) => `${count} kez daha`, onExit });
  return (
    <ExitPage href={HREF} onExit={onExit}>
      Bu sayfadan çık
    </ExitPage>
  );
}

function show() {
  const onExit = vi.fn();
  const view = render(
    <LiveRegionProvider>
      <Exit onExit={onExit} />
      <label>
        Ad <input onKeyDown={(event) => event.stopPropagation()} />
      </label>
    </LiveRegionProvider>,
  );
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
  return { onExit, user, view };
}

const PRESS = '{Shift>}{/Shift}';

async function wait(ms: number): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });
}

const said = () => document.querySelector('[aria-live=polite]')?.textContent;

test('the link leaves at once, and has an address for the time before the app has come', async () => {
  const { onExit, user } = show();
  const link = screen.getByRole('link', { name: 'Bu sayfadan çık' });
  expect(link.getAttribute('href')).toBe(HREF);
  await user.click(link);
  expect(onExit).toHaveBeenCalledTimes(1);
});

test('Shift three times leaves, also from within a field that keeps its keys to itself', async () => {
  const { onExit, user } = show();
  await user.click(screen.getByRole('textbox'));
  await user.keyboard(PRESS + PRESS);
  expect(onExit).not.toHaveBeenCalled();
  await user.keyboard(PRESS);
  expect(onExit).toHaveBeenCalledTimes(1);
});

test('after each press it is said how many are left', async () => {
  const { user } = show();
  await user.keyboard(PRESS);
  await wait(600);
  expect(said()).toBe('2 kez daha');
  await user.keyboard(PRESS);
  await wait(4_600);
  expect(said()).toBe('1 kez daha');
});

test('writing capitals, Shift+Tab and Shift+click never leave and say nothing', async () => {
  const { onExit, user } = show();
  const field = screen.getByRole('textbox');
  await user.click(field);
  await user.keyboard('{Shift>}A{/Shift}{Shift>}B{/Shift}{Shift>}C{/Shift}');
  await user.keyboard('{Shift>}{Tab}{/Shift}{Shift>}{Tab}{/Shift}{Shift>}{Tab}{/Shift}');
  for (let click = 0; click < 3; click++) {
    await user.keyboard('{Shift>}');
    await user.pointer({ keys: '[MouseLeft]', target: field });
    await user.keyboard('{/Shift}');
  }
  await wait(5_000);
  expect(onExit).not.toHaveBeenCalled();
  expect(said()).toBe('');
});

test('a key that repeats while it is held is one press', async () => {
  const { onExit, user } = show();
  await user.keyboard('{Shift>5/}');
  expect(onExit).not.toHaveBeenCalled();
});

test('Shift as part of a shortcut is no press', async () => {
  const { onExit, user } = show();
  const both = '{Control>}{Shift>}{/Shift}{/Control}';
  await user.keyboard(both + both + both);
  expect(onExit).not.toHaveBeenCalled();
});

test('after five seconds the count begins anew', async () => {
  const { onExit, user } = show();
  await user.keyboard(PRESS + PRESS);
  await wait(5_500);
  await user.keyboard(PRESS);
  expect(onExit).not.toHaveBeenCalled();
});

test('a page without it does not listen', async () => {
  const { onExit, user, view } = show();
  view.rerender(<p>Başka sayfa</p>);
  await wait(100);
  await user.keyboard(PRESS + PRESS + PRESS);
  expect(onExit).not.toHaveBeenCalled();
});
