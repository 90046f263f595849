// @vitest-environment jsdom

import { act, cleanup, render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveRegionProvider } from '../live-region/live-region.tsx';
import { ExitPage } from './exit-page.tsx';

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});

afterEach(async () => {
  await act(cleanup);
  vi.useRealTimers();
});

const TEXTS = {
  button: 'Bu sayfadan çık',
  hint: 'ya da Shift tuşuna 3 kez basın',
  pressesLeft: (count: number) => `${count} kez daha`,
};

function show() {
  const onExit = vi.fn();
  const view = render(
    <LiveRegionProvider>
      <ExitPage texts={TEXTS} onExit={onExit} />
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

test('the button leaves at once, and says that there is a key, too', async () => {
  const { onExit, user } = show();
  const button = screen.getByRole('button', { name: TEXTS.button, description: TEXTS.hint });
  await user.click(button);
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
