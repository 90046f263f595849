// The editor of cues beside a player: each piece is a group with a heading, its two times and its text. The times are
// taken from the player by a button, or typed; nothing needs an eye on the picture or a hand on the mouse. What takes a
// text away, or cuts one, can be taken back.

import { useRef, useState } from 'preact/hooks';
import { Button } from '../../ui/button/button.tsx';
import { Details } from '../../ui/details/details.tsx';
import type { SummarizedError } from '../../ui/error-summary/error-summary.tsx';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { formatClock } from '../player/clock.ts';
import { COMMANDS } from '../player/playback.ts';
import type { Playback } from '../player/use-playback.ts';
import { useTexts } from '../shell/texts.tsx';
import { beginAt, type CueDraft, change, joinWithNext, remove, split } from './cue-drafts.ts';
import { cueFieldId, cueListId } from './cue-faults.ts';
import { type CueAct, CuePiece } from './cue-piece.tsx';
import { useFocusNext } from './use-focus-next.ts';
import './cues.css';

export interface CueEditorProps {
  drafts: readonly CueDraft[];
  onChange: (drafts: CueDraft[]) => void;
  playback: Playback;
  errors: readonly SummarizedError[];
  /** Tells the editors of a page apart; begins the ids of its fields. */
  prefix: string;
  /** Of each piece. */
  headingLevel: 3 | 6;
}

export function CueEditor(props: CueEditorProps) {
  const { drafts, playback, errors, prefix, headingLevel } = props;
  const { t } = useTexts();
  const { act, begin, undo } = useCueActs(props);

  // Not single letters: these work while a text is being written (WCAG 2.1.4 is about letters).
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.key === 'F8') playback.run(COMMANDS.toggle);
    else if (event.key === 'F2') playback.run(COMMANDS.back);
    else if (event.key === 'F9') begin();
    else return;
    event.preventDefault();
  };
  const ofList = errors.find(({ fieldId }) => fieldId === cueListId(prefix));
  return (
    <fieldset class="cues stack" onKeyDown={press}>
      <legend class="visually-hidden">{t('staff.cues.name')}</legend>
      <Details summary={t('staff.cues.keys')}>
        <p>{t('staff.cues.keysList')}</p>
      </Details>
      <p class="quiet">{t('staff.cues.timeHint')}</p>
      {drafts.map((draft, index) => (
        <CuePiece
          key={draft.key}
          draft={draft}
          number={index + 1}
          isLast={index === drafts.length - 1}
          errors={errors}
          prefix={prefix}
          headingLevel={headingLevel}
          onAct={act}
        />
      ))}
      {ofList ? (
        <p class="cues-error" id={`${prefix}-begin-error`}>
          {ofList.text}
        </p>
      ) : null}
      <div class="cluster">
        <Button
          id={cueListId(prefix)}
          onPress={begin}
          describedBy={ofList ? `${prefix}-begin-error` : undefined}
        >
          {t('staff.cues.begin')}
        </Button>
        {undo ? <Button onPress={undo}>{t('staff.cues.undo')}</Button> : null}
      </div>
    </fieldset>
  );
}

/** What can be done, with the way back from the last cut. */
function useCueActs({ drafts, onChange, playback, prefix }: CueEditorProps) {
  const { t, tag } = useTexts();
  const announce = useAnnounce();
  const focusNext = useFocusNext();
  const [before, setBefore] = useState<readonly CueDraft[]>();
  const newest = useRef(drafts);
  newest.current = drafts;
  const textId = (key: number): string => cueFieldId(prefix, key, 'text');

  const write = (changed: CueDraft[]): void => {
    // Who has written on would lose it by going back.
    setBefore(undefined);
    onChange(changed);
  };
  const cut = (changed: CueDraft[], says: string): void => {
    setBefore(newest.current);
    onChange(changed);
    announce(says);
  };
  const begin = (): void => {
    const begun = beginAt(newest.current, playback.nowMs(), tag);
    write(begun.drafts);
    focusNext(textId(begun.key));
  };
  const mark = (key: number, field: 'start' | 'end'): void => {
    const at = formatClock(playback.nowMs(), tag);
    write(change(newest.current, key, { [field]: at }));
    announce(t(field === 'start' ? 'staff.cues.startMarked' : 'staff.cues.endMarked', { at }));
  };
  /** The caret tells where the text is cut, once it has been put somewhere. */
  const splitAt = (key: number, number: number): void => {
    const field = document.getElementById(textId(key));
    const caret = field instanceof HTMLTextAreaElement ? field.selectionStart : undefined;
    const parts = split(newest.current, key, { atMs: playback.nowMs(), caret, tag });
    cut(parts.drafts, t('staff.cues.wasSplit', { first: number, second: number + 1 }));
    focusNext(textId(parts.key));
  };
  const removeAt = (key: number, number: number): void => {
    const left = remove(newest.current, key);
    const heir = left[Math.min(number - 1, left.length - 1)];
    cut(left, t('staff.cues.wasRemoved', { number }));
    focusNext(heir ? textId(heir.key) : cueListId(prefix));
  };
  const act = (wanted: CueAct): void => {
    const { key, number } = wanted;
    switch (wanted.kind) {
      case 'write':
        write(change(newest.current, key, wanted.changed));
        break;
      case 'mark':
        mark(key, wanted.field);
        break;
      case 'play':
        playback.playPart(wanted.fromMs, wanted.toMs);
        break;
      case 'split':
        splitAt(key, number);
        break;
      case 'join':
        cut(
          joinWithNext(newest.current, key),
          t('staff.cues.wasJoined', { first: number, second: number + 1 }),
        );
        focusNext(textId(key));
        break;
      case 'remove':
        removeAt(key, number);
        break;
    }
  };
  const undo = before && {
    run: (): void => {
      write([...before]);
      announce(t('staff.cues.undone'));
      focusNext(cueListId(prefix));
    },
  };
  return { act, begin, undo: undo?.run };
}
