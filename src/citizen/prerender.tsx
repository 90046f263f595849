// Renders the pages without ids for the build (build/prerender-plugin.ts), in the source language. Never shipped.

import { messages as withoutScript } from 'virtual:messages/tr/noscript';
import { renderToString } from 'preact-render-to-string';
import type { PrerenderedPage } from '../../build/prerender-plugin.ts';
import { SOURCE_LOCALE } from '../i18n/locale.ts';
import { flatten } from '../i18n/message-tree.ts';
import { createTranslate } from '../i18n/translate.ts';
import { App, pageTitle } from './shell/app.tsx';
import { loadMessages } from './shell/load-messages.ts';
import type { PageModule } from './shell/page.ts';
import type { Location } from './shell/router.ts';
import { NOT_FOUND_ROUTE, ROUTES, type Route, SHELL_PATH } from './shell/routes.ts';

// It is drawn by the build alone, so it asks a phone for the words that every page needs and no more.
const OPENING_ROUTE: Route = {
  pattern: SHELL_PATH,
  load: () => import('./pages/opening/opening-page.tsx'),
  messages: ['first', 'flow'],
};

const PAGES = import.meta.glob<PageModule>('./pages/*/*-page.tsx');

const LANDING = new Set(['/', '/basvuru/', '/takip/']);

export async function renderPages(): Promise<PrerenderedPage[]> {
  const routes = [...ROUTES.filter(({ pattern }) => !pattern.includes(':')), OPENING_ROUTE, NOT_FOUND_ROUTE];
  return await Promise.all(routes.map(renderPage));
}

async function renderPage(route: Route): Promise<PrerenderedPage> {
  const messages = {
    ...(await loadMessages(SOURCE_LOCALE, ['first', 'apply', 'flow', 'rest', 'statement'])),
    ...flatten(withoutScript),
  };
  const t = createTranslate(SOURCE_LOCALE, messages);
  const path = route === NOT_FOUND_ROUTE ? '/404/' : route.pattern;
  const location: Location = { pathname: path, route, params: {}, page: await route.load() };
  return {
    path,
    title: pageTitle(location, t),
    // The shell is given by the worker alone: nobody searches for it.
    description: route === OPENING_ROUTE ? undefined : t('app.description'),
    html: renderToString(
      <App
        locale={SOURCE_LOCALE}
        languages={[]}
        messages={messages}
        loadMessages={() => Promise.resolve()}
        first={location}
      />,
    ),
    isLanding: LANDING.has(path),
    modules: [
      await sourceOf(route),
      ...route.messages.map((part) => `\0virtual:messages/${SOURCE_LOCALE}/${part}`),
    ],
  };
}

/** Source file of a route's page: the one module whose exports are what the route loads. */
async function sourceOf(route: Route): Promise<string> {
  if (route === OPENING_ROUTE) return 'src/citizen/main.tsx';
  const page = await route.load();
  for (const [path, load] of Object.entries(PAGES))
    if ((await load()).Page === page.Page) return `src/citizen/${path.slice(2)}`;
  throw new Error(`No page of src/citizen/pages is what ${route.pattern} loads`);
}
