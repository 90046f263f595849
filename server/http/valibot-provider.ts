// Joins Fastify and valibot: a route's schema is the one that the apps use (src/domain/wire.ts), it types the handler,
// judges the input, and becomes the OpenAPI document. Answers are typed by it and not checked again on the way out.

import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyPluginAsync,
  FastifyTypeProvider,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import * as v from 'valibot';

export interface ValibotTypeProvider extends FastifyTypeProvider {
  validator: this['schema'] extends v.GenericSchema ? v.InferOutput<this['schema']> : unknown;
  serializer: this['schema'] extends v.GenericSchema ? v.InferInput<this['schema']> : unknown;
}

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ValibotTypeProvider
>;

export type ApiPlugin = FastifyPluginAsync<object, RawServerDefault, ValibotTypeProvider>;

export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError';
  readonly issues: readonly v.BaseIssue<unknown>[];

  constructor(issues: readonly v.BaseIssue<unknown>[]) {
    super('The input does not fit the schema');
    this.issues = issues;
  }
}

export function isSchema(schema: unknown): schema is v.GenericSchema {
  return typeof schema === 'object' && schema !== null && '~run' in schema;
}

/**
 * The validator compiler that Fastify calls once for each schema of a route. A query may ask by what the route knows alone: with a
 * misspelt parameter, a narrowed list would be the whole one.
 */
export function compileValidator({ schema: given, httpPart }: { schema: unknown; httpPart?: string }) {
  if (!isSchema(given)) throw new Error('A route must be validated by a valibot schema');
  const schema = httpPart === 'querystring' ? withNothingElse(given) : given;
  return (input: unknown): { value: unknown } | { error: Error } => {
    const result = v.safeParse(schema, input, { abortPipeEarly: true });
    return result.success ? { value: result.output } : { error: new InvalidInputError(result.issues) };
  };
}

function withNothingElse(schema: v.GenericSchema): v.GenericSchema {
  return isObject(schema) ? v.strictObject(schema.entries) : schema;
}

function isObject(schema: v.GenericSchema): schema is v.ObjectSchema<v.ObjectEntries, undefined> {
  return schema.type === 'object';
}
