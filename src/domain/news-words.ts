/** Where the page lays the words of a notice for the worker to find: in a cache, under this address of nothing. */
export function newsWordsPath(locale: string): string {
  return `/news/${locale}`;
}
