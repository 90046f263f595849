// The address of the page with figures: its choices stand in it, so that a view can be kept and sent on.
//
//   #/rakamlar                                         the last twelve months
//   #/rakamlar?ilk=2026-01&son=2026-06&kurum=<id>      a period, and one institution

import type { Month } from '../../domain/figures.ts';
import { FIGURES_PATHS, isMonth } from '../../domain/figures-wire.ts';

export interface FiguresRoute {
  page: 'figures';
  from?: Month;
  to?: Month;
  /** The centre's to choose. */
  institution?: string;
}

const PATH = '/rakamlar';
export const FIGURES_ADDRESS = `#${PATH}`;

/** @returns undefined for the address of another page */
export function parseFigures(path: string, query: URLSearchParams): FiguresRoute | undefined {
  if (path !== PATH) return undefined;
  const [from, to, institution] = [query.get('ilk'), query.get('son'), query.get('kurum')];
  return {
    page: 'figures',
    ...(isMonth(from) ? { from } : {}),
    ...(isMonth(to) ? { to } : {}),
    ...(institution && /^[a-z0-9-]{1,80}$/.test(institution) ? { institution } : {}),
  };
}

export function figuresAddress({ from, to, institution }: Omit<FiguresRoute, 'page'>): string {
  return withQuery(FIGURES_ADDRESS, { ilk: from, son: to, kurum: institution });
}

export function figuresPath({ from, to, institution }: Omit<FiguresRoute, 'page'>): string {
  return withQuery(FIGURES_PATHS.figures, { from, to, institution });
}

export function figuresFile({ from, to, institution }: Omit<FiguresRoute, 'page'>): string {
  return withQuery(FIGURES_PATHS.table, { from, to, institution });
}

function withQuery(path: string, values: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}
