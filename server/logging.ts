// The server's log: JSON lines whose fields are an allow-list. What is not named here is not written, whatever a
// caller or a library hands over: no address, no URL, no body, no id of a citizen, no message of an error (a database
// quotes the row it refuses).

import { type Bindings, type ChildLoggerOptions, type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from './config.ts';

export type Log = Logger;

/** Fields that are numbers, fixed words or patterns of our own code. */
const ALLOWED = new Set([
  'event',
  'method',
  'route',
  'status',
  'durationMs',
  'problem',
  'code',
  'kind',
  'job',
  'count',
  'attempts',
  'downMs',
  'pid',
  'setting',
  'seconds',
  'signal',
  'major',
  'version',
  'applied',
]);

export function createLog(level: LogLevel, destination: DestinationStream = pino.destination(1)): Log {
  const log = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: allowed },
      hooks: {
        // pino takes an error's message where it is given none.
        logMethod(args, method) {
          const [fields, message] = args;
          const text = typeof message === 'string' ? message : 'unnamed';
          if (typeof fields === 'string') method.apply(this, [fields]);
          else method.apply(this, [fields instanceof Error ? { err: fields } : fields, text]);
        },
      },
    },
    destination,
  );
  // pino formats the bindings of the root only; a child's would be written as they are.
  const child = log.child<never>;
  return Object.assign(log, {
    child(this: Log, bindings: Bindings, options?: ChildLoggerOptions): Log {
      return child.call(this, allowed(bindings), options);
    },
  });
}

function allowed(fields: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(fields).flatMap(([key, value]) => {
    const error = errorIn(key, value);
    if (error !== undefined) return [['error', describeError(error)] as const];
    return ALLOWED.has(key) && isPlain(value) ? [[key, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

function errorIn(key: string, value: unknown): Error | undefined {
  return (key === 'err' || key === 'error' || key === 'cause') && value instanceof Error ? value : undefined;
}

function isPlain(value: unknown): boolean {
  const isScalar = (one: unknown) => ['string', 'number', 'boolean'].includes(typeof one);
  return Array.isArray(value) ? value.every(isScalar) : isScalar(value);
}

interface ErrorDescription {
  name: string;
  code?: string;
  at: string[];
  cause?: ErrorDescription;
}

/** Where an error came from and of which kind it is; not what it says. */
function describeError(error: Error, depth = 0): ErrorDescription {
  const { cause } = error;
  return {
    name: error.name,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    at: (error.stack ?? '').split('\n').filter(isFrame).slice(0, 8).map(shortFrame),
    ...(cause instanceof Error && depth < 4 ? { cause: describeError(cause, depth + 1) } : {}),
  };
}

function isFrame(line: string): boolean {
  return /^\s+at .+:\d+:\d+\)?$/.test(line);
}

function shortFrame(line: string): string {
  return line
    .trim()
    .replace(/^at /, '')
    .replace(/file:\/\/\S*?\/(server|src|node_modules)\//, '$1/');
}
