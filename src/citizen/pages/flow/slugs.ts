// Addresses of the flow's pages: Turkish, so that they can be read out and dictated. They hold the draft's id and
// whether the reader came from the review, and nothing that was answered.

import { STEPS, type Step } from '../../../domain/flow.ts';

/** Pages of the flow: the questions, then the review, then sending. */
export type FlowPage = Step | 'review' | 'send';

export const FLOW_PAGES: readonly FlowPage[] = [...STEPS, 'review', 'send'];

const SLUGS: Readonly<Record<FlowPage, string>> = {
  kind: 'tur',
  addressee: 'kurum',
  place: 'yer',
  text: 'konu',
  court: 'mahkeme',
  identity: 'kimlik',
  contact: 'iletisim',
  'hide-identity': 'gizlilik',
  format: 'yanit-bicimi',
  notice: 'aydinlatma',
  review: 'ozet',
  send: 'gonder',
};

const RETURN_TO_REVIEW = `?geri=${SLUGS.review}`;

/** The page that an address names; undefined for an address that nobody gave out. */
export function pageOfSlug(slug: string | undefined): FlowPage | undefined {
  return FLOW_PAGES.find((page) => SLUGS[page] === slug);
}

/** @param options.thenReview the page leads back to the review instead of on to the next question */
export function pathOfStep(draftId: string, page: FlowPage, options: { thenReview?: boolean } = {}): string {
  const path = `/basvuru/${encodeURIComponent(draftId)}/${SLUGS[page]}/`;
  return options.thenReview ? path + RETURN_TO_REVIEW : path;
}

/** Whether an address was made with `thenReview`. @param search the address's query, with its question mark */
export function leadsToReview(search: string): boolean {
  return new URLSearchParams(search).get('geri') === SLUGS.review;
}
