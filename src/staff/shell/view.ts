// What the console shows for an address: the page's data is fetched before the page is, so that a page is never seen
// half, and title, focus and scroll change once, when there is something to read.

import type { IdentityReads } from '../../domain/audit-wire.ts';
import type { Likeness, SavedView } from '../../domain/desk-wire.ts';
import type { StaffFigures } from '../../domain/figures-wire.ts';
import type { StaffClipSlot, StaffClips } from '../../domain/sign-clip-wire.ts';
import { type Transcriptions, transcriptKindsOf } from '../../domain/transcript.ts';
import type { ThreadAttachment } from '../../domain/wire.ts';
import type {
  OwnSession,
  Passkey,
  ProofOutcome,
  ProviderTrouble,
  StaffAccount,
  StaffAccounts,
} from '../../domain/wire-access.ts';
import type { CaseCounts, StaffCase, StaffCases } from '../../domain/wire-staff.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { StaffApi } from '../api.ts';
import type { IdentityReadsRoute } from '../audit/audit-address.ts';
import { type KeepingView, keepingTitle, resolveKeeping } from '../directory/directory-view.ts';
import type { FiguresRoute } from '../figures/figures-address.ts';
import { figuresHeading } from '../figures/figures-heading.ts';
import { attachmentName } from '../recordings.ts';
import type { Failure } from '../staff-call.ts';
import { casesHeading, deskHeading, identityReadsHeading, pageCount } from './list-heading.ts';
import { type CasesRoute, type DeskRoute, filterOf, type Invitation, type Route } from './routes.ts';

export type View =
  | { kind: 'opening' }
  | { kind: 'sign-in'; invitation: Invitation; reason: SignInReason; trouble?: ProviderTrouble | undefined }
  | { kind: 'proof-window'; outcome: ProofOutcome }
  | CasesView
  | { kind: 'case'; staffCase: StaffCase }
  | { kind: 'desk'; route: DeskRoute; desk: Transcriptions }
  | { kind: 'transcription'; staffCase: StaffCase; attachment: ThreadAttachment }
  | { kind: 'figures'; route: FiguresRoute; figures: StaffFigures }
  | { kind: 'identity-reads'; route: IdentityReadsRoute; list: IdentityReads }
  | { kind: 'clips'; list: StaffClips }
  | { kind: 'clip'; place: StaffClipSlot }
  | { kind: 'account'; passkeys: readonly Passkey[]; sessions: readonly OwnSession[] }
  | { kind: 'first-passkey' }
  | { kind: 'accounts'; list: StaffAccounts }
  | { kind: 'invite'; list: StaffAccounts }
  | { kind: 'edit-account'; account: StaffAccount; list: StaffAccounts }
  | { kind: 'likenesses'; likenesses: readonly Likeness[] }
  | { kind: 'views'; views: readonly SavedView[] }
  | { kind: 'directory' }
  | KeepingView
  /** No such case, or not theirs: the server does not tell the two apart. */
  | { kind: 'case-missing' }
  | { kind: 'unknown' }
  | { kind: 'trouble'; failure: Failure };

interface CasesView {
  kind: 'cases';
  route: CasesRoute;
  cases: StaffCases;
  views: readonly SavedView[];
  /** Absent where they are not told, or could not be had. */
  counts?: CaseCounts | undefined;
}

/** Why an officer sees the sign-in page; `none`: came by themselves. */
export type SignInReason = 'none' | 'signed-out' | 'ended';

export async function resolveView(api: StaffApi, route: Route): Promise<View> {
  switch (route.page) {
    case 'cases':
      return resolveCases(api, route);
    case 'case': {
      const read = await api.readCase(route.applicationId);
      return read.ok ? { kind: 'case', staffCase: read.value } : missing(read.failure);
    }
    case 'desk': {
      const listed = await api.listTranscriptions(route.after);
      return listed.ok ? { kind: 'desk', route, desk: listed.value } : trouble(listed.failure);
    }
    case 'transcription': {
      const read = await api.readCase(route.applicationId);
      if (!read.ok) return missing(read.failure);
      const attachment = read.value.attachments?.find(({ id }) => id === route.attachmentId);
      const isRecording = attachment && transcriptKindsOf(attachment.kind).length > 0;
      return isRecording
        ? { kind: 'transcription', staffCase: read.value, attachment }
        : { kind: 'case-missing' };
    }
    case 'figures': {
      const read = await api.readFigures(route);
      return read.ok ? { kind: 'figures', route, figures: read.value } : trouble(read.failure);
    }
    case 'identity-reads': {
      const listed = await api.listIdentityReads(route);
      return listed.ok ? { kind: 'identity-reads', route, list: listed.value } : trouble(listed.failure);
    }
    case 'clips': {
      const listed = await api.clips.list();
      return listed.ok ? { kind: 'clips', list: listed.value } : trouble(listed.failure);
    }
    case 'clip': {
      const listed = await api.clips.list();
      if (!listed.ok) return trouble(listed.failure);
      const place = listed.value.slots.find(({ slot }) => slot === route.slot);
      return place ? { kind: 'clip', place } : { kind: 'unknown' };
    }
    case 'account': {
      const [passkeys, sessions] = await Promise.all([api.access.listPasskeys(), api.access.listSessions()]);
      if (!passkeys.ok) return trouble(passkeys.failure);
      if (!sessions.ok) return trouble(sessions.failure);
      return { kind: 'account', passkeys: passkeys.value, sessions: sessions.value };
    }
    case 'first-passkey':
      return { kind: 'first-passkey' };
    case 'accounts':
    case 'invite':
    case 'edit-account':
      return resolveAccounts(api, route);
    case 'likenesses': {
      const listed = await api.desk.listLikenesses();
      return listed.ok ? { kind: 'likenesses', likenesses: listed.value } : trouble(listed.failure);
    }
    case 'views': {
      const listed = await api.desk.listViews();
      return listed.ok ? { kind: 'views', views: listed.value } : trouble(listed.failure);
    }
    case 'directory':
      return { kind: 'directory' };
    case 'rows':
    case 'row':
    case 'holidays':
    case 'holiday-year': {
      const resolved = await resolveKeeping(api.directory, route);
      if (resolved.ok) return resolved.view;
      return resolved.failure ? trouble(resolved.failure) : { kind: 'unknown' };
    }
    case 'unknown':
      return { kind: 'unknown' };
  }
}

