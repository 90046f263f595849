// One cue: two times, a text, and what may be done with it. Every name says which piece is meant, for whoever goes from
// field to field or from button to button.

import type { ComponentChildren } from 'preact';
import { Button } from '../../ui/button/button.tsx';
import type { SummarizedError } from '../../ui/error-summary/error-summary.tsx';
import { TextArea } from '../../ui/text-area/text-area.tsx';
import { TextField } from '../../ui/text-field/text-field.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden/visually-hidden.tsx';
import { parseClock } from '../player/clock.ts';
import { useTexts } from '../shell/texts.tsx';
import type { CueDraft, CueField } from './cue-drafts.ts';
import { cueFieldId } from './cue-faults.ts';

export type CueAct = { key: number; number: number } & (
  | { kind: 'write'; changed: Partial<Omit<CueDraft, 'key'>> }
  | { kind: 'mark'; field: 'start' | 'end' }
  | { kind: 'play'; fromMs: number; toMs: number }
  | { kind: 'split' | 'join' | 'remove' }
);

type WithoutPlace<Act> = Act extends unknown ? Omit<Act, 'key' | 'number'> : never;

export interface CuePieceProps {
  draft: CueDraft;
  /** From 1. */
  number: number;
  isLast: boolean;
  errors: readonly SummarizedError[];
  prefix: string;
  headingLevel: 3 | 6;
  onAct: (act: CueAct) => void;
}

export function CuePiece({ draft, number, isLast, errors, prefix, headingLevel, onAct }: CuePieceProps) {
  const { t } = useTexts();
  const { key } = draft;
  const Heading = `h${headingLevel}` as const;
  const piece = t('staff.cues.piece', { number });
  const act = (wanted: WithoutPlace<CueAct>): void => onAct({ key, number, ...wanted });
  const fieldOf = (field: CueField) => {
    const id = cueFieldId(prefix, key, field);
    return {
      id,
      error: errors.find(({ fieldId }) => fieldId === id)?.text,
      errorPrefix: t('ui.errorPrefix'),
      value: draft[field],
      onInput: (value: string) => act({ kind: 'write', changed: { [field]: value } }),
    };
  };
  const named = (words: string): ComponentChildren => (
    <>
      {words}
      <VisuallyHidden>{`, ${piece}`}</VisuallyHidden>
    </>
  );
  const startMs = parseClock(draft.start);
  const endMs = parseClock(draft.end);
  return (
    <fieldset class="cue stack">
      <legend>
        <Heading>{piece}</Heading>
      </legend>
      <div class="cue-times">
        <TextField {...fieldOf('start')} label={named(t('staff.cues.start'))} size={10} dir="ltr" />
        <Button onPress={() => act({ kind: 'mark', field: 'start' })}>
          {named(t('staff.cues.startHere'))}
        </Button>
        <TextField {...fieldOf('end')} label={named(t('staff.cues.end'))} size={10} dir="ltr" />
        <Button onPress={() => act({ kind: 'mark', field: 'end' })}>{named(t('staff.cues.endHere'))}</Button>
      </div>
      <TextArea {...fieldOf('text')} label={named(t('staff.cues.text'))} rows={3} />
      <div class="cluster">
        <Button
          isDisabled={startMs === undefined || endMs === undefined || startMs >= endMs}
          onPress={() => act({ kind: 'play', fromMs: startMs ?? 0, toMs: endMs ?? 0 })}
        >
          {named(t('staff.cues.play'))}
        </Button>
        <Button onPress={() => act({ kind: 'split' })}>{named(t('staff.cues.split'))}</Button>
        {isLast ? null : <Button onPress={() => act({ kind: 'join' })}>{named(t('staff.cues.join'))}</Button>}
        <Button kind="quiet" onPress={() => act({ kind: 'remove' })}>
          {named(t('staff.cues.remove'))}
        </Button>
      </div>
    </fieldset>
  );
}
