// Applications as a phone sends them, each of somebody else: of two kilobytes, valid, made without checking each anew.

import { randomBytes } from 'node:crypto';
import type { Answers } from '../../src/domain/application.ts';
import { freeze } from '../../src/domain/freeze.ts';
import { isPlace } from '../../src/domain/places.ts';
import { uuidv7 } from '../../src/domain/uuid.ts';

const ANSWERS: Answers = {
  kind: 'complaint',
  addressee: { kind: 'unknown' },
  province: '34',
  district: 'Kadıköy',
  subject: 'Kaldırımda engel',
  description: 'Kaldırımdaki direk tekerlekli sandalyeyle geçmeme engel oluyor. '.repeat(22),
  beforeCourt: false,
  fullName: 'Deniz Örnek',
  identityNumber: '12345678950',
  addressKind: 'home',
  addressText: 'Örnek Mahallesi, Deneme Sokak 1',
  hideIdentity: false,
  formats: ['text'],
  noticeVersion: '2026-12',
};

export function newId(): string {
  return uuidv7(Date.now(), randomBytes(10));
}

function newBody(): string {
  const trackingKey = randomBytes(32).toString('base64url');
  const frozen = freeze(
    ANSWERS,
    { writtenAtMs: Date.now(), locale: 'tr', trackingKey },
    { descriptionMaxLength: 5000, isPlace },
  );
  if (!frozen.ok) throw new Error('The application of the benchmark is not valid');
  return frozen.body;
}

const TEMPLATE = JSON.parse(newBody()) as Record<string, unknown>;

export function nextBody(): string {
  return JSON.stringify({ ...TEMPLATE, trackingKey: randomBytes(32).toString('base64url') });
}
