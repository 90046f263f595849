// Looks for cases by words or number in the list that is open. What is found has an address of its own, so that the way back
// from a case leads to it.

import { useState } from 'preact/hooks';
import { Button } from '../../../ui/button/button.tsx';
import { TextField } from '../../../ui/text-field/text-field.tsx';
import type { CasesRoute } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';

export interface CaseSearchProps {
  route: CasesRoute;
  /** Words to look for; undefined for the whole list. */
  onSearch: (query: string | undefined) => void;
}

export function CaseSearch({ route, onSearch }: CaseSearchProps) {
  const { t } = useTexts();
  const [typed, setTyped] = useState(route.query ?? '');
  const search = (event: SubmitEvent): void => {
    event.preventDefault();
    onSearch(typed.trim() || undefined);
  };
  return (
    <search>
      <form class="cases-search" onSubmit={search} noValidate>
        <TextField
          id="cases-query"
          type="search"
          label={t('staff.search.label')}
          hint={t('staff.search.hint')}
          value={typed}
          onInput={setTyped}
          maxWidth="medium"
          autocomplete="off"
          spellCheck={false}
        />
        <Button type="submit">{t('staff.search.do')}</Button>
        {route.query === undefined ? null : (
          <Button kind="quiet" onPress={() => onSearch(undefined)}>
            {t('staff.search.all')}
          </Button>
        )}
      </form>
    </search>
  );
}
