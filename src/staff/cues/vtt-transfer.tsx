// Captions come from other programs and go to them: as WebVTT files (src/domain/webvtt.ts). What is read takes the place
// of what stands there, so it is asked about first when there is something to lose.

import { useState } from 'preact/hooks';
import * as v from 'valibot';
import { type Cue, cuesSchema } from '../../domain/cue.ts';
import { formatWebvtt, parseWebvtt } from '../../domain/webvtt.ts';
import type { Translate } from '../../i18n/translate.ts';
import { Button } from '../../ui/button/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog/confirm-dialog.tsx';
import { FileField } from '../../ui/file-field/file-field.tsx';
import { useNote } from '../../ui/live-region/use-note.ts';
import { useTexts } from '../shell/texts.tsx';

/** The largest that any recording of six hours could need, many times over. */
const MAX_BYTES = 2 * 1024 * 1024;

export interface VttTransferProps {
  id: string;
  /** Something would be replaced. */
  isFilled: boolean;
  /** What may be saved as a file; undefined while it has faults. */
  cues: readonly Cue[] | undefined;
  onRead: (cues: Cue[]) => void;
}

export function VttTransfer({ id, isFilled, cues, onRead }: VttTransferProps) {
  const { t } = useTexts();
  const [note, say] = useNote();
  const [error, setError] = useState<string>();
  const [read, setRead] = useState<Cue[]>();

  const take = (taken: Cue[]): void => {
    setRead(undefined);
    onRead(taken);
    say(t('staff.vtt.read', { count: taken.length }));
  };
  const choose = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    say('');
    const found = await readVtt(file, t);
    setError(found.ok ? undefined : found.sentence);
    if (!found.ok) say(found.sentence);
    else if (isFilled) setRead(found.cues);
    else take(found.cues);
  };

  return (
    <div class="stack">
      <FileField
        id={id}
        label={t('staff.vtt.label')}
        hint={t('staff.vtt.hint')}
        error={error}
        errorPrefix={t('ui.errorPrefix')}
        accept=".vtt,text/vtt"
        files={[]}
        texts={{
          choose: t('staff.vtt.choose'),
          listLabel: t('staff.vtt.label'),
          remove: '',
          removeLabel: () => '',
          size: () => '',
        }}
        onChoose={([file]) => void choose(file)}
        onRemove={() => undefined}
      />
      {cues ? <Button onPress={() => save(cues)}>{t('staff.vtt.save')}</Button> : null}
      {note && !error ? <p>{note}</p> : null}
      <ConfirmDialog
        title={t('staff.vtt.replaceTitle')}
        body={<p>{t('staff.vtt.replace', { count: read?.length ?? 0 })}</p>}
        confirmLabel={t('staff.vtt.replaceConfirm')}
        cancelLabel={t('staff.vtt.replaceCancel')}
        onConfirm={() => read && take(read)}
        onCancel={() => setRead(undefined)}
        isOpen={read !== undefined}
      />
    </div>
  );
}

async function readVtt(
  file: File,
  t: Translate,
): Promise<{ ok: true; cues: Cue[] } | { ok: false; sentence: string }> {
  if (file.size > MAX_BYTES) return { ok: false, sentence: t('staff.vtt.tooLarge') };
  let text: string;
  try {
    text = await file.text();
  } catch {
    return { ok: false, sentence: t('staff.vtt.unreadable') };
  }
  const parsed = parseWebvtt(text);
  if (!parsed.ok) {
    return { ok: false, sentence: t(`staff.vtt.problem.${parsed.problem}`, { line: parsed.line }) };
  }
  return v.is(cuesSchema, parsed.cues)
    ? { ok: true, cues: parsed.cues }
    : { ok: false, sentence: t('staff.vtt.beyondLimits') };
}

function save(cues: readonly Cue[]): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([formatWebvtt(cues)], { type: 'text/vtt' }));
  link.download = 'altyazi.vtt';
  link.click();
  URL.revokeObjectURL(link.href);
}
