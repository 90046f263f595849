// Sign videos, or sounds, of an answer: recorded here, or a file that is chosen and goes up at once; each has its state in words, its player, its
// captions, and the way to take it away.

import { useState } from 'preact/hooks';
import { isMediaKind } from '../../../../domain/answer-document.ts';
import type { AnswerMediaKind } from '../../../../domain/answer-in-kind.ts';
import { sizeInWords } from '../../../../i18n/figures.ts';
import { FileField } from '../../../../ui/file-field/file-field.tsx';
import { useAnnounce } from '../../../../ui/live-region/live-region.tsx';
import { type Refusal, refusalOf } from '../../../answer-media/medium.ts';
import { useTexts } from '../../../shell/texts.tsx';
import type { AnswerFormsProps } from './answer-forms.tsx';
import { FILE_FIELD_IDS } from './judge-answer.ts';
import { MediumItem } from './medium-item.tsx';
import { RecordMedium } from './record-medium.tsx';

export interface MediaSectionProps extends AnswerFormsProps {
  kind: AnswerMediaKind;
}

export function MediaSection(props: MediaSectionProps) {
  const { kind, media, desk, limits, makeId, errors } = props;
  const { t, tag } = useTexts();
  const announce = useAnnounce();
  const [refused, setRefused] = useState<Refusal>();
  const fieldId = FILE_FIELD_IDS[kind];
  const size = (bytes: number): string => sizeInWords(bytes, tag);
  const sentence = (reason: Refusal): string =>
    t(`staff.medium.refused.${reason}`, { size: size(limits.bytes[kind]) });

  const take = (file: File): void => {
    const reason = refusalOf(
      kind,
      file,
      limits.bytes[kind],
      media.filter((one) => isMediaKind(one.kind)).length,
    );
    setRefused(reason);
    if (reason) announce(sentence(reason), { assertive: true });
    else desk.add(kind, makeId(), file, file.name);
  };
  const error = refused ? sentence(refused) : errors.find((one) => one.fieldId === fieldId)?.text;
  const own = media.filter((medium) => medium.kind === kind);
  return (
    <section class="answer-media stack">
      <h3>{t(`staff.answer.heading.${kind}`)}</h3>
      <FileField
        id={fieldId}
        label={t(`staff.medium.file.${kind}`)}
        hint={t(`staff.medium.hint.${kind}`, { size: size(limits.bytes[kind]) })}
        error={error}
        errorPrefix={t('ui.errorPrefix')}
        accept={kind === 'audio' ? 'audio/*' : 'video/*'}
        files={[]}
        texts={{
          choose: t('staff.medium.choose'),
          listLabel: t(`staff.medium.file.${kind}`),
          remove: t('staff.medium.remove'),
          removeLabel: (name) => `${t('staff.medium.remove')}: ${name}`,
          size,
        }}
        onChoose={([file]) => file && take(file)}
        onRemove={() => undefined}
      />
      <RecordMedium {...props} />
      {own.length > 0 ? (
        <ul class="plain-list answer-media-list">
          {own.map((medium) => (
            <li key={medium.id}>
              <MediumItem {...props} medium={medium} />
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
