// How a person wants to tell it: written, spoken or signed; and what they add. What was told one way stays when another is
// chosen: a text is never hidden while it would be sent.

import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { Attachment } from '../../domain/attachment.ts';
import { readAttachmentLimits } from '../../domain/attachment-limits.ts';
import { recoverRecordings } from '../../media/recovery.ts';
import { browserSavesData } from '../../offline/connection.ts';
import { listRecordings } from '../../offline/recordings.ts';
import { readUploadSettings } from '../../offline/upload-acts.ts';
import { FieldError } from '../../ui/field/field.tsx';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { RadioGroup } from '../../ui/radio-group/radio-group.tsx';
import { fieldId, type StepProps } from '../pages/flow/steps/step.ts';
import { useTexts } from '../shell/texts.tsx';
import { useStored } from '../shell/use-stored.ts';
import { attachToDraft, useManifest } from './manifest.ts';
import { Recorder } from './recorder.tsx';
import { Takes } from './takes.tsx';

const WAYS = ['write', 'voice', 'sign-video'] as const;
type Way = (typeof WAYS)[number];

export interface TellingProps extends StepProps {
  /** Whether the text area is to be shown. */
  onWritten: (isWritten: boolean) => void;
}

export function Telling({
  answers,
  change,
  errorOf,
  obstruct,
  operator,
  draftId,
  onWritten,
  Heading,
}: TellingProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const { attachments = [] } = answers;
  const limits = readAttachmentLimits(operator.attachments);
  const records = useStored(listRecordings);
  const settings = useStored(readUploadSettings);
  const [way, setWay] = useState<Way>(() => wayOf(attachments));
  const [recovered, setRecovered] = useState(0);
  const manifest = useManifest(
    draftId,
    attachments,
    (changed) => change({ attachments: changed }),
    attachToDraft,
  );

  // What a kill, a call or an empty battery has cut off is a part like any other, and the person goes on after it.
  useEffect(() => {
    let isGone = false;
    const known = manifest.newest().map(({ id }) => id);
    recoverRecordings(draftId, known).then(
      (found) => {
        if (isGone) return;
        manifest.add(found);
        // A file that had only not reached the manifest stands in its list.
        const { length } = found.filter(({ role }) => role === 'description');
        if (length === 0) return;
        setWay(wayOf(manifest.newest()));
        setRecovered(length);
        announce(t('media.recovered', { count: length }));
      },
      // A store that cannot be read is told of by the page itself.
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [draftId]);

  const error = errorOf('description');
  const isWritten = way === 'write' || Boolean(answers.description);
  useLayoutEffect(() => onWritten(isWritten), [isWritten, onWritten]);
  // Leaving the way ends its recording; leaving the page by the browser does, too, and nothing of it is lost.
  useEffect(() => () => obstruct('recorder', undefined), [way]);
  const recorderId = isWritten ? 'recorder' : fieldId('description');
  const savesData = browserSavesData() || (settings.state === 'ready' && settings.value.saveData);
  return (
    <>
      <RadioGroup
        name="telling"
        legend={t('media.way.legend')}
        hint={t('media.way.hint')}
        errorPrefix={t('ui.errorPrefix')}
        value={way}
        options={WAYS.map((value) => ({
          value,
          label: t(`media.way.${value}`),
          hint: t(`media.way.${value}.hint`),
        }))}
        onChange={setWay}
      />
      {recovered > 0 && (
        <Notice kind="warning">
          <p>
            <strong>{t('media.recovered', { count: recovered })}</strong>
          </p>
          <p>{t('media.recoveredBody')}</p>
        </Notice>
      )}
      {way !== 'write' && (
        <div class="media-told">
          {!isWritten && (
            <FieldError id={fieldId('description')} error={error} errorPrefix={t('ui.errorPrefix')} />
          )}
          <Recorder
            key={way}
            kind={way}
            id={recorderId}
            draftId={draftId}
            limits={limits}
            savesData={savesData}
            count={attachments.length}
            hasTake={attachments.some(({ kind }) => kind === way)}
            onRecorded={(attachment) => void manifest.attach(attachment)}
            onBusy={(isBusy) =>
              obstruct(
                'recorder',
                isBusy ? { fieldId: recorderId, text: t('media.text.error.busy') } : undefined,
              )
            }
          />
        </div>
      )}
      {records.state === 'ready' && (
        <Takes
          attachments={attachments}
          records={records.value}
          onRemove={manifest.remove}
          Heading={Heading}
        />
      )}
    </>
  );
}

/** The way that was taken last time; nobody is asked to choose twice. */
function wayOf(attachments: readonly Attachment[]): Way {
  const told = attachments.findLast(({ role }) => role === 'description');
  return told?.kind === 'voice' || told?.kind === 'sign-video' ? told.kind : 'write';
}
