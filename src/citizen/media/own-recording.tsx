// What the citizen has recorded, to be heard or seen again in the thread, and held against the text that was made of it: from
// this device as long as its bytes are here, afterwards from the state, and then kept here like an answer.

import type { Transcript } from '../../domain/transcript.ts';
import { useTexts } from '../shell/texts.tsx';
import { AnswerMedium } from './answer-medium.tsx';
import { Player } from './player.tsx';
import { ownSourceOf, type ThreadItem } from './thread-items.ts';

export interface OwnRecordingProps {
  applicationId: string;
  trackingKey: string;
  item: ThreadItem;
  /** Of the attachment: buttons of several are told apart by it. */
  name: string;
  transcript: Transcript | undefined;
}

export function OwnRecording({ item, name, transcript, ...stored }: OwnRecordingProps) {
  const { t } = useTexts();
  const source = ownSourceOf(item, transcript);
  switch (source?.from) {
    case undefined:
      return null;
    case 'device':
      return (
        <div data-print="no">
          <h4>{t('media.own.heading')}</h4>
          <Player
            id={item.id}
            kind={source.kind}
            name={name}
            mediaType={source.mediaType}
            hasSound={item.kind !== 'sign-video'}
          />
        </div>
      );
    case 'nowhere-yet':
      return <p data-print="no">{t('media.own.later')}</p>;
    case 'state':
      return (
        <>
          {transcript && !transcript.verdict && <p data-print="no">{t('media.own.check')}</p>}
          <AnswerMedium stored={stored} medium={source.medium} name={name} isOwn />
        </>
      );
  }
}
