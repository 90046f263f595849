// From what the console shows to the page that shows it. Pages get their data and tell what was done; fetching and
// sending stand here.

import { uuidv7 } from '../../domain/uuid.ts';
import type { StaffApi } from '../api.ts';
import type { KeepingView } from '../directory/directory-view.ts';
import { AccountPage } from '../pages/account/account-page.tsx';
import { FirstPasskeyPage } from '../pages/account/first-passkey-page.tsx';
import { AccountsPage } from '../pages/accounts/accounts-page.tsx';
import { EditAccountPage } from '../pages/accounts/edit-account-page.tsx';
import { InvitePage } from '../pages/accounts/invite-page.tsx';
import { CasePage } from '../pages/case/case-page.tsx';
import { CasesPage } from '../pages/cases/cases-page.tsx';
import { ClipPage } from '../pages/clips/clip-page.tsx';
import { ClipsPage } from '../pages/clips/clips-page.tsx';
import { DeskPage } from '../pages/desk/desk-page.tsx';
import { DirectoryPage } from '../pages/directory/directory-page.tsx';
import { HolidayYearPage } from '../pages/directory/holiday-year-page.tsx';
import { HolidaysPage } from '../pages/directory/holidays-page.tsx';
import { RowPage } from '../pages/directory/row-page.tsx';
import { RowsPage } from '../pages/directory/rows-page.tsx';
import { FiguresPage } from '../pages/figures/figures-page.tsx';
import { IdentityReadsPage } from '../pages/identity-reads/identity-reads-page.tsx';
import { LikenessesPage } from '../pages/likenesses/likenesses-page.tsx';
import { OpeningPage } from '../pages/opening/opening-page.tsx';
import { SignInPage } from '../pages/sign-in/sign-in-page.tsx';
import { TranscriptionPage } from '../pages/transcription/transcription-page.tsx';
import { CaseMissingPage, TroublePage, UnknownPage } from '../pages/trouble/trouble-pages.tsx';
import { ViewsPage } from '../pages/views/views-page.tsx';
import { ProofWindowPage } from '../proof/proof-window-page.tsx';
import type { ConsoleState, StaffConsole } from './console.ts';
import { findNextCase } from './next-case.ts';
import { homeAddress } from './routes.ts';
import type { View } from './view.ts';

export interface ScreenProps {
  staffConsole: StaffConsole;
  state: ConsoleState;
  api: StaffApi;
  now: () => number;
}

export function Screen(props: ScreenProps) {
  const { staffConsole, state, api, now } = props;
  const { view, officer, visit } = state;
  const makeId = (): string => uuidv7(now(), crypto.getRandomValues(new Uint8Array(10)));
  switch (view.kind) {
    case 'opening':
      return <OpeningPage />;
    case 'sign-in':
      return <SignIn {...props} view={view} />;
    case 'proof-window':
      return <ProofWindowPage outcome={view.outcome} />;
    case 'cases':
      return <ListedCases {...props} view={view} makeId={makeId} />;
    case 'likenesses':
      return officer ? <LikenessesPage key={visit} likenesses={view.likenesses} nowMs={now()} /> : null;
    case 'views':
      return <Views {...props} view={view} />;
    case 'directory':
      return officer ? (
        <DirectoryPage
          key={visit}
          directory={api.directory}
          session={officer.session}
          onSessionEnded={staffConsole.sessionEnded}
        />
      ) : null;
    case 'rows':
    case 'row':
    case 'holidays':
    case 'holiday-year':
      return <Keeping {...props} view={view} />;
    case 'case':
      return <OneCase {...props} view={view} makeId={makeId} />;
    case 'desk':
      return officer ? (
        <DeskPage
          key={visit}
          route={view.route}
          desk={view.desk}
          draftedIds={officer.transcripts.unsent()}
          previousAddress={staffConsole.trail.before(view.route)}
          onRefresh={staffConsole.refresh}
          now={now}
        />
      ) : null;
    case 'transcription':
      return officer ? (
        <TranscriptionPage
          key={visit}
          staffCase={view.staffCase}
          attachment={view.attachment}
          deskAddress={staffConsole.trail.lastDesk()}
          drafts={officer.transcripts}
          makeId={makeId}
          onSend={api.sendTranscript}
          onReadCase={api.readCase}
          onFindNext={() => api.listTranscriptions(undefined)}
          onSessionEnded={staffConsole.sessionEnded}
          onCaseChanged={staffConsole.caseChanged}
          hasEnded={state.hasEnded}
        />
      ) : null;
    case 'figures':
      return <FiguresPage key={visit} route={view.route} figures={view.figures} onOpen={staffConsole.go} />;
    case 'identity-reads':
      return <IdentityReadsPage key={visit} route={view.route} list={view.list} onOpen={staffConsole.go} />;
    case 'clips':
    case 'clip':
      return <Studio {...props} view={view} makeId={makeId} />;
    case 'account':
    case 'first-passkey':
    case 'accounts':
    case 'invite':
    case 'edit-account':
      return <Access {...props} view={view} />;
    case 'case-missing':
      return <CaseMissingPage />;
    case 'unknown':
      return <UnknownPage />;
    case 'trouble':
      return <TroublePage failure={view.failure} onAgain={() => void staffConsole.open()} />;
  }
}

interface ListedCasesProps extends ScreenProps {
  view: Extract<View, { kind: 'cases' }>;
  makeId: () => string;
}

