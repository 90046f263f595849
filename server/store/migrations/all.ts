// Every migration, in order. Forward only: a number that has been released never changes.

import { applicationsAndCases } from './0001-applications-and-cases.ts';
import { secretFingerprints } from './0002-secret-fingerprints.ts';
import { attachments } from './0003-attachments.ts';
import { transcriptsAndActs } from './0004-transcripts-and-acts.ts';
import { answersInKind } from './0005-answers-in-kind.ts';
import { signClips } from './0006-sign-clips.ts';
import { lifeOfACase } from './0007-life-of-a-case.ts';
import { directory } from './0008-directory.ts';
import { access } from './0009-access.ts';
import { rowSecurity } from './0010-row-security.ts';
import { notices } from './0011-notices.ts';
import { structuredAnswers } from './0012-structured-answers.ts';
import { desk } from './0013-desk.ts';
import { figures } from './0014-figures.ts';
import { listsCountedByIndex } from './0015-lists-counted-by-index.ts';
import { copiesOfDocuments } from './0016-copies-of-documents.ts';
import { answerDocuments } from './0017-answer-documents.ts';
import { keptByAdministrators } from './0018-kept-by-administrators.ts';
import { retention } from './0019-retention.ts';
import { sealedApplications } from './0020-sealed-applications.ts';
import { freshProof } from './0021-fresh-proof.ts';
import { trackingSecrets } from './0022-tracking-secrets.ts';
import { narrowedLists } from './0023-narrowed-lists.ts';
import { pictureRates } from './0024-picture-rates.ts';
import { givenContent } from './0025-given-content.ts';
import { narrowWriters } from './0026-narrow-writers.ts';
import { consentSeen } from './0027-consent-seen.ts';
import { replyDrafts } from './0028-reply-drafts.ts';
import { transcriptsInTheChain } from './0029-transcripts-in-the-chain.ts';
import { opinionsOfUnits } from './0030-opinions-of-units.ts';
import { reminders } from './0031-reminders.ts';
import { groupDrafts } from './0032-group-drafts.ts';
import { ownRows } from './0033-own-rows.ts';
import { newsAndEndings } from './0034-news-and-endings.ts';
import { consentTime } from './0035-consent-time.ts';
import { electronicWords } from './0036-electronic-words.ts';

export const MIGRATIONS = [
  applicationsAndCases,
  secretFingerprints,
  attachments,
  transcriptsAndActs,
  answersInKind,
  signClips,
  lifeOfACase,
  directory,
  access,
  rowSecurity,
  notices,
  structuredAnswers,
  desk,
  figures,
  listsCountedByIndex,
  copiesOfDocuments,
  answerDocuments,
  keptByAdministrators,
  retention,
  sealedApplications,
  freshProof,
  trackingSecrets,
  narrowedLists,
  pictureRates,
  givenContent,
  narrowWriters,
  consentSeen,
  replyDrafts,
  transcriptsInTheChain,
  opinionsOfUnits,
  reminders,
  groupDrafts,
  ownRows,
  newsAndEndings,
  consentTime,
  electronicWords,
];
