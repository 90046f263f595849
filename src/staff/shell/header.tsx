// Name of the app, the lists, and who is signed in with the way out. Without a session only the name stands here.

import { useRef, useState } from 'preact/hooks';
import { may } from '../../domain/role.ts';
import { Button } from '../../ui/button/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog/confirm-dialog.tsx';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { IDENTITY_READS_ADDRESS } from '../audit/audit-address.ts';
import { isKeepingView } from '../directory/directory-view.ts';
import { FIGURES_ADDRESS } from '../figures/figures-address.ts';
import type { Failure } from '../staff-call.ts';
import { countUnsent, type Officer } from './officer.ts';
import {
  ACCOUNT_ADDRESS,
  ACCOUNTS_ADDRESS,
  CLIPS_ADDRESS,
  casesAddress,
  DIRECTORY_ADDRESS,
  deskAddress,
  FIRST_DESK,
  FIRST_ROUTE,
  filterOf,
} from './routes.ts';
import { useTexts } from './texts.tsx';
import type { View } from './view.ts';

const LISTS = [
  { list: 'open', key: 'staff.cases.open' },
  { list: 'answered', key: 'staff.cases.answered' },
] as const;

export interface HeaderProps {
  officer: Officer | undefined;
  view: View;
  onSignOut: () => Promise<Failure | undefined>;
}

export function Header({ officer, view, onSignOut }: HeaderProps) {
  const { t } = useTexts();
  return (
    <header class="console-header">
      <div class="console-bar">
        <p class="console-name">
          <BridgeMark />
          <span>
            <strong>{t('app.name')}</strong> <span class="console-part">{t('staff.console')}</span>
          </span>
        </p>
        {officer ? (
          <>
            <nav aria-label={t('staff.menu')}>
              <ul class="console-lists">
                {(may(officer.session.role, 'case.read') ? LISTS : []).map(({ list, key }) => (
                  <li key={list}>
                    <a href={casesAddress({ ...FIRST_ROUTE, list })} aria-current={currentness(view, list)}>
                      {t(key)}
                    </a>
                  </li>
                ))}
                {may(officer.session.role, 'transcript.offer') ? (
                  <li>
                    <a href={deskAddress(FIRST_DESK)} aria-current={deskCurrentness(view)}>
                      {t('staff.desk.menu')}
                    </a>
                  </li>
                ) : null}
                {may(officer.session.role, 'case.read') ? (
                  <li>
                    <a href={CLIPS_ADDRESS} aria-current={clipsCurrentness(view)}>
                      {t('staff.clips.menu')}
                    </a>
                  </li>
                ) : null}
                {may(officer.session.role, 'directory.edit') ? (
                  <li>
                    <a href={DIRECTORY_ADDRESS} aria-current={directoryCurrentness(view)}>
                      {t('staff.directory.heading')}
                    </a>
                  </li>
                ) : null}
                {may(officer.session.role, 'figures.read') ? (
                  <li>
                    <a href={FIGURES_ADDRESS} aria-current={view.kind === 'figures' ? 'page' : undefined}>
                      {t('staff.figures.menu')}
                    </a>
                  </li>
                ) : null}
                {may(officer.session.role, 'audit.read') ? (
                  <li>
                    <a
                      href={IDENTITY_READS_ADDRESS}
                      aria-current={view.kind === 'identity-reads' ? 'page' : undefined}
                    >
                      {t('staff.reads.heading')}
                    </a>
                  </li>
                ) : null}
                {may(officer.session.role, 'account.manage') ? (
                  <li>
                    <a href={ACCOUNTS_ADDRESS} aria-current={accountsCurrentness(view)}>
                      {t('staff.accounts.heading')}
                    </a>
                  </li>
                ) : null}
              </ul>
            </nav>
            <Account officer={officer} view={view} onSignOut={onSignOut} />
          </>
        ) : null}
      </div>
    </header>
  );
}

/** A case belongs to the list in which it stands. */
function currentness(view: View, list: 'open' | 'answered'): 'page' | 'true' | undefined {
  if (view.kind === 'cases') {
    const isWhole = Object.keys(filterOf(view.route)).length === 0;
    const isIt = view.route.list === list && isWhole;
    if (isIt) return 'page';
    return (view.route.list === 'answered') === (list === 'answered') ? 'true' : undefined;
  }
  if (view.kind === 'likenesses' || view.kind === 'views') return list === 'open' ? 'true' : undefined;
  if (view.kind !== 'case') return undefined;
  return (view.staffCase.state === 'answered') === (list === 'answered') ? 'true' : undefined;
}

function deskCurrentness(view: View): 'page' | 'true' | undefined {
  if (view.kind === 'desk') return 'page';
  return view.kind === 'transcription' ? 'true' : undefined;
}

function clipsCurrentness(view: View): 'page' | 'true' | undefined {
  if (view.kind === 'clips') return 'page';
  return view.kind === 'clip' ? 'true' : undefined;
}

function directoryCurrentness(view: View): 'page' | 'true' | undefined {
  if (view.kind === 'directory') return 'page';
  return isKeepingView(view) ? 'true' : undefined;
}

function accountsCurrentness(view: View): 'page' | 'true' | undefined {
  if (view.kind === 'accounts') return 'page';
  return view.kind === 'invite' || view.kind === 'edit-account' ? 'true' : undefined;
}

function Account({ officer, view, onSignOut }: Omit<HeaderProps, 'officer'> & { officer: Officer }) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [isAsking, setAsking] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const isLeaving = useRef(false);
  const { name, institution } = officer.session;
  const unsent = countUnsent(officer);

  const leave = async (): Promise<void> => {
    setAsking(false);
    if (isLeaving.current) return;
    isLeaving.current = true;
    const failure = await onSignOut();
    isLeaving.current = false;
    setFailed(failure !== undefined);
    if (failure) announce(t('staff.signOutFailed'), { assertive: true });
    else announce(t('staff.signIn.signedOut'));
  };

  const press = (): void => {
    // What the question says of answers is so when it is read.
    officer.keeper.flush();
    officer.groupKeeper.flush();
    if (countUnsent(officer) > 0) setAsking(true);
    else void leave();
  };

  return (
    <section class="console-account" aria-label={t('staff.account')}>
      <p class="console-officer">
        <strong>{name}</strong>
        <span>{institution ?? t('staff.centre')}</span>
      </p>
      <a
        class="console-step"
        href={ACCOUNT_ADDRESS}
        aria-current={view.kind === 'account' ? 'page' : undefined}
      >
        {t('staff.me.heading')}
      </a>
      <Button onPress={press}>{t('staff.signOut')}</Button>
      {hasFailed ? <p class="console-fault">{t('staff.signOutFailed')}</p> : null}
      <ConfirmDialog
        title={t('staff.signOutTitle')}
        body={
          <>
            <p>{t('staff.signOutBody', { count: unsent })}</p>
            {officer.drafts.unsent().length > 0 ? <p>{t('staff.signOutReplies')}</p> : null}
          </>
        }
        confirmLabel={t('staff.signOutConfirm')}
        cancelLabel={t('staff.signOutCancel')}
        onConfirm={() => void leave()}
        onCancel={() => setAsking(false)}
        isOpen={isAsking}
        isDanger
      />
    </section>
  );
}

function BridgeMark() {
  return (
    <svg class="console-mark" viewBox="0 0 32 24" aria-hidden="true" focusable="false">
      <path d="M2 20h28M2 20v-6M30 20v-6M2 14C8 2 24 2 30 14M9 20v-11M16 20V5.5M23 20v-11" />
    </svg>
  );
}
