// Carrying sealed applications for others, at /kurye/: a file is taken in, what is carried stands in a list with counts, the receipts go
// back as a file; and whoever wrote one gives it away here. One page and one field for both: a phone may be either.

import { isUuidv7 } from '../../../domain/uuid.ts';
import { Link } from '../../../ui/link/link.tsx';
import { readLocale } from '../../../ui/modes/locale-choice.ts';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import type { PageModule, PageProps } from '../../shell/page.ts';
import { useTexts } from '../../shell/texts.tsx';
import { WhenReady } from '../../shell/when-ready.tsx';
import { WithoutScript } from '../../shell/without-script.tsx';
import { CarriedList } from './carried-list.tsx';
import { Give } from './give.tsx';
import { GiveWaiting } from './give-waiting.tsx';
import { TakeIn } from './take-in.tsx';
import { loadWords, withWords } from './words.ts';

export const title: PageModule['title'] = (t) => t('settings.courier');

export const prepare: NonNullable<PageModule['prepare']> = () => loadWords(readLocale());

export const Page: PageModule['Page'] = withWords<PageProps>(PlainPage);

function PlainPage() {
  const { t } = useTexts();
  return (
    <>
      <WhenReady>
        <WayBack />
      </WhenReady>
      <PageHeading>{t('settings.courier')}</PageHeading>
      <WithoutScript need="settings" />
      <WhenReady>
        <Content />
      </WhenReady>
    </>
  );
}

/** The id of what waits in the open is all that may stand behind the question mark. */
function readId(): string | undefined {
  const id = location.search.slice(1);
  return isUuidv7(id) ? id : undefined;
}

function WayBack() {
  const { t } = useTexts();
  const id = readId();
  return (
    id && (
      <p>
        <Link kind="back" href={`/basvurularim/${id}/`}>
          {t('flow.back')}
        </Link>
      </p>
    )
  );
}

function Content() {
  const { t } = useTexts();
  const id = readId();
  if (id) return <GiveWaiting id={id} />;
  return (
    <>
      <p>{t('courier.lead')}</p>
      <TakeIn />
      <CarriedList />
      <Give />
    </>
  );
}
