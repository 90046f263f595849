// Which cases of the page are chosen. How many is said at each change; what is not on the page any more is not chosen either.

import { useState } from 'preact/hooks';
import type { StaffCaseRow } from '../../../../domain/wire-staff.ts';
import { useAnnounce } from '../../../../ui/live-region/live-region.tsx';
import { useTexts } from '../../../shell/texts.tsx';

export interface Selection {
  chosen: readonly StaffCaseRow[];
  has: (applicationId: string) => boolean;
  toggle: (applicationId: string, isChosen: boolean) => void;
  all: () => void;
  none: () => void;
}

export function useSelection(rows: readonly StaffCaseRow[]): Selection {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const chosen = rows.filter(({ applicationId }) => ids.has(applicationId));
  const choose = (next: ReadonlySet<string>): void => {
    setIds(next);
    const count = rows.filter(({ applicationId }) => next.has(applicationId)).length;
    announce(t('staff.bulk.chosen', { count }), { matter: 'chosen' });
  };
  return {
    chosen,
    has: (id) => ids.has(id),
    toggle: (id, isChosen) => {
      const next = new Set(ids);
      if (isChosen) next.add(id);
      else next.delete(id);
      choose(next);
    },
    all: () => choose(new Set(rows.map(({ applicationId }) => applicationId))),
    none: () => choose(new Set()),
  };
}
