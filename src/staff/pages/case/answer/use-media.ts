// What is attached to the answer, as the page shows it; kept in the draft, so that captions and names outlive a reload, and
// told when it changes its state.

import { useEffect, useRef, useState } from 'preact/hooks';
import { isDocumentKind } from '../../../../domain/answer-document.ts';
import { useAnnounce } from '../../../../ui/live-region/live-region.tsx';
import type { AnswerMedia } from '../../../answer-media/answer-media.ts';
import { isStored, type Medium } from '../../../answer-media/medium.ts';
import { isBlank, toDrafts } from '../../../cues/cue-drafts.ts';
import type { MediumDraft, ReplyDraft } from '../../../reply-drafts.ts';
import { useTexts } from '../../../shell/texts.tsx';
import type { ChangeDraft } from './answer-form.tsx';
import { mediumName, titleOfFile } from './medium-name.ts';

/** @param desk undefined where nothing can be attached */
export function useMedia(
  desk: AnswerMedia | undefined,
  draft: ReplyDraft,
  onChange: ChangeDraft,
): readonly Medium[] {
  const { tag } = useTexts();
  const [media, setMedia] = useState(() => {
    desk?.expect(draft.media ?? []);
    return desk?.read() ?? [];
  });
  const newest = useRef({ draft, onChange });
  newest.current = { draft, onChange };
  useEffect(() => {
    if (!desk) return undefined;
    const follow = (): void => {
      const shown = desk.read();
      setMedia(shown);
      const kept = (before: ReplyDraft): MediumDraft[] => keep(before, shown, desk.isKnown(), tag);
      const { media: known = [] } = newest.current.draft;
      // Each step of an upload is told here; the draft keeps what is attached, not how far it is.
      if (JSON.stringify(kept(newest.current.draft)) === JSON.stringify(known)) return;
      newest.current.onChange((before) => ({ media: kept(before) }));
    };
    const stop = desk.subscribe(follow);
    void desk.look(draft.media);
    return stop;
  }, [desk]);
  useSpokenStates(media);
  return media;
}

/** Nothing of the draft is given up before the server has said what it has. */
function keep(
  { media: before = [] }: ReplyDraft,
  media: readonly Medium[],
  isKnown: boolean,
  tag: string,
): MediumDraft[] {
  const shown = media.map((medium): MediumDraft => {
    const { id, kind, name } = medium;
    const known = before.find((one) => one.id === id);
    if (isDocumentKind(kind))
      return { id, kind, name, isStored: isStored(medium), captions: [], ...wordsOf(medium, known) };
    return { id, kind, name, isStored: isStored(medium), ...captionsOf(medium, known, tag) };
  });
  const rest = isKnown ? [] : before.filter(({ id }) => !media.some((one) => one.id === id));
  return [...shown, ...rest];
}

/** As they were typed; else as they went with a draft that was sent back; else as the file is called. */
function wordsOf(
  { name, at }: Medium,
  known: MediumDraft | undefined,
): Pick<MediumDraft, 'title' | 'alternative'> {
  const stored = at.state === 'ready' ? at.stored : undefined;
  const title = known?.title ?? stored?.name ?? titleOfFile(name);
  const alternative = known?.alternative ?? stored?.alternative;
  return { ...(title !== undefined && { title }), ...(alternative !== undefined && { alternative }) };
}

type Captions = Pick<MediumDraft, 'captions' | 'captionsAfter'>;

/** Where nothing is written here yet, one goes on with what a colleague has prepared; once, so that it can be deleted, too. */
function captionsOf({ at }: Medium, known: MediumDraft | undefined, tag: string): Captions {
  const { captions = [], captionsAfter } = known ?? {};
  const prepared = at.state === 'ready' ? at.stored.captions : undefined;
  if (prepared && isBlank(captions) && prepared.at !== captionsAfter)
    return { captions: toDrafts(prepared.cues, tag), captionsAfter: prepared.at };
  return { captions, ...(captionsAfter !== undefined && { captionsAfter }) };
}

/** Each change of state once, an upload at each quarter. */
function useSpokenStates(media: readonly Medium[]): void {
  const { t } = useTexts();
  const announce = useAnnounce();
  const before = useRef(media);
  useEffect(() => {
    for (const medium of media) {
      const { id, at } = medium;
      const old = before.current.find((one) => one.id === id)?.at;
      const quarter = at.state === 'uploading' ? Math.floor(at.percent / 25) * 25 : 0;
      const oldQuarter = old?.state === 'uploading' ? Math.floor(old.percent / 25) * 25 : 0;
      if (old?.state === at.state && quarter === oldQuarter) continue;
      // What was there when the page was opened is read, not told.
      if (!old && at.state !== 'reading') continue;
      if (old?.state === 'processing' && old.isAsked && at.state === 'ready') continue;
      const name = mediumName(medium, media, t);
      const says =
        at.state === 'failed'
          ? `${name}: ${t(`staff.medium.fault.${at.fault}`)}`
          : t(`staff.medium.says.${at.state}`, { name, percent: quarter });
      announce(says, { matter: id, assertive: at.state === 'failed' || at.state === 'rejected' });
    }
    before.current = media;
  }, [media, announce, t]);
}
