// How many a list has, which of them this page shows, and the way to fetch it anew. Turning pages is a change of page like
// any other (the heading says where); refreshing stays where the officer is and says what came.

import { useEffect, useRef, useState } from 'preact/hooks';
import { STAFF_PAGE_SIZE } from '../../../domain/wire-staff.ts';
import { Button } from '../../../ui/button/button.tsx';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { Notice } from '../../../ui/notice/notice.tsx';
import { useTexts } from '../../shell/texts.tsx';
import type { Failure } from '../../staff-call.ts';

export interface ListCountProps {
  /** The whole list in words. */
  total: string;
  /** Which of all this page shows; undefined when it shows all of them, or none. */
  range: { from: number; to: number } | undefined;
  isFirstPage: boolean;
  /** Whoever has narrowed a list hears how many are left. */
  isNarrowed?: boolean;
  /** The new list comes as other props. */
  onRefresh: () => Promise<Failure | undefined>;
}

type Refreshing = 'rest' | 'working' | 'done' | 'failed';

export function ListCount({ total, range, isFirstPage, isNarrowed = false, onRefresh }: ListCountProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [refreshing, setRefreshing] = useState<Refreshing>('rest');
  const rangeText = range ? t('staff.cases.range', range) : undefined;

  const wasTold = useRef(false);
  useEffect(() => {
    const first = isNarrowed ? total : undefined;
    const told = isFirstPage ? first : rangeText;
    if (wasTold.current || told === undefined) return;
    wasTold.current = true;
    announce(told);
  }, [announce, isFirstPage, isNarrowed, total, rangeText]);

  // Said when the new total is on the page, so that both say the same.
  useEffect(() => {
    if (refreshing !== 'done') return;
    setRefreshing('rest');
    announce(`${t('staff.cases.refreshed')} ${total}`);
  }, [refreshing, announce, t, total]);

  const refresh = async (): Promise<void> => {
    setRefreshing('working');
    const failure = await onRefresh();
    if (failure) announce(t('staff.cases.refreshFailed'), { assertive: true });
    setRefreshing(failure ? 'failed' : 'done');
  };

  return (
    <>
      <div class="cases-count">
        <p>
          {total} {rangeText}
        </p>
        <Button onPress={() => void refresh()} isDisabled={refreshing === 'working'}>
          {t('staff.cases.refresh')}
        </Button>
      </div>
      {refreshing === 'failed' ? <Notice kind="warning">{t('staff.cases.refreshFailed')}</Notice> : null}
    </>
  );
}

/** @param shown how many stand on this page */
export function rangeOf(
  pageNumber: number,
  shown: number,
  total: number,
): { from: number; to: number } | undefined {
  if (shown === 0 || shown >= total) return undefined;
  const from = (pageNumber - 1) * STAFF_PAGE_SIZE + 1;
  return { from, to: from + shown - 1 };
}
