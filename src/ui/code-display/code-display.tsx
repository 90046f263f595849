// A number to keep, in groups. The eye gets groups of four; the ear gets one list item a group, digit by digit, so
// that it can stop, repeat and write down ("dört bin sekiz yüz otuz bir" is not what stands on the paper).

import './code-display.css';
import { VisuallyHidden } from '../visually-hidden/visually-hidden.tsx';

export interface CodeDisplayProps {
  groups: readonly string[];
  /** Shown, e.g. "Takip kodunuz". */
  label: string;
  /** Name of the list for the ear, e.g. "Takip kodunuz: dörder rakamlık beş grup". */
  spokenLabel: string;
}

export function CodeDisplay({ groups, label, spokenLabel }: CodeDisplayProps) {
  return (
    <div class="code-display">
      <p class="code-display-label" aria-hidden="true">
        {label}
      </p>
      <ol class="code-display-groups plain-list" aria-label={spokenLabel} dir="ltr">
        {groups.map((group, index) => (
          <li key={index}>
            <span aria-hidden="true">{group}</span>
            <VisuallyHidden>{[...group].join(' ')}</VisuallyHidden>
          </li>
        ))}
      </ol>
    </div>
  );
}
