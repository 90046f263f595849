import { describe, expect, it } from 'vitest';
import { managesAccountsOf, may, mayAt, PERMISSIONS, type Permission, STAFF_ROLES } from './role.ts';

/** A letter for each role that may, in the order of STAFF_ROLES: officer, approver, interpreter, unit-head, … */
const TABLE: Record<Permission, string> = {
  'case.read': 'oaiuc+.',
  'case.read-identity': 'oa.uc..',
  'case.answer': 'oa.uc..',
  'answer.prepare': 'oaiuc..',
  'case.approve': '.a.uc..',
  'case.transfer': 'oa.uc..',
  'case.assign': '...uc..',
  'case.note': 'oaiuc..',
  'transcript.offer': 'oaiuc..',
  'clip.record': '..i.c..',
  'clip.publish': '....c..',
  'directory.edit': '......m',
  'holidays.edit': '......m',
  'account.manage': '......m',
  'figures.read': '...uc+.',
  'audit.read': '.....+.',
  'answer.override': '....c..',
};

describe.each(STAFF_ROLES)('what the role %s may', (role) => {
  it.each(PERMISSIONS)('%s', (permission) => {
    expect(may(role, permission)).toBe(TABLE[permission][STAFF_ROLES.indexOf(role)] !== '.');
  });
});

it('an auditor may do nothing but read', () => {
  const changing = PERMISSIONS.filter((permission) => !permission.endsWith('.read'));
  expect(changing.filter((permission) => may('auditor', permission))).toEqual([]);
});

it('who manages accounts reads no case, and nobody else manages accounts', () => {
  expect(STAFF_ROLES.filter((role) => may(role, 'account.manage'))).toEqual(['administrator']);
  expect(PERMISSIONS.filter((p) => p.startsWith('case.') && may('administrator', p))).toEqual([]);
});

it.each([
  ['of the centre', null, true],
  ['of an institution', 'su', false],
])('a coordinator %s publishes for everybody: %s %s', (_, institutionId, expected) => {
  expect(mayAt({ role: 'coordinator', institutionId }, 'clip.publish')).toBe(expected);
  expect(mayAt({ role: 'officer', institutionId }, 'clip.publish')).toBe(false);
  expect(mayAt({ role: 'coordinator', institutionId }, 'clip.record')).toBe(true);
});

it.each([
  ['of the centre', null, true],
  ['of an institution', 'su', false],
])('an administrator %s keeps the holidays of all: %s %s', (_, institutionId, expected) => {
  expect(mayAt({ role: 'administrator', institutionId }, 'holidays.edit')).toBe(expected);
  expect(mayAt({ role: 'administrator', institutionId }, 'directory.edit')).toBe(true);
});

it.each<[string, string | null, string | null, boolean]>([
  ['the centre’s, of all', null, 'su', true],
  ['the centre’s, of the centre', null, null, true],
  ['an institution’s, of its own', 'su', 'su', true],
  ['an institution’s, of another', 'su', 'yol', false],
  ['an institution’s, of the centre', 'su', null, false],
])('an administrator manages accounts: %s', (_, institutionId, of, expected) => {
  expect(managesAccountsOf({ role: 'administrator', institutionId }, of)).toBe(expected);
  expect(managesAccountsOf({ role: 'coordinator', institutionId }, of)).toBe(false);
});
