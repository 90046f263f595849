// What goes with an application, before it is sent: each recording with its length, each file with its name. Who sends by ear has no other
// way to tell which they are.

import type { Attachment } from '../../domain/attachment.ts';
import { durationInWords, factsInWords, sizeInWords } from '../../i18n/figures.ts';
import { listRecordings } from '../../offline/recordings.ts';
import { useTexts } from '../shell/texts.tsx';
import { useStored } from '../shell/use-stored.ts';

export function Brought({ attachments }: { attachments: readonly Attachment[] }) {
  const { t, tag } = useTexts();
  const stored = useStored(listRecordings);
  const records = stored.state === 'ready' ? stored.value : [];
  const takes = attachments.filter(({ role }) => role === 'description');
  const nameOf = (one: Attachment): string => {
    if (one.role === 'description') {
      const kind = one.kind === 'voice' ? 'voice' : 'sign-video';
      return t(`media.take.${kind}`, { number: takes.indexOf(one) + 1 });
    }
    return records.find(({ id }) => id === one.id)?.name ?? t(`attachment.${one.kind}`);
  };
  return (
    <ul class="plain-list">
      {attachments.map((one) => {
        const length = one.durationMs ? [durationInWords(one.durationMs, t)] : [];
        return (
          <li key={one.id}>
            <bdi>{nameOf(one)}</bdi>
            {`: ${factsInWords([...length, sizeInWords(one.byteLength, tag)], t)}`}
          </li>
        );
      })}
    </ul>
  );
}
