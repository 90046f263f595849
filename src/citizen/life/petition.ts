// The petition to the board (BEDK; Law 4982 art. 13), filled in with what this device knows. Pure: lines of words, to be shown,
// printed and saved. What the device does not know is left open, to be written by hand.

import type { Application } from '../../domain/application.ts';
import type { CivilDate } from '../../domain/calendar.ts';
import type { Thread } from '../../domain/wire.ts';
import { formatDate } from '../../i18n/format.ts';
import type { Translate } from '../../i18n/translate.ts';

const ROWS = ['name', 'identityNumber', 'address', 'institution', 'number', 'appliedOn', 'subject'] as const;
type Row = (typeof ROWS)[number];

/** To be filled in by hand. */
export const OPEN_LINE = '.'.repeat(40);

export interface Petition {
  to: string;
  title: string;
  /** undefined: to be filled in by hand. */
  rows: { row: Row; label: string; value: string | undefined }[];
  paragraphs: string[];
  reasons: string;
  /** What is filled in when it is signed. */
  closing: string[];
}

export interface PetitionSubject {
  thread: Pick<Thread, 'number' | 'subject'>;
  /** Of one that was written here: others do not know the person. */
  application: Pick<Application, 'fullName' | 'identityNumber' | 'addressText'> | undefined;
  institution: string | undefined;
  appliedOn: CivilDate;
  /** Day of the answer, or the last day for the one that did not come. */
  from: CivilDate;
  isAnswered: boolean;
}

export function petitionOf(
  { thread, application, institution, appliedOn, from, isAnswered }: PetitionSubject,
  t: Translate,
  tag: string,
): Petition {
  const values: Record<Row, string | undefined> = {
    name: application?.fullName,
    identityNumber: application?.identityNumber,
    address: application?.addressText,
    institution,
    number: thread.number,
    appliedOn: formatDate(tag, appliedOn),
    subject: thread.subject,
  };
  const days = { appliedOn: formatDate(tag, appliedOn), from: formatDate(tag, from) };
  return {
    to: t('life.petition.to'),
    title: t('life.petition.title'),
    rows: ROWS.map((row) => ({ row, label: t(`life.petition.row.${row}`), value: values[row] })),
    paragraphs: [t(`life.petition.${isAnswered ? 'answered' : 'silent'}`, days), t('life.petition.request')],
    reasons: t('life.petition.reasons'),
    closing: [t('life.petition.date'), t('life.petition.signature')],
  };
}

/** As a file that any phone opens. */
export function petitionText({ to, title, rows, paragraphs, reasons, closing }: Petition): string {
  const blocks = [
    to,
    title,
    rows.map(({ label, value = OPEN_LINE }) => `${label}: ${value}`).join('\n'),
    ...paragraphs,
    [reasons, OPEN_LINE, OPEN_LINE, OPEN_LINE].join('\n'),
    closing.map((label) => `${label} ${OPEN_LINE}`).join('\n'),
  ];
  return `${blocks.join('\n\n')}\n`;
}
