// The tables of the figures (schema.ts has the others).

import type { ColumnType, Generated } from 'kysely';

export interface FigureTables {
  figure_change: {
    /** A 64-bit number. */
    id: Generated<string>;
    application_id: string;
  };
  figure_case: {
    application_id: string;
    /** The first of the month. */
    month: string;
    kind: string;
    province: string;
    institution: string;
    language: string;
    preferences: string[];
    /** -2 where it was withdrawn. */
    days: number | null;
    is_in_time: boolean;
  };
  figure_count: {
    /** An institution, or empty for all. */
    scope: string;
    dimension: 'total' | 'kind' | 'province' | 'institution' | 'language' | 'preference';
    month: string;
    value: string;
    /** -1 before the first answer, -2 where it was withdrawn. */
    days: number;
    is_in_time: boolean;
    count: number;
  };
  figure_state: {
    is_it: Generated<boolean>;
    counted_at: ColumnType<Date | null, undefined, Date | null>;
  };
}
