// The petition as a page of paper.

import type { Petition } from './petition.ts';

export interface PetitionViewProps {
  petition: Petition;
  /** BCP 47, of its words. */
  language: string;
  /** Where it is another than the page's. */
  dir?: 'ltr' | undefined;
  headingId?: string | undefined;
}

export function PetitionView({ petition, language, dir, headingId }: PetitionViewProps) {
  const { to, title, rows, paragraphs, reasons, closing } = petition;
  return (
    <article class="petition" lang={language} dir={dir}>
      <p class="petition-to">
        <strong>{to}</strong>
      </p>
      <h4 id={headingId} tabIndex={-1}>
        {title}
      </h4>
      <dl>
        {rows.map(({ row, label, value }) => (
          <div key={row}>
            <dt>{label}</dt>
            <dd>
              {value === undefined ? <OpenLine /> : <bdi lang={row === 'subject' ? '' : 'tr'}>{value}</bdi>}
            </dd>
          </div>
        ))}
      </dl>
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <p>{reasons}</p>
      <OpenLine />
      <OpenLine />
      <OpenLine />
      {closing.map((label) => (
        <p key={label}>
          {label} <OpenLine />
        </p>
      ))}
    </article>
  );
}

/** To write on with a pen. */
function OpenLine() {
  return <span class="petition-line" />;
}
