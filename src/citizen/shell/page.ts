// What a page of the citizen's app is: a component and the text of its title.

import type { ComponentType } from 'preact';
import type { Translate } from '../../i18n/translate.ts';
import type { LoadMessages } from './texts.tsx';

export interface PageProps {
  /** The `:name` segments of the address. */
  params: Readonly<Record<string, string>>;
}

export interface PageModule {
  Page: ComponentType<PageProps>;
  /** Text of <title>, without the app's name. */
  title: (t: Translate, params: PageProps['params']) => string;
  /** Brings what this address needs beyond the page's own file; the page is shown afterwards. */
  prepare?: (params: PageProps['params'], loadMessages: LoadMessages) => Promise<void>;
}
