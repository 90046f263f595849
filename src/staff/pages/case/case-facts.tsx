// The facts of a case beside its text, each with its name. What the citizen was not asked has no row.

import type { Coordinates } from '../../../domain/application.ts';
import type { StaffCase } from '../../../domain/wire-staff.ts';
import { formatDegrees, formatInstant } from '../../../i18n/format.ts';
import { LANGUAGE_TAGS } from '../../../i18n/locale.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { Link } from '../../../ui/link/link.tsx';
import { SummaryList, type SummaryRow } from '../../../ui/summary-list/summary-list.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { DueDate } from './life/due-date.tsx';

export interface CaseFactsProps {
  staffCase: StaffCase;
  isCentre: boolean;
  nowMs: number;
}

export function CaseFacts({ staffCase, isCentre, nowMs }: CaseFactsProps) {
  const { t, tag } = useTexts();
  const { place, placeDetail, coordinates, beforeCourt } = staffCase;
  const rows: SummaryRow[] = [
    { key: t('staff.case.number'), value: staffCase.number },
    { key: t('staff.case.due'), value: <DueDate staffCase={staffCase} nowMs={nowMs} /> },
    { key: t('staff.case.kind'), value: t(`kind.${staffCase.kind}`) },
    { key: t('staff.case.state'), value: stateInWords(staffCase, t) },
    { key: t('staff.case.received'), value: formatInstant(tag, staffCase.receivedAt) },
    { key: t('staff.case.written'), value: formatInstant(tag, staffCase.writtenAt) },
    ...(staffCase.sealed
      ? [{ key: t('staff.case.sealed'), value: sealedInWords(t, tag, staffCase.sealed) }]
      : []),
    ...(isCentre
      ? [{ key: t('staff.case.holder'), value: staffCase.holder ?? t('staff.cases.noHolder') }]
      : []),
    ...(staffCase.life?.place
      ? [{ key: t('staff.place.desk'), value: placeInWords(staffCase.life.place, t) }]
      : []),
    {
      key: t('staff.case.addressedTo'),
      value: staffCase.addressedTo ? (
        <bdi lang={LANGUAGE_TAGS.tr}>{staffCase.addressedTo}</bdi>
      ) : (
        t('staff.case.addressedToNone')
      ),
    },
    ...(place === null ? [] : [{ key: t('staff.case.place'), value: place }]),
    ...(placeDetail === null
      ? []
      : [{ key: t('staff.case.placeDetail'), value: <bdi lang="">{placeDetail}</bdi> }]),
    ...(coordinates === null
      ? []
      : [{ key: t('staff.case.position'), value: <Position coordinates={coordinates} /> }]),
    ...(beforeCourt === null ? [] : [{ key: t('staff.case.court'), value: courtWords(t, beforeCourt) }]),
  ];
  return (
    <section class="case-facts">
      <h2>{t('staff.case.factsHeading')}</h2>
      <SummaryList rows={rows} />
    </section>
  );
}

function stateInWords({ state, life }: StaffCase, t: Translate): string {
  return life ? t(`staff.caseState.${life.state}`) : t(`state.${state}`);
}

/** Colleague and unit, or the pool. */
export function placeInWords(
  { unit, colleague }: { unit?: string | null | undefined; colleague?: string | null | undefined },
  t: Translate,
): string {
  const named = [colleague, unit].filter((name) => typeof name === 'string');
  return named.length > 0 ? named.join(' · ') : t('staff.place.pool');
}

function sealedInWords(t: Translate, tag: string, sealed: NonNullable<StaffCase['sealed']>): string {
  const { mayBeCarried, agreedAt } = sealed;
  if (mayBeCarried && agreedAt !== undefined)
    return t('staff.case.sealedAgreed', { instant: formatInstant(tag, agreedAt) });
  return t(mayBeCarried ? 'staff.case.sealedCarried' : 'staff.case.sealedOwn');
}

function courtWords(t: Translate, isBeforeCourt: boolean): string {
  return t(isBeforeCourt ? 'staff.case.courtYes' : 'staff.case.courtNo');
}

// A geo: link (RFC 5870) is for a program on the officer's own device: a link to a map on the web would tell a stranger
// where a citizen is.
function Position({ coordinates: { latitude, longitude, accuracyMetres } }: { coordinates: Coordinates }) {
  const { t, tag } = useTexts();
  const metres = Math.ceil(accuracyMetres);
  return (
    <>
      {t('staff.case.positionWords', {
        latitude: formatDegrees(tag, latitude),
        longitude: formatDegrees(tag, longitude),
        metres,
      })}{' '}
      <Link kind="standalone" href={`geo:${latitude},${longitude};u=${metres}`}>
        {t('staff.case.positionLink')}
      </Link>
    </>
  );
}
