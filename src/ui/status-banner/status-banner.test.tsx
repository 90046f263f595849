// @vitest-environment jsdom

import { render, screen } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { StatusBanner } from './status-banner.tsx';

afterEach(cleanScreen);

test.each(['info', 'waiting', 'success', 'problem', 'danger'] as const)(
  'the state "%s" is told by its words; the icon is silent and nothing is announced',
  (kind) => {
    const { container } = render(<StatusBanner kind={kind} title="Henüz gönderilmedi" />);
    expect(screen.getByRole('heading', { level: 2, name: 'Henüz gönderilmedi' })).toBeTruthy();
    expect(container.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
    expect(container.querySelector('[role=status], [role=alert], [aria-live]')).toBeNull();
  },
);
