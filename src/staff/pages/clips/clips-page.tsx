// The studio's list: every place of the citizen's app that a clip in sign language can stand at, and what stands there.

import type { StaffClips } from '../../../domain/sign-clip-wire.ts';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { Table } from '../../../ui/table/table.tsx';
import { clipAddress } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import { labelled } from '../list/labelled-cell.tsx';
import '../cases/cases.css';

export function ClipsPage({ list }: { list: StaffClips }) {
  const { t } = useTexts();
  const labels = [t('staff.clips.place'), t('staff.clips.columnShown'), t('staff.clips.columnDraft')];
  const shown = list.slots.filter(({ published, hasFile }) => published || hasFile).length;
  return (
    <div class="stack cases">
      <PageHeading>{t('staff.clips.heading')}</PageHeading>
      <p>{t('staff.clips.lead')}</p>
      <p>{t('staff.clips.count', { shown, all: list.slots.length })}</p>
      <div class="cases-table">
        <Table
          caption={t('staff.clips.heading')}
          columns={labels.map((label) => ({ label }))}
          rows={list.slots.map(({ slot, published, draft, hasFile }) => ({
            key: slot,
            cells: [
              <a key="place" href={clipAddress(slot)}>
                {t(`staff.clips.slot.${slot}`)}
              </a>,
              t(
                published ? 'staff.clips.isPublished' : hasFile ? 'staff.clips.isFile' : 'staff.clips.isNone',
              ),
              draft ? t(`staff.clips.state.${draft.state}`) : t('staff.clips.noDraft'),
            ].map((cell, index) => labelled(labels[index], cell)),
          }))}
        />
      </div>
    </div>
  );
}
