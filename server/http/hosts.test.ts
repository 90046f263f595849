import { describe, expect, it } from 'vitest';
import { isServedTo } from './hosts.ts';

describe('of two host names', () => {
  it.each([
    '/staff',
    '/staff/',
    '/staff.html',
    '/staff-assets/staff-a1.js',
    '/api/staff/session',
    '/api/staff/cases/x',
  ])('%s is the console’s alone', (path) => {
    expect([isServedTo('staff', path), isServedTo('public', path)]).toEqual([true, false]);
  });

  it.each([
    '/',
    '/index.html',
    '/basvuru/',
    '/assets/main-a1.js',
    '/service-worker.js',
    '/manifest.webmanifest',
    '/api/applications/x',
    '/api/threads/open',
    '/api/knock',
    '/api/sealed/x',
    '/api/directory',
    '/api/staffs',
    '/staffing',
  ])('%s is the public’s alone', (path) => {
    expect([isServedTo('staff', path), isServedTo('public', path)]).toEqual([false, true]);
  });

  it.each([
    '/api/operator',
    '/api/directory/whole',
    '/api/attachments/x/mp4',
    '/api/health',
    '/icons/icon.svg',
  ])('%s is served by both', (path) => {
    expect([isServedTo('staff', path), isServedTo('public', path)]).toEqual([true, true]);
  });
});
