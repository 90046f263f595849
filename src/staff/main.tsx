// Start of the officers' console. The address is read first, before any word is loaded: an invitation in it must not
// stay there for a shoulder, a screenshot or the browser's history.

import { render } from 'preact';

import type { Locale } from '../i18n/locale.ts';
import { readLocale, writeLocale } from '../ui/modes/locale-choice.ts';
import { createStaffApi } from './api.ts';
import { App } from './shell/app.tsx';
import { StaffConsole } from './shell/console.ts';
import { loadMessages } from './shell/load-messages.ts';
import { uploadByXhr } from './upload.ts';
import '../ui/tokens.css';
import '../ui/base.css';

const api = createStaffApi((input, init) => fetch(input, init), uploadByXhr);
const staffConsole = new StaffConsole({ api, storage: tabStorage(), location, history });
void staffConsole.open();

async function show(locale: Locale): Promise<void> {
  const target = document.getElementById('app');
  if (!target) throw new Error('staff.html has no #app');
  const messages = await loadMessages(locale);
  const change = (next: Locale): void => {
    writeLocale(next);
    void show(next);
  };
  render(
    <App
      staffConsole={staffConsole}
      api={api}
      locale={locale}
      messages={messages}
      onLocale={change}
      now={() => Date.now()}
    />,
    target,
  );
}

/** Undefined where the browser blocks it: the very mention then throws. */
function tabStorage(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}

void show(readLocale());
