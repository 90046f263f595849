// Sign language first, and all clips on this device: chosen where there are clips.

import { useEffect, useState } from 'preact/hooks';
import type { SignClips } from '../../domain/sign-clip-wire.ts';
import { sizeInWords } from '../../i18n/figures.ts';
import { Checkbox } from '../../ui/checkbox/checkbox.tsx';
import { useNote } from '../../ui/live-region/use-note.ts';
import { useTexts } from '../shell/texts.tsx';
import { type ClipChoices, changeChoices } from './clip-choices.ts';
import { allFiles, canKeep, countKept, dropAll, keepAll } from './clip-store.ts';

export function ClipSettings({ list, choices }: { list: SignClips; choices: ClipChoices }) {
  const { t, tag } = useTexts();
  const [note, say] = useNote();
  const [kept, setKept] = useState(0);
  const files = allFiles(list);
  const size = sizeInWords(
    files.reduce((sum, { byteLength }) => sum + byteLength, 0),
    tag,
  );

  useEffect(() => {
    countKept(files).then(setKept, () => undefined);
  }, [list]);

  const keep = async (isKept: boolean): Promise<void> => {
    changeChoices({ isKept });
    say('');
    if (!isKept) {
      await dropAll();
      setKept(0);
      return say(t('media.clip.dropped'));
    }
    const isWhole = await keepAll(files, setKept);
    say(t(isWhole ? 'media.clip.kept' : 'media.clip.keptInPart'));
  };
  return (
    <>
      <Checkbox
        id="clips-first"
        label={t('media.clip.first')}
        hint={t('media.clip.firstHint')}
        isChecked={choices.isFirst}
        onChange={(isFirst) => changeChoices({ isFirst })}
      />
      {canKeep() && (
        <Checkbox
          id="clips-keep"
          label={t('media.clip.keep')}
          hint={t('media.clip.keepHint', { size })}
          isChecked={choices.isKept}
          onChange={(isKept) => void keep(isKept)}
        />
      )}
      {choices.isKept && kept < files.length && <p>{t('media.clip.keeping', { kept, all: files.length })}</p>}
      {note && <p>{note}</p>}
    </>
  );
}
