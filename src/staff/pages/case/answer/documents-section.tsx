// Documents and pictures that go with an answer's text: chosen and uploaded at once, named, and a picture described. They are
// in addition, which is said here, because a PDF alone is what many officers are used to.

import { useState } from 'preact/hooks';
import { isDocumentKind } from '../../../../domain/answer-document.ts';
import { sizeInWords } from '../../../../i18n/figures.ts';
import { ACCEPTED_DOCUMENTS, isOldOffice, kindOfFile } from '../../../../media/file-kinds.ts';
import { FileField } from '../../../../ui/file-field/file-field.tsx';
import { useAnnounce } from '../../../../ui/live-region/live-region.tsx';
import { useTexts } from '../../../shell/texts.tsx';
import type { AnswerFilesProps } from './answer-forms.tsx';
import { DocumentItem } from './document-item.tsx';
import { HowTagged } from './how-tagged.tsx';
import { DOCUMENT_FIELD_ID } from './judge-answer.ts';

/** The sentences `staff.document.refused.<reason>`. */
type DocumentRefusal = 'empty' | 'tooLarge' | 'wrongType' | 'oldOffice' | 'tooMany';

export function DocumentsSection(props: AnswerFilesProps) {
  const { media, desk, limits, makeId, errors } = props;
  const { t, tag } = useTexts();
  const announce = useAnnounce();
  const [refused, setRefused] = useState<DocumentRefusal>();
  const own = media.filter(({ kind }) => isDocumentKind(kind));
  const max = limits.answerDocuments;
  const size = (bytes: number): string => sizeInWords(bytes, tag);
  const sizes = { document: size(limits.bytes.document), photo: size(limits.bytes.photo) };

  const sentence = (reason: DocumentRefusal): string =>
    t(`staff.document.refused.${reason}`, { max, ...sizes });

  const take = (file: File, count: number): DocumentRefusal | undefined => {
    if (count >= max) return 'tooMany';
    if (file.size === 0) return 'empty';
    const found = kindOfFile(file);
    if (!found || !(found.kind === 'document' || found.kind === 'photo'))
      return isOldOffice(file) ? 'oldOffice' : 'wrongType';
    if (file.size > limits.bytes[found.kind]) return 'tooLarge';
    const typed =
      file.type === found.mediaType ? file : new File([file], file.name, { type: found.mediaType });
    desk.add(found.kind, makeId(), typed, file.name);
    return undefined;
  };
  const takeAll = (files: readonly File[]): void => {
    const reasons = files.map((file, index) => take(file, own.length + index));
    const reason = reasons.find((one) => one !== undefined);
    setRefused(reason);
    if (reason) announce(sentence(reason), { assertive: true });
  };
  return (
    <section class="answer-media stack">
      <h3>{t('staff.answer.heading.document')}</h3>
      <FileField
        id={DOCUMENT_FIELD_ID}
        label={t('staff.document.file')}
        hint={t('staff.document.hint', { max, ...sizes })}
        error={
          refused ? sentence(refused) : errors.find(({ fieldId }) => fieldId === DOCUMENT_FIELD_ID)?.text
        }
        errorPrefix={t('ui.errorPrefix')}
        accept={ACCEPTED_DOCUMENTS}
        isMultiple
        files={[]}
        texts={{
          choose: t('staff.document.choose'),
          listLabel: t('staff.document.file'),
          remove: t('staff.medium.remove'),
          removeLabel: (name) => `${t('staff.medium.remove')}: ${name}`,
          size,
        }}
        onChoose={takeAll}
        onRemove={() => undefined}
      />
      <HowTagged />
      {own.length > 0 ? (
        <ul class="plain-list answer-media-list">
          {own.map((medium) => (
            <li key={medium.id}>
              <DocumentItem {...props} medium={medium} />
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
