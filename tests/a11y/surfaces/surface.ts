// One surface is one page in one state, and the way to bring it about through the app itself, as a person does.

import type { Locator, Page } from 'playwright-core';
import type { Locale } from '../../../src/i18n/locale.ts';
import type { Translate } from '../../../src/i18n/translate.ts';
import type { Stage } from '../stage/stage.ts';

/** What a surface finds in the browser: each is a context of its own. */
export type World =
  /** A device that was never here. */
  | 'new'
  /** It has been here, chose nothing, and holds nothing; also an officer's machine without a session. */
  | 'visited'
  /** It holds drafts and applications in every state; the server does not answer. */
  | 'applications'
  /** The files of the app are in the device, and nothing comes over the network. */
  | 'offline'
  /** An officer of the centre, signed in. */
  | 'officer'
  /** An officer of an institution that has no case. */
  | 'idle-officer'
  /** The pattern book. */
  | 'examples';

export interface Visit {
  page: Page;
  origin: string;
  locale: Locale;
  /** The app's words in this language. */
  t: Translate;
  stage: Stage;
}

export interface Surface {
  app: 'citizen' | 'console' | 'examples';
  page: string;
  state: string;
  world: World;
  /** Brings the page into this state. May be called again at any moment, and then begins anew. */
  open: (at: Visit) => Promise<void>;
  /** The page tells of errors. */
  hasErrors?: true;
  /** A modal dialog stands open; the focus goes back to this. */
  opener?: (at: Visit) => Locator;
  /** Does what brings a spoken message. */
  speak?: (at: Visit) => Promise<void>;
  /** A mere move of the focus ends this state. */
  isFleeting?: true;
  /** What is chosen on it stays with the device: it is done with a device that forgets. */
  leavesTraces?: true;
  /** Nothing else can be brought about on its device any more: the next surface gets another. */
  locksDevice?: true;
  /** Only in its own language (the pattern book has one). */
  isOneLanguage?: true;
}

export function nameOf({ app, page, state }: Pick<Surface, 'app' | 'page' | 'state'>): string {
  return `${app}/${page}: ${state}`;
}
