// Captions come from other programs and go to them: as WebVTT files (src/domain/webvtt.ts). What is read takes the place
// of what stands there, so it is asked about first when there is something to lose.

import { useState } from 'preact/hooks';
import * as v from 'valibot';
import { type Cue, cuesSchema } from '../../domain/cue.ts';
import { formatWebvtt, parseWebvtt } from '../../domain/webvtt.ts';
import { Button } from '../../ui/button/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog/confirm-dialog.tsx';
import { FileField } from '../../ui/file-field/file-field.tsx';
import { useTexts } from '../shell/texts.tsx';
import { type InWords, useSaid } from '../shell/use-said.ts';

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
  const [note, say] = useSaid();
  const [isWrong, setWrong] = useState(false);
  const [read, setRead] = useState<Cue[]>();

  const take = (taken: Cue[]): void => {
    setRead(undefined);
    onRead(taken);
    say((words) => words('staff.vtt.read', { count: taken.length }));
  };
  const choose = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    say(undefined);
    setWrong(false);
    const found = await readVtt(file);
    setWrong(!found.ok);
    if (!found.ok) say(found.fault);
    else if (isFilled) setRead(found.cues);
    else take(found.cues);
  };

  return (
    <div class="stack">
      <FileField
        id={id}
        label={t('staff.vtt.label')}
        hint={t('staff.vtt.hint')}
        error={isWrong ? note : undefined}
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
      {note && !isWrong ? <p>{note}</p> : null}
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

async function readVtt(file: File): Promise<{ ok: true; cues: Cue[] } | { ok: false; fault: InWords }> {
  if (file.size > MAX_BYTES) return { ok: false, fault: 'staff.vtt.tooLarge' };
  let text: string;
  try {
    text = await file.text();
  } catch {
    return { ok: false, fault: 'staff.vtt.unreadable' };
  }
  const parsed = parseWebvtt(text);
  if (!parsed.ok) {
    const { problem, line } = parsed;
    return { ok: false, fault: (t) => t(`staff.vtt.problem.${problem}`, { line }) };
  }
  return v.is(cuesSchema, parsed.cues)
    ? { ok: true, cues: parsed.cues }
    : { ok: false, fault: 'staff.vtt.beyondLimits' };
}

function save(cues: readonly Cue[]): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([formatWebvtt(cues)], { type: 'text/vtt' }));
  link.download = 'altyazi.vtt';
  link.click();
  URL.revokeObjectURL(link.href);
}
