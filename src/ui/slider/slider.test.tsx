// @vitest-environment jsdom

import { fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { Slider } from './slider.tsx';

afterEach(cleanScreen);

test('has a name, and says its place in words', () => {
  render(
    <Slider
      id="place"
      label="Kayıttaki yer"
      value={65}
      max={180}
      step={1}
      valueText="1 dakika 5 saniye"
      onInput={vi.fn()}
    />,
  );
  const slider = screen.getByRole('slider', { name: 'Kayıttaki yer' });
  expect(slider.getAttribute('aria-valuetext')).toBe('1 dakika 5 saniye');
  expect(slider).toHaveProperty('value', '65');
});

test('tells each move as a number', () => {
  const onInput = vi.fn();
  render(
    <Slider id="place" label="Yer" value={0} max={180} step={1} valueText="0 saniye" onInput={onInput} />,
  );
  fireEvent.input(screen.getByRole('slider'), { target: { value: '42' } });
  expect(onInput).toHaveBeenCalledWith(42);
});
