// By what a list is narrowed, each with a link that takes it off, and the way to narrow it.

import { useState } from 'preact/hooks';
import type { StaffSession } from '../../../../domain/wire-staff.ts';
import { Details } from '../../../../ui/details/details.tsx';
import { VisuallyHidden } from '../../../../ui/visually-hidden/visually-hidden.tsx';
import type { StaffApi } from '../../../api.ts';
import { FACETS, type NarrowedBy, without } from '../../../narrowing/narrowed-by.ts';
import { type CasesRoute, casesAddress, firstPageOf } from '../../../shell/routes.ts';
import { useTexts } from '../../../shell/texts.tsx';
import type { ReportErrors } from '../bulk/page-errors.ts';
import { NarrowForm, type NarrowFormProps } from './narrow-form.tsx';

export interface NarrowProps {
  route: CasesRoute;
  narrowed: readonly NarrowedBy[];
  names: NarrowFormProps['names'];
  session: StaffSession;
  api: Pick<StaffApi, 'desk' | 'actions'>;
  onOpen: (address: string) => void;
  onErrors: ReportErrors;
}

export function Narrow({ route, narrowed, names, session, api, onOpen, onErrors }: NarrowProps) {
  const { t } = useTexts();
  const [wasOpened, setOpened] = useState(false);
  const here = firstPageOf(route);
  return (
    <>
      <NarrowedList route={here} narrowed={narrowed} />
      <Details summary={t('staff.narrow.summary')} onToggle={(isOpen) => isOpen && setOpened(true)}>
        {wasOpened ? (
          <NarrowForm
            filter={route}
            names={names}
            onReadTopics={api.desk.readTopics}
            onReadInstitutions={session.institutionId === null ? api.actions.readInstitutions : undefined}
            onErrors={onErrors}
            onShow={(facets) => onOpen(casesAddress({ ...without(here, FACETS), ...facets }))}
          />
        ) : null}
      </Details>
    </>
  );
}

function NarrowedList({ route, narrowed }: Pick<NarrowProps, 'route' | 'narrowed'>) {
  const { t } = useTexts();
  if (narrowed.length === 0) return null;
  return (
    <nav class="cases-narrowed" aria-label={t('staff.narrow.label')}>
      <ul>
        {narrowed.map(({ facet, words }) => (
          <li key={facet}>
            <span>
              {`${t(`staff.narrow.by.${facet}`)}: `}
              <bdi lang="">{words}</bdi>
            </span>{' '}
            <a href={casesAddress(without(route, [facet]))}>
              {t('staff.narrow.takeOff')}
              <VisuallyHidden>
                {': '}
                {t(`staff.narrow.by.${facet}`)}
              </VisuallyHidden>
            </a>
          </li>
        ))}
        {narrowed.length > 1 ? (
          <li>
            <a href={casesAddress(without(route, FACETS))}>{t('staff.narrow.takeOffAll')}</a>
          </li>
        ) : null}
      </ul>
    </nav>
  );
}
