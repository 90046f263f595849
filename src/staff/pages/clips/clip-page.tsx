// One place of the studio: what citizens see there, what waits to be published, and a new recording.

import type { AttachmentLimits } from '../../../domain/attachment-limits.ts';
import { may, mayAt } from '../../../domain/role.ts';
import type { StaffClipSlot } from '../../../domain/sign-clip-wire.ts';
import type { StaffSession } from '../../../domain/wire-staff.ts';
import { Link } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import type { ClipApi } from '../../clips/clip-api.ts';
import type { ClipCaptionDrafts } from '../../clips/clip-captions.ts';
import { CLIPS_ADDRESS } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import { DraftClip } from './draft-clip.tsx';
import { NewClip } from './new-clip.tsx';
import { ShownClip } from './shown-clip.tsx';
import { placeName, useClipPlace } from './use-clip-place.ts';

export interface ClipPageProps {
  place: StaffClipSlot;
  session: StaffSession;
  clips: ClipApi;
  captions: ClipCaptionDrafts;
  readLimits: () => Promise<AttachmentLimits>;
  makeId: () => string;
  onSessionEnded: () => void;
}

export function ClipPage({
  place: first,
  session,
  clips: api,
  captions,
  readLimits,
  makeId,
  onSessionEnded,
}: ClipPageProps) {
  const { t } = useTexts();
  const { place, isBusy, note, act } = useClipPlace(first, api, onSessionEnded);
  const { slot, published, draft } = place;
  const mayRecord = may(session.role, 'clip.record');
  const mayPublish = mayAt(session, 'clip.publish');
  /** What was pressed is gone then: the reader stands at what citizens see. */
  const andToShown = (isDone: boolean): void => {
    if (isDone) document.getElementById('clip-shown')?.focus();
  };
  /** What was published or thrown away has no captions in writing any more. */
  const andForget = (clipId: string) => (isDone: boolean) => {
    if (isDone) captions.remove(clipId);
    andToShown(isDone);
  };
  return (
    <div class="stack">
      <p>
        <Link kind="back" href={CLIPS_ADDRESS}>
          {t('staff.clips.back')}
        </Link>
      </p>
      <PageHeading>{placeName(slot, t)}</PageHeading>
      {note ? <p>{note}</p> : null}
      <ShownClip
        place={place}
        mayPublish={mayPublish}
        isBusy={isBusy}
        onTakeBack={() => {
          if (published)
            void act(() => api.takeBack(slot, published.id), 'staff.clips.tookBack').then(andToShown);
        }}
      />
      {draft ? (
        <DraftClip
          key={draft.id}
          slot={slot}
          clip={draft}
          mayRecord={mayRecord}
          mayPublish={mayPublish}
          isBusy={isBusy}
          captions={captions}
          onPublish={(cues) =>
            void act(() => api.publish(slot, draft.id, cues), 'staff.clips.wasPublished').then(
              andForget(draft.id),
            )
          }
          onDiscard={() =>
            void act(() => api.discard(slot, draft.id), 'staff.clips.discarded').then(andForget(draft.id))
          }
        />
      ) : null}
      {mayRecord ? (
        <NewClip
          slot={slot}
          session={session}
          hasDraft={draft !== undefined}
          isBusy={isBusy}
          makeId={makeId}
          readLimits={readLimits}
          onSend={(clip) => act(() => api.send(clip), 'staff.clips.sent')}
        />
      ) : (
        <p>{t('staff.clips.onlyLook')}</p>
      )}
    </div>
  );
}
