// Who is signed in, with what they have written or recorded and not sent. One officer's words are never given to another.

import type { StaffSession } from '../../domain/wire-staff.ts';
import { type ActionDrafts, createActionDrafts } from '../actions/action-drafts.ts';
import { type AnswerMediaKeeper, createAnswerMediaKeeper } from '../answer-media/answer-media.ts';
import type { StaffApi } from '../api.ts';
import { type ClipCaptionDrafts, createClipCaptionDrafts } from '../clips/clip-captions.ts';
import { createFormDrafts, type FormDrafts } from '../form-drafts.ts';
import { keepTakesOf } from '../recording/console-takes.ts';
import { createReplyDraftKeeper, type ReplyDraftKeeper } from '../reply-draft-keeper.ts';
import { createReplyDrafts, isSameOfficer, ownerOf, type ReplyDrafts } from '../reply-drafts.ts';
import { createTranscriptDrafts, type TranscriptDrafts } from '../transcript-drafts.ts';

export interface Officer {
  session: StaffSession;
  drafts: ReplyDrafts;
  /** Those of cases, and of groups, on the server. */
  keeper: ReplyDraftKeeper;
  groupKeeper: ReplyDraftKeeper;
  transcripts: TranscriptDrafts;
  /** What else they are about to do in cases. */
  actions: ActionDrafts;
  /** Of clips that are not published. */
  captions: ClipCaptionDrafts;
  /** Of forms that are of no case. */
  forms: FormDrafts;
  /** Files of answers, on their way or there. */
  media: AnswerMediaKeeper;
}

export interface OfficerKeeper {
  welcome: (session: StaffSession) => Officer;
  /** Signed out: what was written and recorded goes. */
  forget: () => void;
  hasUnsent: () => boolean;
}

/** @param storage the tab's sessionStorage; undefined where it is blocked */
export function createOfficerKeeper(storage: Storage | undefined, api: StaffApi): OfficerKeeper {
  /** Outlives the session: where storage is blocked, the texts of an officer who comes back are here only. */
  let last: Officer | undefined;
  return {
    welcome: (session) => {
      const known = last && isSameOfficer(last.session, session) ? last : undefined;
      if (!known) {
        last?.media.stop();
        endKeepers(last);
        void keepTakesOf(ownerOf(session));
      }
      last = {
        session,
        drafts: known?.drafts ?? createReplyDrafts(storage, session),
        keeper:
          known?.keeper ?? createReplyDraftKeeper({ keep: api.keepReplyDraft, drop: api.dropReplyDraft }),
        groupKeeper:
          known?.groupKeeper ??
          createReplyDraftKeeper({ keep: api.desk.keepGroupDraft, drop: api.desk.dropGroupDraft }),
        media: known?.media ?? createAnswerMediaKeeper(api),
        transcripts: known?.transcripts ?? createTranscriptDrafts(storage, session),
        actions: known?.actions ?? createActionDrafts(storage, session),
        captions: known?.captions ?? createClipCaptionDrafts(storage, session),
        forms: known?.forms ?? createFormDrafts(storage, session),
      };
      return last;
    },
    forget: () => {
      last?.drafts.clear();
      last?.transcripts.clear();
      last?.actions.clear();
      last?.captions.clear();
      last?.forms.clear();
      last?.media.stop();
      endKeepers(last);
      last = undefined;
      void keepTakesOf(undefined);
    },
    hasUnsent: () => last !== undefined && countUnsent(last) > 0,
  };
}

function endKeepers(officer: Officer | undefined): void {
  officer?.keeper.end();
  officer?.groupKeeper.end();
}

/** Texts that would be lost with the tab. */
export function countUnsent({ drafts, transcripts, actions, captions, forms }: Officer): number {
  const all = [drafts, transcripts, actions, captions, forms];
  return all.reduce((count, kept) => count + kept.unsent().length, 0);
}
