// The files of one answer to many stay with a case that is still open: when theirs has been answered, the next one has them, so that
// those who are left can be answered with them, after a reload, too.

import { useEffect, useRef } from 'preact/hooks';
import type { Medium } from '../../../answer-media/medium.ts';
import type { StaffApi } from '../../../api.ts';
import type { EachResult, EachRow } from '../../../bulk/run-each.ts';
import type { GroupDraft } from './use-group-draft.ts';

export interface FilesHomeOptions extends Pick<GroupDraft, 'filesAt' | 'change' | 'sent'> {
  api: Pick<StaffApi, 'copyMedium'>;
  media: readonly Medium[];
  all: readonly EachRow[];
  total: number;
  isWorking: boolean;
  makeId: () => string;
}

/** @returns to be told what came of each */
export function useFilesHome(options: FilesHomeOptions): (results: readonly EachResult[]) => void {
  const { all, total, isWorking, filesAt, sent } = options;
  const answered = useRef(new Set<string>());
  const isMoving = useRef(false);
  /** All of it went in one go; where four eyes are wanted, every case is still open. */
  const isWhole = useRef(false);
  useEffect(() => {
    if (isWorking || answered.current.size === 0) return;
    const isAnswered = ({ applicationId }: EachRow): boolean => answered.current.has(applicationId);
    if (isWhole.current || (all.length >= total && all.every(isAnswered))) {
      sent();
      return;
    }
    const home = all.find((row) => !isAnswered(row));
    if (isMoving.current || filesAt === undefined || !home || !answered.current.has(filesAt)) return;
    isMoving.current = true;
    void move(options, filesAt, home.applicationId).then(() => {
      isMoving.current = false;
    });
  }, [all, total, isWorking]);
  return (results) => {
    for (const { row, outcome } of results) if (outcome === 'done') answered.current.add(row.applicationId);
    isWhole.current = results.length >= total && results.every(({ outcome }) => outcome === 'done');
  };
}

/** All of them or none. */
async function move(
  { api, media, change, makeId }: FilesHomeOptions,
  filesAt: string,
  home: string,
): Promise<void> {
  const moved = new Map<string, string>();
  for (const { id } of media) {
    const to = { applicationId: home, id: makeId() };
    const copied = await api.copyMedium({ from: { applicationId: filesAt, id }, to });
    if (!copied.ok) return;
    moved.set(id, to.id);
  }
  if (moved.size === 0) return;
  change(({ media: before = [] }) => ({
    filesAt: home,
    media: before.map((one) => ({ ...one, id: moved.get(one.id) ?? one.id })),
  }));
}
