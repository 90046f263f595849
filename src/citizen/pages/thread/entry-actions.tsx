// What the citizen can do with an application in its present state. Whatever deletes asks first.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { canCancel } from '../../../domain/outbox.ts';
import {
  cancelEntry,
  confirmEntry,
  deleteRefused,
  forgetReceived,
  mendEntry,
  type OutboxEntry,
} from '../../../offline/outbox.ts';
import { hurry } from '../../../offline/sync.ts';
import { forgetThread } from '../../../offline/threads.ts';
import { Button } from '../../../ui/button/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog/confirm-dialog.tsx';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { useNote } from '../../../ui/live-region/use-note.ts';
import { focusHeading } from '../../shell/focus-heading.ts';
import { navigate } from '../../shell/navigate.ts';
import { StoreFailure } from '../../shell/store-failure.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { useCourier } from '../../shell/use-brought.ts';
import { useStoreAct } from '../../shell/use-store-act.ts';
import { pathOfStep } from '../flow/slugs.ts';
import { download } from './download.ts';
import { exportText } from './export-text.ts';

/** Sending has the same actions as waiting, so that the pressed button stays where the focus is. */
export function EntryActions({ entry }: { entry: OutboxEntry }) {
  switch (entry.status.state) {
    case 'waiting':
    case 'asking':
    case 'sending':
      return <WaitingActions entry={entry} />;
    case 'refused':
      return <RefusedActions entry={entry} />;
    case 'received':
      return null;
  }
}

function WaitingActions({ entry }: { entry: OutboxEntry }) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [isAsked, setIsAsked] = useState(false);
  const [note, say] = useNote();
  const isAsking = entry.status.state === 'asking';
  const courier = useCourier();
  const actions = useRef<HTMLDivElement>(null);
  // What was sent takes the pressed button away; on <body>, nobody would hear where they are.
  useLayoutEffect(
    () => () => {
      if (actions.current?.contains(document.activeElement)) focusHeading();
    },
    [],
  );
  const send = async (): Promise<void> => {
    say('');
    if (isAsking) await confirmEntry(entry.id);
    const report = await hurry();
    if (report.isOffline) say(t('applications.sendNowFailed'));
  };
  const { failure, run } = useStoreAct();
  const cancel = (): Promise<void> => {
    setIsAsked(false);
    return run(async () => {
      const draft = await cancelEntry(entry.id);
      if (!draft) return;
      announce(t('outbox.cancelled'));
      navigate(pathOfStep(draft.id, 'review'), { replace: true });
    });
  };
  return (
    <div ref={actions} class="actions" data-print="no">
      <Button kind="primary" isDisabled={entry.status.state === 'sending'} onPress={() => void run(send)}>
        {t(isAsking ? 'outbox.confirm' : 'applications.sendNow')}
      </Button>
      {canCancel(entry.status) && (
        <Button kind="quiet" onPress={() => setIsAsked(true)}>
          {t('outbox.cancel')}
        </Button>
      )}
      <ConfirmDialog
        isOpen={isAsked}
        title={t('outbox.cancelTitle')}
        body={courier && entry.given ? <courier.CancelGiven given={entry.given} /> : t('outbox.cancelBody')}
        confirmLabel={t('outbox.cancelConfirm')}
        cancelLabel={t('outbox.cancelKeep')}
        onConfirm={() => void cancel()}
        onCancel={() => setIsAsked(false)}
      />
      {note && <p>{note}</p>}
      <StoreFailure reason={failure} />
      {courier && !isAsking && <courier.GiveAway entry={entry} />}
    </div>
  );
}

function RefusedActions({ entry }: { entry: OutboxEntry }) {
  const texts = useTexts();
  const { t } = texts;
  const { failure, run } = useStoreAct();
  const mend = (): Promise<void> =>
    run(async () => {
      const draft = await mendEntry(entry.id);
      if (draft) navigate(pathOfStep(draft.id, 'review'));
    });
  return (
    <div class="actions" data-print="no">
      <Button kind="primary" onPress={() => void mend()}>
        {t('outbox.mend')}
      </Button>
      <Button kind="secondary" onPress={() => download(exportText(entry, texts))}>
        {t('outbox.export')}
      </Button>
      <Removal
        label={t('outbox.deleteRefused')}
        title={t('outbox.deleteRefusedTitle')}
        body={t('outbox.deleteRefusedBody')}
        confirmLabel={t('draft.deleteConfirm')}
        remove={() => deleteRefused(entry.id)}
      />
      <StoreFailure reason={failure} />
    </div>
  );
}

/** Takes a received application, or one that was opened by code, off this device. */
export function Forget({ applicationId, entry }: { applicationId: string; entry: OutboxEntry | undefined }) {
  const { t } = useTexts();
  return (
    <Removal
      label={t('outbox.forget')}
      title={t('outbox.forgetTitle')}
      body={t('outbox.forgetBody')}
      confirmLabel={t('outbox.forgetConfirm')}
      remove={() => (entry ? forgetReceived(entry.id) : forgetThread(applicationId))}
    />
  );
}

interface RemovalProps {
  label: string;
  title: string;
  body: string;
  confirmLabel: string;
  remove: () => Promise<unknown>;
}

function Removal({ label, title, body, confirmLabel, remove }: RemovalProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [isAsked, setIsAsked] = useState(false);
  const { failure, run } = useStoreAct();
  const confirm = (): Promise<void> => {
    setIsAsked(false);
    return run(async () => {
      await remove();
      announce(t('outbox.removed'));
      navigate('/basvurularim/', { replace: true });
    });
  };
  return (
    <>
      <Button kind="quiet" onPress={() => setIsAsked(true)}>
        {label}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        title={title}
        body={body}
        confirmLabel={confirmLabel}
        cancelLabel={t('outbox.keep')}
        isDanger
        onConfirm={() => void confirm()}
        onCancel={() => setIsAsked(false)}
      />
      <StoreFailure reason={failure} />
    </>
  );
}
