// Language, what is kept on this device and how safely, and adding the app to the home screen.

import { useCallback, useEffect, useState } from 'preact/hooks';
import { isLocale, LOCALE_NAMES, LOCALES } from '../../../i18n/locale.ts';
import { listDrafts } from '../../../offline/drafts.ts';
import { listEntries } from '../../../offline/outbox.ts';
import { askPersistence, isPersistent } from '../../../offline/storage.ts';
import { Button } from '../../../ui/button/button.tsx';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { RadioGroup } from '../../../ui/radio-group/radio-group.tsx';
import { offeredInstall } from '../../shell/install-offer.ts';
import type { PageModule } from '../../shell/page.ts';
import { writeLocale } from '../../shell/preferences.ts';
import { StorageNotices } from '../../shell/storage-notices.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { Unreadable } from '../../shell/unreadable.tsx';
import { useStored } from '../../shell/use-stored.ts';
import { WhenReady } from '../../shell/when-ready.tsx';

export const title: PageModule['title'] = (t) => t('settings.title');

export function Page() {
  const { t } = useTexts();
  return (
    <>
      <PageHeading>{t('settings.heading')}</PageHeading>
      <StorageNotices />
      <WhenReady>
        <LanguageChoice />
        <StorageSection />
        <InstallSection />
      </WhenReady>
    </>
  );
}

function LanguageChoice() {
  const { t, locale } = useTexts();
  const [chosen, setChosen] = useState<string>(locale);
  // Choosing an option never moves the user (WCAG 3.2.2): the new language comes with the button.
  const apply = (): void => {
    if (isLocale(chosen)) writeLocale(chosen);
    location.reload();
  };
  return (
    <section>
      <RadioGroup
        legend={t('language.label')}
        hint={t('language.hint')}
        name="locale"
        value={chosen}
        options={LOCALES.map((value) => ({ value, label: <span lang={value}>{LOCALE_NAMES[value]}</span> }))}
        onChange={setChosen}
        errorPrefix={t('ui.errorPrefix')}
      />
      <Button kind="secondary" onPress={apply}>
        {t('language.apply')}
      </Button>
    </section>
  );
}

function StorageSection() {
  const { t } = useTexts();
  const announce = useAnnounce();
  const counts = useStored(useCallback(countStored, []));
  const [isSafe, setIsSafe] = useState<boolean>();

  useEffect(() => {
    void isPersistent().then(setIsSafe);
  }, []);

  const ask = async (): Promise<void> => {
    const isGranted = await askPersistence();
    setIsSafe(isGranted);
    announce(t(isGranted ? 'settings.persistent' : 'settings.persistRefused'));
  };

  return (
    <section>
      <h2>{t('settings.storageHeading')}</h2>
      {counts.state === 'unreadable' && <Unreadable />}
      {counts.state === 'ready' && <p>{t('settings.storage', counts.value)}</p>}
      {isSafe !== undefined && <p>{t(isSafe ? 'settings.persistent' : 'settings.notPersistent')}</p>}
      {isSafe === false && (
        <Button kind="secondary" onPress={() => void ask()}>
          {t('settings.persist')}
        </Button>
      )}
    </section>
  );
}

function InstallSection() {
  const { t } = useTexts();
  const [offer, setOffer] = useState(offeredInstall);
  return (
    <section>
      <h2>{t('settings.installHeading')}</h2>
      <p>{t('settings.installHint')}</p>
      {offer && (
        <Button
          kind="secondary"
          onPress={() => {
            setOffer(undefined);
            void offer();
          }}
        >
          {t('settings.install')}
        </Button>
      )}
    </section>
  );
}

async function countStored(): Promise<{ drafts: number; waiting: number; received: number }> {
  const [drafts, entries] = await Promise.all([listDrafts(), listEntries()]);
  const received = entries.filter(({ status }) => status.state === 'received').length;
  return { drafts: drafts.length, waiting: entries.length - received, received };
}
