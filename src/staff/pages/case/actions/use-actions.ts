// What is being done in a case: which form is open, its draft, the press, and what came of it.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { StaffAction, StaffActionKind } from '../../../../domain/staff-action.ts';
import type { StaffCase } from '../../../../domain/wire-staff.ts';
import type { SummarizedError } from '../../../../ui/error-summary/error-summary.tsx';
import { useAnnounce } from '../../../../ui/live-region/live-region.tsx';
import type { ActionToSend } from '../../../actions/action-api.ts';
import { type ActionDraft, type ActionDrafts, actionDraftId } from '../../../actions/action-drafts.ts';
import { actionButtonId } from '../../../actions/action-forms.ts';
import { type ActionTrouble, sendAction } from '../../../actions/send-action.ts';
import { useTexts } from '../../../shell/texts.tsx';
import type { Result } from '../../../staff-call.ts';

export interface Doing {
  staffCase: StaffCase;
  actions: ActionDrafts;
  makeId: () => string;
  onTake: (action: ActionToSend) => Promise<Result<StaffCase | null>>;
  onReadCase: (applicationId: string) => Promise<Result<StaffCase>>;
  onSessionEnded: () => void;
  /** The new state comes as `staffCase`. */
  onCaseChanged: (staffCase: StaffCase) => void;
  /** Somebody else has changed the case: this is how it is now. */
  onNewer: (staffCase: StaffCase) => void;
  /** It is not theirs any more. */
  onLeft: (kind: StaffActionKind, institution: string) => void;
  hasEnded: boolean;
  onErrors: (errors: readonly SummarizedError[]) => void;
}

export interface Done {
  kind: StaffActionKind;
  words: string;
  /** Tells one doing from the next: each takes the focus once. */
  id: string;
}

export function useActions(props: Doing) {
  const { staffCase, actions, hasEnded } = props;
  const { applicationId } = staffCase;
  const { t } = useTexts();
  const announce = useAnnounce();
  const [open, setOpen] = useState<StaffActionKind>();
  const [draft, setDraft] = useState<ActionDraft>({ actionId: '', text: '' });
  const [isSending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<ActionTrouble>();
  const [done, setDone] = useState<Done>();

  // Another tab has signed in again: the trouble is over.
  const wasEnded = useRef(hasEnded);
  useEffect(() => {
    if (wasEnded.current && !hasEnded) setTrouble(undefined);
    wasEnded.current = hasEnded;
  }, [hasEnded]);

  const begin = (kind: StaffActionKind): void => {
    setOpen(kind);
    setDraft(actions.read(actionDraftId(applicationId, kind)) ?? { actionId: props.makeId(), text: '' });
    setTrouble(undefined);
    setDone(undefined);
    props.onErrors([]);
  };
  const change = (part: Partial<ActionDraft>): void => {
    if (open === undefined) return;
    const changed = { ...draft, ...part };
    setDraft(changed);
    actions.write(actionDraftId(applicationId, open), changed);
  };
  const close = (): void => {
    const kind = open;
    setOpen(undefined);
    setTrouble(undefined);
    props.onErrors([]);
    if (kind !== undefined) document.getElementById(actionButtonId(kind))?.focus();
  };

  const send = async (action: StaffAction): Promise<void> => {
    const { kind } = action;
    setSending(true);
    setTrouble(undefined);
    announce(t('staff.action.sending'), { matter: 'send' });
    const sender = { take: props.onTake, readCase: props.onReadCase };
    const outcome = await sendAction(sender, { applicationId, actionId: draft.actionId, action });
    setSending(false);
    const key = actionDraftId(applicationId, kind);
    if (!outcome.ok) {
      setTrouble(outcome.trouble);
      announce(t(`staff.action.trouble.${outcome.trouble}`), { assertive: true });
      if (outcome.trouble === 'signedOut') props.onSessionEnded();
      if (outcome.trouble === 'earlier') {
        // What is left over is another action, if it is one.
        const next = { ...draft, actionId: props.makeId() };
        setDraft(next);
        actions.write(key, next);
      }
      if (outcome.newest) props.onNewer(outcome.newest);
      return;
    }
    actions.remove(key);
    setOpen(undefined);
    // Where four eyes are wanted, somebody else ends it.
    const isDrafted = kind === 'not-examined' && outcome.staffCase?.life?.state === 'drafted';
    const words = t(isDrafted ? 'staff.action.not-examined.drafted' : `staff.action.${kind}.done`);
    // In the place of "sending", should that still wait.
    announce(words, { matter: 'send' });
    if (outcome.staffCase === null) {
      props.onLeft(kind, draft.institution ?? '');
      return;
    }
    setDone({ kind, words, id: draft.actionId });
    props.onCaseChanged(outcome.staffCase);
  };
  return {
    open,
    begin,
    close,
    draft,
    change,
    send: (action: StaffAction): void => void send(action),
    isSending,
    trouble,
    done,
  };
}
