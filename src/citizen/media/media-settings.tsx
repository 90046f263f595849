// How large things are recorded and sent: only over Wi-Fi, and smaller; and how clips in sign language are watched. All
// holds for this device. And the home screen, the ways to private sending and to carrying, and the PIN, which come with the same part.

import { useEffect, useRef, useState } from 'preact/hooks';
import { DEFAULT_UPLOAD_SETTINGS, type UploadSettings } from '../../domain/upload.ts';
import { readUploadSettings, saveUploadSettings } from '../../offline/upload-acts.ts';
import { Checkbox } from '../../ui/checkbox/checkbox.tsx';
import { Link } from '../../ui/link/link.tsx';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { StoreFailure } from '../shell/store-failure.tsx';
import { useTexts } from '../shell/texts.tsx';
import { useStoreAct } from '../shell/use-store-act.ts';
import { type Stored, useStored } from '../shell/use-stored.ts';
import { InstallSection } from './install-section.tsx';
import { useConnection } from './use-connection.ts';

export function MediaSettings({ headingLevel }: { headingLevel: 2 | 3 }) {
  const { t } = useTexts();
  const stored = useStored(readUploadSettings);
  const { failure, run } = useStoreAct();
  const clips = useClipSettings();
  const lock = useLockSettings();
  const Heading = headingLevel === 2 ? 'h2' : 'h3';
  const settings = stored.state === 'ready' ? stored.value : DEFAULT_UPLOAD_SETTINGS;
  const isKnown = useRef(false);
  const line = useLine(stored, isKnown);
  const save = (change: Partial<typeof settings>): void => {
    isKnown.current = true;
    void run(() => saveUploadSettings({ ...settings, ...change }));
  };
  const ofMedia = (
    <section class="stack">
      <Heading>{t('media.settings.heading')}</Heading>
      <Checkbox
        id="media-wifi-only"
        label={t('media.settings.wifiOnly')}
        hint={t('media.settings.wifiOnlyHint')}
        isChecked={settings.wifiOnly}
        onChange={(wifiOnly) => save({ wifiOnly })}
      />
      {line && <p>{line}</p>}
      <Checkbox
        id="media-save-data"
        label={t('media.settings.saveData')}
        hint={t('media.settings.saveDataHint')}
        isChecked={settings.saveData}
        onChange={(saveData) => save({ saveData })}
      />
      <StoreFailure reason={failure} />
      {clips && headingLevel === 2 && <clips.DeviceClips Heading={Heading} />}
    </section>
  );
  return (
    <>
      {headingLevel === 2 && <InstallSection />}
      {ofMedia}
      {headingLevel === 2 && <OtherWays />}
      {lock && headingLevel === 2 && <lock.LockSettings />}
    </>
  );
}

/**
 * Why attachments wait; said when it begins to hold, by another line or by the choice above it.
 * @param isKnown whether the reader knows how it was before: it has been read, or they have chosen
 */
function useLine(stored: Stored<UploadSettings>, isKnown: { current: boolean }): string | undefined {
  const { t } = useTexts();
  const announce = useAnnounce();
  const connection = useConnection();
  const isRead = stored.state === 'ready';
  const waitsFor = isRead && stored.value.wifiOnly && connection !== 'unmetered' ? connection : undefined;
  const line = waitsFor && t(`media.settings.line.${waitsFor}`);
  useEffect(() => {
    if (isKnown.current && line) announce(line);
    isKnown.current ||= isRead;
  }, [isRead, waitsFor]);
  return line;
}

const WAYS = [
  { href: '/gizli/', name: 'settings.private', hint: 'media.settings.privateHint' },
  { href: '/kurye/', name: 'settings.courier', hint: 'media.settings.courierHint' },
] as const;

function OtherWays() {
  const { t } = useTexts();
  return (
    <section>
      <h2>{t('media.settings.ways')}</h2>
      {WAYS.map(({ href, name, hint }) => (
        <div key={href}>
          <Link kind="standalone" href={href}>
            {t(name)}
          </Link>
          <p>{t(hint)}</p>
        </div>
      ))}
    </section>
  );
}

/** The PIN comes with code and words of its own, which nobody carries before. */
function useLockSettings(): Pick<typeof import('../lock/lock.tsx'), 'LockSettings'> | undefined {
  const { locale } = useTexts();
  const [lock, setLock] = useState<Pick<typeof import('../lock/lock.tsx'), 'LockSettings'>>();
  useEffect(() => {
    const bring = async (): Promise<void> => {
      const { prepare, LockSettings } = await import('../lock/lock.tsx');
      await prepare(locale);
      setLock({ LockSettings });
    };
    bring().catch(() => undefined);
  }, []);
  return lock;
}

type ClipSettings = Pick<typeof import('../clips/shown-clips.tsx'), 'DeviceClips'>;

/** What concerns clips in sign language, where the device has the file or a connection. */
function useClipSettings(): ClipSettings | undefined {
  const { locale } = useTexts();
  const [clips, setClips] = useState<ClipSettings>();
  useEffect(() => {
    const bring = async (): Promise<void> => {
      const { prepare, DeviceClips } = await import('../clips/shown-clips.tsx');
      await prepare(locale);
      setClips({ DeviceClips });
    };
    bring().catch(() => undefined);
  }, []);
  return clips;
}
