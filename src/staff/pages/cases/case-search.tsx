// The search above a list of cases. What is found is a page of its own with an address that can be kept and sent on.
// A text that is typed and not sent yet changes nothing.

import { useState } from 'preact/hooks';
import { CASES_QUERY_MAX_LENGTH } from '../../../domain/wire-staff.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { TextField } from '../../../ui/text-field/text-field.tsx';
import { useTexts } from '../../shell/texts.tsx';

export interface CaseSearchProps {
  /** What the list was searched for. */
  query: string | undefined;
  /** Address of the list without a search. */
  wholeAddress: string;
  onSearch: (query: string | undefined) => void;
}

export function CaseSearch({ query, wholeAddress, onSearch }: CaseSearchProps) {
  const { t } = useTexts();
  const [typed, setTyped] = useState(query ?? '');
  return (
    // biome-ignore lint/a11y/useSemanticElements: the oldest browsers that we serve know no element <search>.
    <form
      role="search"
      class="case-search"
      aria-label={t('staff.cases.searchLabel')}
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(typed.trim().slice(0, CASES_QUERY_MAX_LENGTH) || undefined);
      }}
    >
      <TextField
        id="case-search"
        type="search"
        label={t('staff.cases.search')}
        hint={t('staff.cases.searchHint')}
        value={typed}
        onInput={setTyped}
        autocomplete="off"
        maxWidth="medium"
        dir="auto"
      />
      <Button type="submit">{t('staff.cases.searchPress')}</Button>
      {query !== undefined && <Link href={wholeAddress}>{t('staff.cases.searchEnd')}</Link>}
    </form>
  );
}
