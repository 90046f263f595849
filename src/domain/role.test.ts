import { describe, expect, it } from 'vitest';
import { may, PERMISSIONS, type Permission, STAFF_ROLES } from './role.ts';

/** A letter for each role that may, in the order of STAFF_ROLES: officer, approver, interpreter, unit-head, … */
const TABLE: Record<Permission, string> = {
  'case.read': 'oaiuc+.',
  'case.read-identity': 'oaiuc..',
  'case.answer': 'oaiuc..',
  'case.approve': '.a.uc..',
  'case.transfer': 'oa.uc..',
  'case.assign': '...uc..',
  'case.note': 'oaiuc..',
  'transcript.offer': 'oaiuc..',
  'clip.record': '..i.c..',
  'clip.publish': '....c..',
  'directory.edit': '......m',
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
