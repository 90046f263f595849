// The parts of the open cases as links: each has an address that can be kept, sent to a colleague and gone back to.

import { may, type Permission } from '../../../domain/role.ts';
import type { CaseCounts, StaffSession } from '../../../domain/wire-staff.ts';
import type { StaffList } from '../../api.ts';
import { type CasesRoute, casesAddress, firstPageOf } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import { Counted } from './counted.tsx';

type Part = Exclude<StaffList, 'answered'>;

interface PartLink {
  list: Part;
  /** Whose it is; everybody's where nothing is said. */
  of?: 'centre' | 'institution';
  needs?: Permission;
}

const PARTS: readonly PartLink[] = [
  { list: 'open' },
  { list: 'news' },
  { list: 'reminders', needs: 'case.answer' },
  { list: 'pool', of: 'centre', needs: 'case.assign' },
  { list: 'due-soon' },
  { list: 'overdue' },
  { list: 'approval' },
  { list: 'objections' },
  { list: 'erasures', needs: 'case.approve' },
  { list: 'opinions', of: 'institution', needs: 'case.answer' },
];

export interface ListLinksProps {
  route: CasesRoute;
  session: StaffSession;
  /** By the name of the list. */
  counts: CaseCounts['lists'] | undefined;
}

export function ListLinks({ route, session, counts }: ListLinksProps) {
  const { t } = useTexts();
  const whose = session.institutionId === null ? 'centre' : 'institution';
  const parts = PARTS.filter(
    ({ of = whose, needs }) => of === whose && (needs === undefined || may(session.role, needs)),
  );
  return (
    <nav class="cases-parts" aria-label={t('staff.lists.label')}>
      <ul>
        {parts.map(({ list }) => (
          <li key={list}>
            <a
              href={casesAddress({ ...firstPageOf(route), list })}
              aria-current={route.list === list ? 'page' : undefined}
            >
              <Counted
                label={t(
                  list === 'open' && whose === 'institution' ? 'staff.lists.open.own' : `staff.lists.${list}`,
                )}
                count={counts?.[list]}
              />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
