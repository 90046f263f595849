// Who is signed in, with what they have written or recorded and not sent. One officer's words are never given to another.

import type { StaffSession } from '../../domain/wire-staff.ts';
import { keepTakesOf } from '../recording/console-takes.ts';
import { createReplyDrafts, isSameOfficer, ownerOf, type ReplyDrafts } from '../reply-drafts.ts';
import { createTranscriptDrafts, type TranscriptDrafts } from '../transcript-drafts.ts';

export interface Officer {
  session: StaffSession;
  drafts: ReplyDrafts;
  transcripts: TranscriptDrafts;
}

export interface OfficerKeeper {
  welcome: (session: StaffSession) => Officer;
  /** Signed out: what was written and recorded goes. */
  forget: () => void;
  hasUnsent: () => boolean;
}

/** @param storage the tab's sessionStorage; undefined where it is blocked */
export function createOfficerKeeper(storage: Storage | undefined): OfficerKeeper {
  /** Outlives the session: where storage is blocked, the texts of an officer who comes back are here only. */
  let last: Officer | undefined;
  return {
    welcome: (session) => {
      if (!last || !isSameOfficer(last.session, session)) void keepTakesOf(ownerOf(session));
      const known = last && isSameOfficer(last.session, session) ? last : undefined;
      last = {
        session,
        drafts: known?.drafts ?? createReplyDrafts(storage, session),
        transcripts: known?.transcripts ?? createTranscriptDrafts(storage, session),
      };
      return last;
    },
    forget: () => {
      last?.drafts.clear();
      last?.transcripts.clear();
      last = undefined;
      void keepTakesOf(undefined);
    },
    hasUnsent: () => last !== undefined && countUnsent(last) > 0,
  };
}

/** Texts that would be lost with the tab. */
export function countUnsent({ drafts, transcripts }: Officer): number {
  return drafts.unsent().length + transcripts.unsent().length;
}
