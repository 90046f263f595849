import { describe, expect, it } from 'vitest';
import { HOLIDAYS as calendar } from '../../tests/fixtures/holiday-calendar.ts';
import { REMINDER_STEPS, remindedUntil } from './reminder.ts';

/** The step of a day, or undefined. */
const stepOn = (today: string, dueOn: string) =>
  REMINDER_STEPS.find((step) => dueOn <= remindedUntil(step, today, calendar))?.name;

describe('an answer that is due is reminded of', () => {
  it.each([
    ['six working days before', '2026-12-15', '2026-12-23', undefined],
    ['five working days before', '2026-12-16', '2026-12-23', 'soon'],
    ['two working days before', '2026-12-21', '2026-12-23', 'soon'],
    ['one working day before', '2026-12-22', '2026-12-23', 'last-call'],
    ['on its last day', '2026-12-23', '2026-12-23', 'last-call'],
    ['on the day after', '2026-12-24', '2026-12-23', 'overdue'],
    ['a week before, with New Year between', '2026-12-28', '2027-01-05', 'soon'],
    ['on the Friday before a Monday', '2026-12-18', '2026-12-21', 'last-call'],
    ['on the last working day before Kurban', '2026-05-26', '2026-06-01', 'last-call'],
    ['on the Saturday before a Monday', '2026-12-19', '2026-12-21', 'last-call'],
    ['on the Saturday after a Friday', '2026-12-26', '2026-12-25', 'overdue'],
  ])('%s: on %s, due %s: %s', (_, today, dueOn, expected) => {
    expect(stepOn(today, dueOn)).toBe(expected);
  });
});
