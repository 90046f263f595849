// Whether a way of being told is chosen, out of what the server says and what was chosen here since. Pure.
//
// H1  What was chosen here last counts until the server says that it knows it.
// H2  What was refused was never chosen.
// H3  Push is of one browser: that another phone is told says nothing of this one.

import {
  NOTICE_CHANNELS,
  type NoticeChannel,
  type NoticeOffer,
  type PushTarget,
} from '../../domain/notice.ts';
import type { ChoiceInWriting } from '../../domain/thread-act.ts';
import type { ActRecord } from '../../offline/act-writing.ts';

export type ChoiceRecord = ActRecord<ChoiceInWriting>;

export function isChoice(record: ActRecord): record is ChoiceRecord {
  return record.act.kind === 'notice-choice';
}

/** Of what is offered, what this app knows how to choose. */
export function offeredChannels({ offered }: NoticeOffer): NoticeChannel[] {
  return NOTICE_CHANNELS.filter((channel) => offered.includes(channel));
}

/** The last word that was said here on a channel. @param records of this application, oldest first */
export function lastChoice(
  records: readonly ChoiceRecord[],
  channel: NoticeChannel,
): ChoiceRecord | undefined {
  return records.findLast(({ act }) => act.channel === channel);
}

/** @param here this browser's own address, where it has one */
export function isChosen(
  channel: NoticeChannel,
  records: readonly ChoiceRecord[],
  offer: NoticeOffer,
  here: PushTarget | undefined,
): boolean {
  const said = lastChoice(
    records.filter(({ status }) => status.state !== 'refused'),
    channel,
  );
  const isNews = said !== undefined && !(said.status.state === 'received' && offer.known.includes(said.id));
  if (channel !== 'push') return isNews ? said.act.isWanted : offer.chosen.includes(channel);
  const isOfHere = said?.act.isWanted === true && said.act.target?.endpoint === here?.endpoint;
  return here !== undefined && isOfHere && (isNews || offer.chosen.includes(channel));
}
