// Asks for the PIN in the place of the app: at its start, and whenever something is needed that is locked. What stands
// behind it waits, and goes on where it was.

import { render } from 'preact';
import { formatTagOf, type Locale, SOURCE_LOCALE } from '../../i18n/locale.ts';
import { createTranslate } from '../../i18n/translate.ts';
import { onChange } from '../../offline/changes.ts';
import { read } from '../../offline/database.ts';
import { platform, SENDING_LOCK } from '../../offline/environment.ts';
import { LOCK_CHANGED } from '../../offline/locked.ts';
import { readPinState } from '../../offline/pin-lock.ts';
import { sealAllAnew } from '../../offline/reseal.ts';
import { LiveRegionProvider } from '../../ui/live-region/live-region.tsx';
import { changeModes } from '../../ui/modes/modes.ts';
import { loadMessages as loadPart } from '../shell/load-messages.ts';
import { TextsContext } from '../shell/texts.tsx';
import { LockScreen } from './lock-screen.tsx';
import { watchLock } from './watch-lock.ts';
import { loadWords, withWords } from './words.ts';

const Screen = withWords(LockScreen);

let passing: Promise<void> | undefined;

/** Resolves when the PIN was right, or there is none. @throws when its words cannot be had, StorageFault */
export function passLock(locale: Locale): Promise<void> {
  passing ??= pass(locale).finally(() => {
    passing = undefined;
  });
  return passing;
}

async function pass(locale: Locale): Promise<void> {
  const { isSet, tries } = await readPinState();
  changeModes({ lock: isSet ? 'pin' : undefined });
  if (!isSet) return;
  const stopWaiting = await ask(locale, tries);
  stopWaiting();
  const { isSet: isStillSet, isUnfinished } = await readPinState();
  changeModes({ lock: isStillSet ? 'pin' : undefined });
  if (!isStillSet) return;
  watchLock();
  // What a kill has left under the key before; the next start tries again.
  if (isUnfinished) sealAllAnew().catch(() => undefined);
}

/** @returns puts the app back in its place */
async function ask(wanted: Locale, tries: number): Promise<() => void> {
  const { locale, messages } = await bringWords(wanted).catch(() => bringWords(SOURCE_LOCALE));
  const tag = formatTagOf(locale, navigator.languages);
  const t = createTranslate(tag, messages);
  const texts = { locale, tag, t, loadMessages: async () => undefined };
  const putBack = takePlace();
  const place = document.createElement('div');
  place.id = 'lock';
  document.body.append(place);
  delete document.documentElement.dataset.words;
  const sendOnline = (): void => void sendSealed().catch(() => undefined);
  addEventListener('online', sendOnline);
  sendOnline();
  let stopHearing = (): void => undefined;
  await new Promise<void>((resolve) => {
    // Another tab may take the PIN away, or throw away what it locks.
    const passIfNone = async (): Promise<void> => {
      if (!(await readPinState()).isSet) resolve();
    };
    stopHearing = onChange(({ kind, id, isElsewhere }) => {
      if (kind === LOCK_CHANGED.kind && id === LOCK_CHANGED.id && isElsewhere) void passIfNone();
    });
    render(
      <TextsContext.Provider value={texts}>
        <LiveRegionProvider>
          <Screen tries={tries} onPassed={resolve} />
        </LiveRegionProvider>
      </TextsContext.Provider>,
      place,
    );
  });
  return () => {
    removeEventListener('online', sendOnline);
    stopHearing();
    // First: a focus that falls to <body> on the way has the document's name read out, of the time of a wrong PIN.
    putBack();
    render(null, place);
    place.remove();
  };
}

/** What private sending has sealed needs no key of this phone: it goes also while the PIN is asked for. */
async function sendSealed(): Promise<void> {
  const count = await read(platform, ['sealed'], (all) => all.objectStore('sealed').count());
  if (!count) return;
  const { sendSealedEntries } = await import('../../offline/sealed-afterwards.ts');
  await platform.ifFree(SENDING_LOCK, () => sendSealedEntries({ isHurried: true }, platform));
}

async function bringWords(locale: Locale) {
  const [messages] = await Promise.all([loadPart(locale, ['first', 'flow', 'rest']), loadWords(locale)]);
  return { locale, messages };
}

/** @returns undoes it */
function takePlace(): () => void {
  const app = document.getElementById('app');
  const { title } = document;
  const focused = document.activeElement;
  const isRunning = document.documentElement.dataset.ready === 'true';
  if (!app) return () => undefined;
  // Nothing stands above a modal dialog; and what was prerendered is drawn anew, so that its heading is given the focus.
  for (const dialog of document.querySelectorAll<HTMLDialogElement>('dialog[open]')) dialog.close();
  if (!isRunning) app.replaceChildren();
  app.hidden = true;
  return () => {
    app.hidden = false;
    if (!isRunning) return;
    document.title = title;
    const back = focused instanceof HTMLElement && focused !== document.body ? focused : null;
    (back ?? app.querySelector<HTMLElement>('main h1'))?.focus();
  };
}
