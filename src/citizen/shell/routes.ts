// Every address of the citizen's app. Addresses are Turkish, because people read and dictate them; they carry ids of
// this device at most, never anything personal.

import type { MessagesPart } from './load-messages.ts';
import type { PageModule, PageProps } from './page.ts';

export interface Route {
  pattern: string;
  load: () => Promise<PageModule>;
  messages: readonly MessagesPart[];
}

const ALL: readonly MessagesPart[] = ['first', 'apply', 'flow', 'rest'];

const START_ROUTE: Route = {
  pattern: '/',
  load: () => import('../pages/start/start-page.tsx'),
  messages: ['first'],
};

export const NOT_FOUND_ROUTE: Route = {
  pattern: '/*',
  load: () => import('../pages/not-found/not-found-page.tsx'),
  messages: ALL,
};

export const ROUTES: readonly Route[] = [
  START_ROUTE,
  {
    pattern: '/basvuru/',
    load: () => import('../pages/apply/apply-page.tsx'),
    messages: ['first', 'apply', 'flow'],
  },
  {
    pattern: '/basvuru/:draftId/:step/',
    load: () => import('../pages/flow/flow-page.tsx'),
    messages: ['first', 'flow'],
  },
  {
    pattern: '/basvurularim/',
    load: () => import('../pages/applications/applications-page.tsx'),
    messages: ALL,
  },
  {
    pattern: '/basvurularim/:id/',
    load: () => import('../pages/thread/thread-page.tsx'),
    messages: ALL,
  },
  {
    pattern: '/takip/',
    load: () => import('../pages/track/track-page.tsx'),
    messages: ALL,
  },
  {
    pattern: '/ayarlar/',
    load: () => import('../pages/settings/settings-page.tsx'),
    messages: ALL,
  },
  {
    pattern: '/gizli/',
    load: () => import('../pages/private/private-page.tsx'),
    messages: ALL,
  },
  {
    pattern: '/kurye/',
    load: () => import('../pages/courier/courier-page.tsx'),
    messages: ALL,
  },
  {
    pattern: '/karsilama/',
    load: () => import('../pages/welcome/welcome-page.tsx'),
    messages: ALL,
  },
  {
    pattern: '/aydinlatma/',
    load: () => import('../pages/notice/notice-page.tsx'),
    messages: ALL,
  },
  {
    pattern: '/erisilebilirlik/',
    load: () => import('../pages/accessibility/accessibility-page.tsx'),
    messages: ['first', 'statement'],
  },
  {
    pattern: '/yardim/',
    load: () => import('../pages/help/help-page.tsx'),
    messages: ALL,
  },
];

/** Addresses with ids cannot be rendered in advance; they open in this shell, which says so without JavaScript. */
export const SHELL_PATH = '/kabuk/';

/** The route of an address, and the values of its `:name` segments. */
export function matchRoute(pathname: string): { route: Route; params: PageProps['params'] } {
  const path = pathname.endsWith('/') ? pathname : `${pathname}/`;
  for (const route of ROUTES) {
    const params = matchPattern(route.pattern, path);
    if (params) return { route, params };
  }
  return { route: NOT_FOUND_ROUTE, params: {} };
}

function matchPattern(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    if (segment.startsWith(':') && value !== '') params[segment.slice(1)] = value;
    else if (segment !== value) return undefined;
  }
  return params;
}
