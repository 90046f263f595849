// The console's state outside any screen: who is signed in, what is shown, and how one leads to the other.
//
//     opening ──▶ sign-in ──invitation──▶ cases ⇄ case ──▶ sign-in (signed out · ended)
//
// Invariants: 1. An invitation leaves the address before anything else happens, and is redeemed only by signIn.
// 2. Of overlapping moves only the newest is shown. 3. What one officer wrote is never shown to another: drafts
// change with the officer. 4. A session that ends while a reply is unsent takes nothing off the screen.

import type { ProviderTrouble } from '../../domain/wire-access.ts';
import type { StaffCase, StaffSession } from '../../domain/wire-staff.ts';
import type { StaffApi } from '../api.ts';
import type { PasskeySignIn } from '../pages/sign-in/other-ways.tsx';
import { isSameOfficer } from '../reply-drafts.ts';
import { type Failure, isSignedOut, type Result } from '../staff-call.ts';
import { createListTrail, type ListTrail } from './list-trail.ts';
import { createOfficerKeeper, type Officer, type OfficerKeeper } from './officer.ts';
import {
  FIRST_PASSKEY_ADDRESS,
  homeAddress,
  type Invitation,
  parseInvitation,
  parseProofOutcome,
  parseProviderTrouble,
  parseRoute,
  type Route,
  routeFor,
} from './routes.ts';
import { resolveView, type SignInReason, type View } from './view.ts';

export interface ConsoleState {
  view: View;
  /** Grows with every change of page, not with a change on the page. */
  visit: number;
  officer: Officer | undefined;
  isLoading: boolean;
  /** The session is over, and an unsent reply keeps the page open. */
  hasEnded: boolean;
}

export interface ConsoleHost {
  api: StaffApi;
  /** The tab's sessionStorage; undefined where it is blocked. */
  storage: Storage | undefined;
  location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  history: Pick<History, 'replaceState'>;
}

