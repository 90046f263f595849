import { expect, it } from 'vitest';
import { toStaffCase } from './staff-case-answer.ts';

type Services = Parameters<typeof toStaffCase>[0];

it.each([
  [undefined, true],
  [{ kind: 'socket', path: '/run/clamd.ctl' }, undefined],
])('with the virus scanner %o a case says that its files are unscanned: %s', (scanner, isUnscanned) => {
  const services = { config: { scanner } } as unknown as Services;
  const found = { applicant: null } as unknown as Parameters<typeof toStaffCase>[1];
  expect(toStaffCase(services, found).isUnscanned).toBe(isUnscanned);
});
