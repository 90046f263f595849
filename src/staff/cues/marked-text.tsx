// Pieces of a text with the times at which they begin, only to be read. The text is Turkish, whatever language the console
// is used in; its times are the reader's.

import type { Cue } from '../../domain/cue.ts';
import { SOURCE_LOCALE } from '../../i18n/locale.ts';
import { formatClock } from '../player/clock.ts';
import { useTexts } from '../shell/texts.tsx';
import './cues.css';

export function MarkedText({ cues }: { cues: readonly Cue[] }) {
  const { tag } = useTexts();
  return (
    <ol class="plain-list marked-text">
      {cues.map(({ startMs, text }) => (
        <li key={startMs}>
          <span class="quiet" dir="ltr">
            {formatClock(startMs, tag)}
          </span>{' '}
          <span lang={SOURCE_LOCALE} dir="auto">
            {text}
          </span>
        </li>
      ))}
    </ol>
  );
}
