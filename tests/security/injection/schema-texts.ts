// Every text that a schema takes, found in the schema itself: a field that is added is found without anybody telling of it.

import type * as v from 'valibot';

type Schema = v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>;

/** Where a text stands: names of properties, `0` for the first of a list. */
export type TextPath = readonly string[];

export interface SchemaText {
  path: TextPath;
  /** What the variants that it stands in are told apart by: `{ kind: 'rating' }`. */
  variant: Readonly<Record<string, string>>;
}

/** What holds no text of anybody's choice. */
const CLOSED = ['literal', 'picklist', 'boolean', 'number', 'null', 'undefined'];

/** @throws where a schema is of a shape that nobody has met here */
export function textsOf(
  schema: Schema,
  path: TextPath = [],
  variant: SchemaText['variant'] = {},
): SchemaText[] {
  const part = schema as Schema & {
    entries?: Record<string, Schema>;
    options?: readonly Schema[];
    wrapped?: Schema;
    item?: Schema;
    literal?: unknown;
  };
  if (part.type === 'string') return [{ path, variant }];
  if (CLOSED.includes(part.type)) return [];
  if (part.type === 'variant') return (part.options ?? []).flatMap((one) => textsOf(one, path, variant));
  if (part.type === 'array' && part.item) return textsOf(part.item, [...path, '0'], variant);
  if (part.wrapped) return textsOf(part.wrapped, path, variant);
  if (part.type !== 'object' || !part.entries)
    throw new Error(`${path.join('.')}: a schema of the type ${part.type}`);
  const entries = Object.entries(part.entries);
  const own = entries.flatMap(([name, { literal }]: [string, Schema & { literal?: unknown }]) =>
    typeof literal === 'string' ? [[name, literal]] : [],
  );
  return entries.flatMap(([name, entry]) =>
    textsOf(entry, [...path, name], { ...variant, ...Object.fromEntries(own) }),
  );
}
