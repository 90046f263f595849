// What the page shows of clips in sign language, with its words (of recordings: src/citizen/media/words.ts).

import type { ComponentType } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { SignClipSlot } from '../../domain/sign-clip.ts';
import type { SignClip as Clip, SignClips } from '../../domain/sign-clip-wire.ts';
import { loadWords, withWords } from '../media/words.ts';
import { useTexts } from '../shell/texts.tsx';
import { type ClipChoices, onChoices, readChoices } from './clip-choices.ts';
import { ClipSettings } from './clip-settings.tsx';
import { allFiles, listClips } from './clip-store.ts';
import { questionOf } from './places.ts';
import { SignClip } from './sign-clip.tsx';
import './clips.css';

/** Before anything of this is shown. */
export const prepare = loadWords;

interface PageClipsProps {
  clips: Readonly<Record<string, Clip>>;
  slots: readonly SignClipSlot[];
}

function PlainPageClips({ clips, slots }: PageClipsProps) {
  const { t } = useTexts();
  const choices = useChoices();
  return (
    <aside class="clips" data-print="no" data-read="no" aria-label={t('media.clip.region')}>
      {slots.map((slot) => {
        const clip = clips[slot];
        const question = slots.length > 1 ? questionOf(slot) : undefined;
        return clip ? (
          <SignClip
            key={slot}
            clip={clip}
            name={question ? t(`flow.${question}.heading`) : undefined}
            choices={choices}
          />
        ) : null;
      })}
    </aside>
  );
}

/** On the page of the first settings, beside the other ways of reading. */
function PlainFirstChoice({ list }: { list: SignClips }) {
  return (
    <div class="clips">
      <ClipSettings list={list} choices={useChoices()} />
    </div>
  );
}

/** Among the settings; nothing where there are no clips. */
function PlainDeviceClips({ Heading }: DeviceClipsProps) {
  const { t } = useTexts();
  const choices = useChoices();
  const [list, setList] = useState<SignClips>();
  useEffect(() => {
    listClips().then(setList, () => undefined);
  }, []);
  if (!list || allFiles(list).length === 0) return null;
  return (
    <>
      <Heading>{t('media.clip.heading')}</Heading>
      <ClipSettings list={list} choices={choices} />
    </>
  );
}

interface DeviceClipsProps {
  Heading: 'h2' | 'h3';
}

export const DeviceClips: ComponentType<DeviceClipsProps> = withWords(PlainDeviceClips);
export const PageClips: ComponentType<PageClipsProps> = withWords(PlainPageClips);
export const FirstChoice: ComponentType<{ list: SignClips }> = withWords(PlainFirstChoice);

function useChoices(): ClipChoices {
  const [choices, setChoices] = useState(readChoices);
  // At once, and not after the paint: what is chosen in between would go by.
  useLayoutEffect(() => onChoices(() => setChoices(readChoices())), []);
  return choices;
}