function ListedCases({ staffConsole, state: { officer, visit }, api, now, view, makeId }: ListedCasesProps) {
  if (!officer) return null;
  return (
    <CasesPage
      key={visit}
      route={view.route}
      cases={view.cases}
      counts={view.counts}
      session={officer.session}
      drafts={officer.drafts}
      groupKeeper={officer.groupKeeper}
      media={officer.media}
      previousAddress={staffConsole.trail.before(view.route)}
      onRefresh={staffConsole.refresh}
      onOpen={staffConsole.go}
      now={now}
      views={view.views}
      api={api}
      makeId={makeId}
      onSessionEnded={staffConsole.sessionEnded}
    />
  );
}

interface OneCaseProps extends ScreenProps {
  view: Extract<View, { kind: 'case' }>;
  makeId: () => string;
}

function OneCase({
  staffConsole,
  state: { officer, visit, hasEnded },
  api,
  now,
  view,
  makeId,
}: OneCaseProps) {
  if (!officer) return null;
  return (
    <CasePage
      key={visit}
      staffCase={view.staffCase}
      session={officer.session}
      listAddress={staffConsole.trail.last()}
      drafts={officer.drafts}
      keeper={officer.keeper}
      actions={officer.actions}
      media={officer.media.of(view.staffCase.applicationId)}
      makeId={makeId}
      onSend={api.sendReply}
      onTake={api.actions.take}
      onReadInstitutions={api.actions.readInstitutions}
      onReadSuggestions={api.actions.readSuggestions}
      onReadPlaces={api.desk.readPlaces}
      onShowPresence={api.desk.showPresence}
      onEndPresence={api.desk.endPresence}
      onReadCase={api.readCase}
      onFindNext={(applicationId) => findNextCase(api, staffConsole.trail, applicationId)}
      onOpen={staffConsole.go}
      onReadLimits={api.readLimits}
      onReadTemplates={api.listTemplates}
      onSessionEnded={staffConsole.sessionEnded}
      onCaseChanged={staffConsole.caseChanged}
      hasEnded={hasEnded}
      now={now}
    />
  );
}

interface SignInProps extends ScreenProps {
  view: Extract<View, { kind: 'sign-in' }>;
}

function SignIn({ staffConsole, state: { officer, visit }, api: { access }, view }: SignInProps) {
  const { invitation, reason, trouble } = view;
  return (
    <SignInPage
      key={visit}
      invitation={invitation}
      reason={reason}
      signedInName={officer?.session.name}
      onSignIn={staffConsole.signIn}
      providerTrouble={trouble}
      ways={{
        hasPasskeys: access.hasPasskeys(),
        onPasskey: staffConsole.signInWithPasskey,
        readProvider: access.readProvider,
      }}
    />
  );
}

interface AccessProps extends ScreenProps {
  view: Extract<View, { kind: 'account' | 'first-passkey' | 'accounts' | 'invite' | 'edit-account' }>;
}

/** Who comes in, and how. */
function Access({ staffConsole, state: { officer, visit }, api: { access, desk }, view }: AccessProps) {
  if (!officer) return null;
  const { session } = officer;
  const common = { access, onSessionEnded: staffConsole.sessionEnded };
  switch (view.kind) {
    case 'account':
      return <AccountPage key={visit} {...common} {...view} session={session} />;
    case 'first-passkey':
      return <FirstPasskeyPage key={visit} {...common} homeAddress={homeAddress(session.role)} />;
    case 'accounts':
      return <AccountsPage key={visit} list={view.list} />;
    case 'invite':
      return <InvitePage key={visit} {...common} list={view.list} />;
    case 'edit-account':
      return <EditAccountPage key={visit} {...common} {...view} onHandOver={desk.handOver} />;
  }
}

interface StudioProps extends ScreenProps {
  view: Extract<View, { kind: 'clips' | 'clip' }>;
  makeId: () => string;
}

/** The clips in sign language. */
function Studio({ staffConsole, state: { officer, visit }, api, view, makeId }: StudioProps) {
  if (!officer) return null;
  if (view.kind === 'clips') return <ClipsPage key={visit} list={view.list} />;
  return (
    <ClipPage
      key={visit}
      place={view.place}
      session={officer.session}
      clips={api.clips}
      captions={officer.captions}
      readLimits={api.readLimits}
      makeId={makeId}
      onSessionEnded={staffConsole.sessionEnded}
    />
  );
}

interface KeepingProps extends ScreenProps {
  view: KeepingView;
}

/** What an administrator keeps. */
function Keeping({ staffConsole, state: { visit, officer }, api: { directory }, view }: KeepingProps) {
  if (!officer) return null;
  const keeper = officer.session.institutionId;
  const common = { directory, onSessionEnded: staffConsole.sessionEnded };
  switch (view.kind) {
    case 'rows':
      return <RowsPage key={visit} {...view} keeper={keeper} onOpen={staffConsole.go} />;
    case 'row':
      return <RowPage key={visit} {...view} {...common} keeper={keeper} />;
    case 'holidays':
      return <HolidaysPage key={visit} {...view} />;
    case 'holiday-year':
      return <HolidayYearPage key={visit} {...view} {...common} />;
  }
}

interface ViewsProps extends ScreenProps {
  view: Extract<View, { kind: 'views' }>;
}

function Views({ staffConsole, state: { officer, visit }, api: { desk }, view }: ViewsProps) {
  if (!officer) return null;
  return <ViewsPage key={visit} views={view.views} desk={desk} onSessionEnded={staffConsole.sessionEnded} />;
}