async function resolveCases(api: StaffApi, route: CasesRoute): Promise<View> {
  const { query, ...narrowing } = filterOf(route);
  // Closed cases are not counted; and of a search nobody is told what it finds elsewhere.
  const isCounted = route.list !== 'answered' && query === undefined;
  const [listed, views, counted] = await Promise.all([
    api.listCases(route.list, route.after, filterOf(route)),
    api.desk.listViews(),
    isCounted ? api.countCases(route.list, narrowing) : undefined,
  ]);
  if (!listed.ok) return trouble(listed.failure);
  // Without the views and the numbers the work goes on.
  return {
    kind: 'cases',
    route,
    cases: listed.value,
    views: views.ok ? views.value : [],
    counts: counted?.ok ? counted.value : undefined,
  };
}

async function resolveAccounts(
  api: StaffApi,
  route: Extract<Route, { page: 'accounts' | 'invite' | 'edit-account' }>,
): Promise<View> {
  const listed = await api.access.listAccounts();
  if (!listed.ok) return trouble(listed.failure);
  const { accounts } = listed.value;
  if (route.page === 'accounts') return { kind: 'accounts', list: listed.value };
  if (route.page === 'invite') return { kind: 'invite', list: listed.value };
  const account = accounts.find(({ id }) => id === route.accountId);
  return account ? { kind: 'edit-account', account, list: listed.value } : { kind: 'unknown' };
}

/** The page's own part of the tab's title. */
export function viewTitle(view: View, t: Translate): string {
  switch (view.kind) {
    case 'opening':
      return t('staff.opening');
    case 'sign-in':
      return t('staff.signIn.title');
    case 'proof-window':
      return t(view.outcome === 'done' ? 'staff.proof.done' : 'staff.proof.failed');
    case 'cases':
      return casesHeading(view.route, view.cases, t);
    case 'case':
      return `${view.staffCase.subject} (${view.staffCase.number})`;
    case 'desk':
      return deskHeading(view.route, pageCount(view.desk), t);
    case 'transcription':
      return `${transcriptionHeading(view.staffCase, view.attachment, t)} (${view.staffCase.number})`;
    case 'figures':
      return figuresHeading(view.figures, t);
    case 'identity-reads':
      return identityReadsHeading(view.route, t);
    case 'clips':
      return t('staff.clips.heading');
    case 'clip':
      return t(`staff.clips.slot.${view.place.slot}`);
    case 'account':
      return t('staff.me.heading');
    case 'first-passkey':
      return t('staff.passkey.firstHeading');
    case 'accounts':
      return t('staff.accounts.heading');
    case 'invite':
      return t('staff.accounts.inviteHeading');
    case 'edit-account':
      return t('staff.accounts.editHeading', { name: view.account.name });
    case 'likenesses':
      return t('staff.alike.heading');
    case 'views':
      return t('staff.views.heading');
    case 'directory':
      return t('staff.directory.heading');
    case 'rows':
    case 'row':
    case 'holidays':
    case 'holiday-year':
      return keepingTitle(view, t);
    case 'case-missing':
      return t('staff.trouble.notFoundTitle');
    case 'unknown':
      return t('staff.trouble.unknownTitle');
    case 'trouble':
      return t('staff.trouble.title');
  }
}

/** What is to be written, of which recording. */
export function transcriptionHeading(
  { attachments = [] }: Pick<StaffCase, 'attachments'>,
  attachment: ThreadAttachment,
  t: Translate,
): string {
  const name = attachmentName(attachment, attachments, t);
  const isTranslation = transcriptKindsOf(attachment.kind)[0] === 'translation';
  return t(isTranslation ? 'staff.transcription.translation' : 'staff.transcription.transcript', { name });
}

function trouble(failure: Failure): View {
  return { kind: 'trouble', failure };
}

function missing(failure: Failure): View {
  return isNotFound(failure) ? { kind: 'case-missing' } : trouble(failure);
}

function isNotFound(failure: Failure): boolean {
  return failure.kind === 'refused' && (failure.code === 'not-found' || failure.code === 'malformed-id');
}
