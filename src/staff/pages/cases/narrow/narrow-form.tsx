// The choice of what a list is narrowed to. A press shows it: what is chosen alone changes no page (WCAG 3.2.2), and what is shown
// has an address of its own.

import { useState } from 'preact/hooks';
import { APPLICATION_KINDS, type ApplicationKind } from '../../../../domain/kinds.ts';
import { PROVINCES } from '../../../../domain/places.ts';
import { NOT_GIVEN, type StaffCases } from '../../../../domain/wire-staff.ts';
import type { Translate } from '../../../../i18n/translate.ts';
import { Button } from '../../../../ui/button/button.tsx';
import { Notice } from '../../../../ui/notice/notice.tsx';
import { Select } from '../../../../ui/select/select.tsx';
import type { ListFilter } from '../../../api.ts';
import { type Named, namedWhole } from '../../../named-choice/find-named.ts';
import { NamedChoice, type NamedValue } from '../../../named-choice/named-choice.tsx';
import { type Directory, useNamed } from '../../../named-choice/use-named.ts';
import type { FACETS } from '../../../narrowing/narrowed-by.ts';
import { useTexts } from '../../../shell/texts.tsx';
import type { Result } from '../../../staff-call.ts';
import type { ReportErrors } from '../bulk/page-errors.ts';

type Facets = Pick<ListFilter, (typeof FACETS)[number]>;

export interface NarrowFormProps {
  /** As the list is narrowed now, and what its topic and institution are called. */
  filter: Facets;
  names: StaffCases['names'];
  onReadTopics: () => Promise<Result<Named[]>>;
  /** Absent for who sees those of one only. */
  onReadInstitutions?: (() => Promise<Result<Named[]>>) | undefined;
  onShow: (facets: Facets) => void;
  /** What is none of them belongs to the top of the page. */
  onErrors: ReportErrors;
}

/** What is typed is none of them. */
const UNKNOWN = Symbol('unknown');
const TOPIC_ID = 'narrow-topic' as const;
const INSTITUTION_ID = 'narrow-institution' as const;
const WRONG = {
  [TOPIC_ID]: 'staff.narrow.topicWrong',
  [INSTITUTION_ID]: 'staff.narrow.institutionWrong',
} as const;
type FieldId = keyof typeof WRONG;

export function NarrowForm({
  filter,
  names,
  onReadTopics,
  onReadInstitutions,
  onShow,
  onErrors,
}: NarrowFormProps) {
  const { t } = useTexts();
  const [kind, setKind] = useState<string>(filter.kind ?? '');
  const [province, setProvince] = useState(filter.province ?? '');
  const noTopic: Named = { id: NOT_GIVEN, name: t('staff.narrow.noTopic'), keywords: [] };
  const [topic, setTopic] = useState<NamedValue>(() => ({
    id: filter.topic,
    typed: filter.topic === NOT_GIVEN ? noTopic.name : (names?.topic ?? filter.topic ?? ''),
  }));
  const [institution, setInstitution] = useState<NamedValue>(() => ({
    id: filter.institution,
    typed: names?.institution ?? filter.institution ?? '',
  }));
  const topics = useNamed(onReadTopics);
  const institutions = useNamed(onReadInstitutions);
  const [wrong, setWrong] = useState<readonly FieldId[]>([]);

  const show = async (): Promise<void> => {
    const about = await settled(topic, topics, noTopic);
    const heldBy = await settled(institution, institutions);
    const unknown: FieldId[] = [
      ...(about === UNKNOWN ? [TOPIC_ID] : []),
      ...(heldBy === UNKNOWN ? [INSTITUTION_ID] : []),
    ];
    setWrong(unknown);
    const errors = (words: Translate) => unknown.map((fieldId) => ({ fieldId, text: words(WRONG[fieldId]) }));
    onErrors(
      unknown.length > 0
        ? (words) => ({ title: words('staff.me.errorTitle'), errors: errors(words) })
        : undefined,
    );
    if (about === UNKNOWN || heldBy === UNKNOWN) return;
    onShow({
      ...(kind !== '' && { kind: kind as ApplicationKind }),
      ...(about !== undefined && { topic: about }),
      ...(province !== '' && { province }),
      ...(heldBy !== undefined && { institution: heldBy }),
    });
  };
  const errorAt = (id: FieldId) => (wrong.includes(id) ? t(WRONG[id]) : undefined);
  const inOrder = PROVINCES.map(({ plate, province: name }) => ({ value: plate, label: name })).sort(
    (one, other) => one.label.localeCompare(other.label, 'tr'),
  );
  return (
    <form
      class="stack narrow-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void show();
      }}
    >
      {topics.all === null || institutions.all === null ? (
        <Notice kind="warning">{t('staff.narrow.noDirectory')}</Notice>
      ) : null}
      <Select
        id="narrow-kind"
        label={t('staff.cases.kind')}
        value={kind}
        options={APPLICATION_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        placeholder={t('staff.narrow.anyKind')}
        onChange={setKind}
        maxWidth="long"
      />
      <NamedChoice
        id={TOPIC_ID}
        label={t('staff.narrow.topic')}
        hint={t('staff.narrow.topicHint')}
        error={errorAt(TOPIC_ID)}
        listLabel={t('staff.narrow.topics')}
        value={topic}
        onChange={setTopic}
        all={topics.all ?? []}
        first={noTopic}
      />
      <Select
        id="narrow-province"
        label={t('staff.narrow.province')}
        value={province}
        options={[{ value: NOT_GIVEN, label: t('staff.narrow.noProvince') }, ...inOrder]}
        placeholder={t('staff.narrow.anyProvince')}
        onChange={setProvince}
        maxWidth="long"
      />
      {onReadInstitutions ? (
        <NamedChoice
          id={INSTITUTION_ID}
          label={t('staff.cases.holder')}
          hint={t('staff.narrow.institutionHint')}
          error={errorAt(INSTITUTION_ID)}
          listLabel={t('staff.action.institutions')}
          value={institution}
          onChange={setInstitution}
          all={institutions.all ?? []}
        />
      ) : null}
      <Button type="submit">{t('staff.place.show')}</Button>
    </form>
  );
}

/** Who types faster than the directory comes has named one all the same. */
async function settled(
  { id, typed }: NamedValue,
  { coming }: Directory,
  first?: Named,
): Promise<string | undefined | typeof UNKNOWN> {
  if (typed.trim() === '') return undefined;
  if (id !== undefined) return id;
  const all = [...(first ? [first] : []), ...((await coming.current) ?? [])];
  return namedWhole(typed, all)?.id ?? UNKNOWN;
}
