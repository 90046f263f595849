// Whose cases a list shows: everybody's, one's own desk, one's unit, or another unit. Links, so that each can be kept and sent on.

import { useState } from 'preact/hooks';
import type { Places } from '../../../domain/desk-wire.ts';
import { may } from '../../../domain/role.ts';
import type { CaseCounts, StaffSession } from '../../../domain/wire-staff.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Details } from '../../../ui/details/details.tsx';
import { type CasesRoute, casesAddress, firstPageOf, LIKENESSES_ADDRESS } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import type { Result } from '../../staff-call.ts';
import { UnitSelect, usePlaces } from '../case/actions/place-choice.tsx';
import { Counted } from './counted.tsx';

export interface DeskLinksProps {
  route: CasesRoute;
  session: StaffSession;
  /** `all`, `me` and `unit`. */
  counts: CaseCounts['desks'] | undefined;
  onReadPlaces: () => Promise<Result<Places>>;
  onOpen: (address: string) => void;
}

export function DeskLinks({ route, session, counts, onReadPlaces, onOpen }: DeskLinksProps) {
  const { t } = useTexts();
  const { desk: _desk, unit: _unit, likeness: _likeness, ...whole } = firstPageOf(route);
  const links: { label: string; to: CasesRoute }[] = [
    { label: t('staff.place.all'), to: whole },
    ...(may(session.role, 'case.answer')
      ? [{ label: t('staff.place.me'), to: { ...whole, desk: 'me' as const } }]
      : []),
    ...(session.unitId
      ? [{ label: session.unit ?? t('staff.place.unit'), to: { ...whole, desk: 'unit' as const } }]
      : []),
  ];
  const here = casesAddress(firstPageOf(route));
  return (
    <>
      <nav class="cases-parts" aria-label={t('staff.place.label')}>
        <ul>
          {links.map(({ label, to }) => (
            <li key={label}>
              <a
                id={`list-of-${to.desk ?? 'all'}`}
                href={casesAddress(to)}
                aria-current={casesAddress(to) === here ? 'page' : undefined}
              >
                <Counted label={label} count={counts?.[to.desk ?? 'all']} />
              </a>
            </li>
          ))}
          <li>
            <a href={LIKENESSES_ADDRESS}>{t('staff.alike.heading')}</a>
          </li>
        </ul>
      </nav>
      {may(session.role, 'case.assign') ? (
        <Details summary={t('staff.place.byUnit')} isOpenAtStart={route.unit !== undefined}>
          <UnitFilter
            unitId={route.unit ?? null}
            onReadPlaces={onReadPlaces}
            onShow={(unit) => onOpen(casesAddress(unit === null ? whole : { ...whole, unit }))}
          />
        </Details>
      ) : null}
    </>
  );
}

/** A press shows it: a choice alone changes no page (WCAG 3.2.2). */
function UnitFilter({
  unitId,
  onReadPlaces,
  onShow,
}: Pick<DeskLinksProps, 'onReadPlaces'> & {
  unitId: string | null;
  onShow: (unitId: string | null) => void;
}) {
  const { t } = useTexts();
  const places = usePlaces(onReadPlaces);
  const [chosen, setChosen] = useState(unitId);
  return (
    <div class="case-search">
      <UnitSelect id="unit-filter" places={places} value={chosen} onChange={setChosen} />
      <Button onPress={() => onShow(chosen)}>{t('staff.place.show')}</Button>
    </div>
  );
}
