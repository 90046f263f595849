// The life of a case as one list, oldest first: what the state did, what the citizen did, and what stayed between officers. Pure.
//
// What is told to the citizen in short and to officers whole (an opinion that was asked and given) stands here once, whole.

import type { InternalEvent, StaffLife } from '../../../../domain/staff-life.ts';
import type { LifeAct, LifeEvent } from '../../../../domain/thread-life.ts';
import { formatDate } from '../../../../i18n/format.ts';
import type { Translate } from '../../../../i18n/translate.ts';
import { groundInWords } from './ground-words.ts';

export interface LifeEntry {
  id: string;
  /** ISO 8601. */
  at: string;
  words: string;
  /** The day by which it is due since then. */
  newDueOn?: string | undefined;
  /** What was written, by an officer. What citizens wrote stands where it belongs, and is not told twice. */
  text?: string | undefined;
  /** Why it is not in the form that the citizen asked for. */
  override?: string | undefined;
  /** The citizen does not read it. */
  isInternal: boolean;
  /** The officer's name, where it is told. */
  by?: string | undefined;
}

export function lifeEntries(life: StaffLife, t: Translate, tag: string): LifeEntry[] {
  const inside = life.internal.map((event) => internalEntry(event, t));
  const told = new Set(inside.map(({ id }) => id));
  const outside = life.events.filter(({ id }) => !told.has(id)).map((event) => eventEntry(event, t, tag));
  const acts = life.acts.map((act) => actEntry(act, t));
  const erasures = (life.erasures ?? []).map(
    ({ id, at, text }): LifeEntry => ({
      id,
      at,
      isInternal: false,
      words: t('staff.life.act.erasure'),
      text,
    }),
  );
  // The sort is stable: what happened in one moment stays in its order. Of what is erased no text is left.
  return [...outside, ...acts, ...erasures, ...inside]
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
    .map(({ text, ...entry }) => (text ? { ...entry, text } : entry));
}

function eventEntry(event: LifeEvent, t: Translate, tag: string): LifeEntry {
  const { id, at } = event;
  const entry = { id, at, isInternal: false };
  switch (event.kind) {
    case 'received':
      return { ...entry, words: t('staff.life.received') };
    case 'assigned':
      return {
        ...entry,
        words: t('staff.life.assigned', { holder: event.holder }),
        newDueOn: dayOf(event, tag),
      };
    case 'transferred': {
      const words = t('staff.life.transferred', { from: event.from, holder: event.holder });
      return { ...entry, words, text: event.text, newDueOn: dayOf(event, tag) };
    }
    case 'information-asked':
      return {
        ...entry,
        words: t('staff.life.information-asked', { holder: event.holder }),
        text: event.text,
      };
    case 'opinion-asked': {
      const { holder, askedOf } = event;
      return { ...entry, words: t('staff.life.opinion-asked', { holder, askedOf }) };
    }
    case 'opinion-given':
      return { ...entry, words: t('staff.life.opinion-given', { holder: event.holder }) };
    case 'transcript-offered':
      return { ...entry, words: t('staff.life.transcript-offered', { holder: event.holder }) };
    case 'transcript-judged':
      return { ...entry, words: t(`staff.life.judged.${event.verdict}`) };
    case 'extended': {
      const words = t('staff.life.extended', { holder: event.holder });
      return { ...entry, words, text: event.text, newDueOn: dayOf(event, tag) };
    }
    case 'answered':
      return { ...entry, words: t('staff.life.answered', { holder: event.holder }) };
    case 'closed':
      return {
        ...entry,
        words:
          event.cause === 'time'
            ? t('staff.life.closedByTime')
            : t('staff.life.closed', { holder: event.holder }),
      };
    case 'erasure-granted':
      return { ...entry, words: t('staff.life.erasure-granted', { holder: event.holder }) };
    case 'erasure-refused':
      return {
        ...entry,
        words: t('staff.life.erasure-refused', { holder: event.holder }),
        text: event.text,
      };
    case 'erased':
      return {
        ...entry,
        words: t(event.cause === 'time' ? 'staff.life.erasedByTime' : 'staff.life.erased'),
      };
    case 'recounted':
      return { ...entry, words: t('staff.life.recounted'), newDueOn: dayOf(event, tag) };
    case 'not-examined': {
      const ground = groundInWords(event.ground, t);
      return {
        ...entry,
        words: t('staff.life.not-examined', { holder: event.holder, ground }),
        text: event.text,
        ...(event.override !== undefined && { override: event.override }),
      };
    }
  }
}

function actEntry({ id, at, kind, score = 0 }: LifeAct, t: Translate): LifeEntry {
  return { id, at, isInternal: false, words: t(`staff.life.act.${kind}`, { score }) };
}

function internalEntry(event: InternalEvent, t: Translate): LifeEntry {
  const { id, at } = event;
  const entry = { id, at, isInternal: true, by: event.by ?? undefined };
  switch (event.kind) {
    case 'noted':
      return { ...entry, words: t('staff.life.noted'), text: event.text };
    case 'opinion-asked': {
      const { holder, askedOf, text } = event;
      return { ...entry, words: t('staff.life.opinion-asked', { holder, askedOf }), text };
    }
    case 'placed': {
      const { colleague, unit } = event;
      const pool = unit === null ? t('staff.life.placed.pool') : t('staff.life.placed.unit', { unit });
      const words = colleague === null ? pool : t('staff.life.placed.colleague', { name: colleague });
      return { ...entry, words };
    }
    case 'opinion-given':
      return { ...entry, words: t('staff.life.opinion-given', { holder: event.holder }), text: event.text };
    case 'drafted': {
      const { ground, text, override } = event;
      if (ground === undefined) return { ...entry, words: t('staff.life.drafted') };
      const words = t('staff.life.refusalDrafted', { ground: groundInWords(ground, t) });
      return { ...entry, words, text, ...(override !== undefined && { override }) };
    }
    case 'draft-returned':
      return { ...entry, words: t('staff.life.draft-returned'), text: event.text };
  }
}

function dayOf({ dueOn }: { dueOn?: string | undefined }, tag: string): string | undefined {
  return dueOn === undefined ? undefined : formatDate(tag, dueOn);
}