export class StaffConsole {
  readonly trail: Omit<ListTrail, 'remember'>;
  readonly #host: ConsoleHost;
  readonly #trail: ListTrail = createListTrail();
  readonly #keeper: OfficerKeeper;
  readonly #listeners = new Set<() => void>();
  #newestMove = 0;
  #state: ConsoleState = {
    view: { kind: 'opening' },
    visit: 0,
    officer: undefined,
    isLoading: true,
    hasEnded: false,
  };

  constructor(host: ConsoleHost) {
    this.#host = host;
    this.#keeper = createOfficerKeeper(host.storage, host.api);
    this.trail = this.#trail;
  }

  readonly read = (): ConsoleState => this.#state;

  /** @returns a function that stops listening */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Shows what the address says. */
  readonly open = async (): Promise<void> => {
    const { api, location } = this.#host;
    const invitation = parseInvitation(location.hash);
    if (invitation.state !== 'none') return this.#openInvitation(invitation);
    const trouble = parseProviderTrouble(location.hash);
    if (trouble) {
      this.#replaceAddress('');
      this.#showSignIn('none', undefined, trouble);
      return;
    }
    const outcome = parseProofOutcome(location.hash);
    if (outcome) {
      this.#replaceAddress('');
      this.#show({ kind: 'proof-window', outcome });
      return;
    }
    const mine = ++this.#newestMove;
    this.#set({ isLoading: true });
    const wasSignedIn = this.#state.officer !== undefined;
    const known = this.#state.officer?.session;
    const route = parseRoute(location.hash);
    const [session, first] = await Promise.all([
      known ? undefined : api.readSession(),
      resolveView(api, known ? routeFor(known.role, route) : route),
    ]);
    const view = await this.#ownView(session, route, first);
    if (mine !== this.#newestMove) return;
    const failure = failureOf(session) ?? (view.kind === 'trouble' ? view.failure : undefined);
    if (failure && isSignedOut(failure)) {
      this.#showSignIn(wasSignedIn ? 'ended' : 'none');
      return;
    }
    if (session?.ok) this.#welcome(session.value);
    this.#show(session && !session.ok ? { kind: 'trouble', failure: session.failure } : view);
  };

  /** Fetches the shown list again, in its place. A change of page on the way wins. */
  readonly refresh = async (): Promise<Failure | undefined> => {
    const { view } = this.#state;
    if (view.kind !== 'cases' && view.kind !== 'desk') return undefined;
    const mine = this.#newestMove;
    const fresh = await resolveView(this.#host.api, view.route);
    if (mine !== this.#newestMove) return undefined;
    if (fresh.kind === 'trouble') {
      if (!isSignedOut(fresh.failure)) return fresh.failure;
      this.#showSignIn('ended');
      return undefined;
    }
    this.#trail.remember(fresh);
    this.#set({ view: fresh });
    return undefined;
  };

  /** Goes to an address of the console, as a link to it would. */
  readonly go = (address: string): void => {
    if (this.#host.location.hash === address) void this.open();
    else this.#host.location.hash = address;
  };

  readonly signIn = async (token: string): Promise<Failure | undefined> => {
    const result = await this.#host.api.signIn(token);
    if (!result.ok) return result.failure;
    // The next time no link is needed.
    const isFirst = result.value.hasPasskey === false && this.#host.api.access.hasPasskeys();
    await this.#enter(result.value, isFirst ? FIRST_PASSKEY_ADDRESS : homeAddress(result.value.role));
    return undefined;
  };

  readonly signInWithPasskey: PasskeySignIn = async () => {
    const result = await this.#host.api.access.signInWithPasskey();
    if (!result.ok)
      return 'trouble' in result ? { kind: 'ceremony', trouble: result.trouble } : result.failure;
    await this.#enter(result.value, homeAddress(result.value.role));
    return undefined;
  };

  readonly signOut = async (): Promise<Failure | undefined> => {
    const result = await this.#host.api.signOut();
    if (!result.ok && !isSignedOut(result.failure)) return result.failure;
    this.#keeper.forget();
    // The next person must not be led to the case that was open.
    this.#replaceAddress('');
    this.#showSignIn('signed-out');
    return undefined;
  };

  /** Looks whether the session is still there and still the same officer's, e.g. when the tab is looked at again. */
  readonly recheck = async (): Promise<void> => {
    const { officer, view } = this.#state;
    const isWaiting = view.kind === 'sign-in' && view.invitation.state === 'none';
    if (!officer && !isWaiting) return;
    const session = await this.#host.api.readSession();
    if (this.#state.officer !== officer || this.#state.view !== view) return;
    if (!session.ok) {
      if (officer && isSignedOut(session.failure)) this.sessionEnded();
    } else if (officer && isSameOfficer(officer.session, session.value)) {
      if (this.#state.hasEnded) this.#set({ hasEnded: false });
    } else {
      // Not a moment with the new officer's name above what the other one wrote.
      this.#show({ kind: 'opening' }, { officer: this.#keeper.welcome(session.value), isLoading: true });
      await this.open();
    }
  };

  /** A page was told that nobody is signed in. */
  readonly sessionEnded = (): void => {
    if (this.hasUnsent()) this.#set({ hasEnded: true });
    else this.#showSignIn('ended');
  };

  /** A case has changed; if it is still the one that is shown, its page changes. */
  readonly caseChanged = (staffCase: StaffCase): void => {
    const { view } = this.#state;
    if (view.kind !== 'case' && view.kind !== 'transcription') return;
    if (view.staffCase.applicationId !== staffCase.applicationId) return;
    if (view.kind === 'case') this.#set({ view: { kind: 'case', staffCase } });
    const attachment =
      view.kind === 'transcription' && staffCase.attachments?.find(({ id }) => id === view.attachment.id);
    if (attachment) this.#set({ view: { kind: 'transcription', staffCase, attachment } });
  };

  /** Whether closing the tab would lose a text. */
  readonly hasUnsent = (): boolean => this.#keeper.hasUnsent();

  /** Who is signed in already is told as soon as it is known; the button does not wait for it. */
  async #openInvitation(invitation: Invitation): Promise<void> {
    this.#replaceAddress('');
    this.#showSignIn('none', invitation);
    const mine = this.#newestMove;
    const session = await this.#host.api.readSession();
    if (session.ok && mine === this.#newestMove) this.#welcome(session.value);
  }

  /** Whose role has no list of cases is led to what it has. */
  async #ownView(session: Result<StaffSession> | undefined, route: Route, first: View): Promise<View> {
    const own = session?.ok ? routeFor(session.value.role, route) : route;
    return own === route ? first : resolveView(this.#host.api, own);
  }

  async #enter(session: StaffSession, address: string): Promise<void> {
    this.#welcome(session);
    this.#replaceAddress(address);
    await this.open();
  }

  #showSignIn(
    reason: SignInReason,
    invitation: Invitation = { state: 'none' },
    trouble?: ProviderTrouble,
  ): void {
    this.#show({ kind: 'sign-in', invitation, reason, trouble }, { officer: undefined });
  }

  #show(view: View, change: Partial<ConsoleState> = {}): void {
    this.#newestMove++;
    this.#trail.remember(view);
    this.#set({ view, visit: this.#state.visit + 1, isLoading: false, hasEnded: false, ...change });
  }

  #welcome(session: StaffSession): void {
    this.#set({ officer: this.#keeper.welcome(session) });
  }

  #replaceAddress(hash: string): void {
    const { history, location } = this.#host;
    history.replaceState(null, '', location.pathname + location.search + hash);
  }

  #set(change: Partial<ConsoleState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function failureOf(result: Result<StaffSession> | undefined): Failure | undefined {
  return result && !result.ok ? result.failure : undefined;
}
