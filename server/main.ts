// The server's start and end. Configuration → parts (compose.ts) → listening → one line that says where.
// Exit status: 0 after a stop that was asked for, 78 (EX_CONFIG) where something keeps it from starting, 1 for a bug.

import closeWithGrace from 'close-with-grace';
import { composeServer, type Server } from './compose.ts';
import { type Config, parseConfig, renderConfigFault } from './config.ts';
import { listenWith } from './listening.ts';
import { createLog } from './logging.ts';
import { operatorLocale } from './operator-locale.ts';
import { loadStartFiles } from './start-files.ts';
import { errorCode } from './store/fault.ts';
import { byAnyKey, translateFor } from './texts.ts';

const EXIT_CANNOT_START = 78;
/** Even an operator without patience gives the database the time to close. */
const LEAST_GRACE_MS = 1_000;
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** `npm start` passes on what the terminal has sent to it and to us: one Ctrl-C arrives twice. */
const ECHO_MS = 1_000;

const translate = translateFor(operatorLocale(process.env));
const config = await readConfig();
const log = createLog(config.logLevel);

const composed = await composeServer({ config, log, translate });
if (!composed.ok) exitWith(composed.faults);
const { server } = composed;
const { close } = closeWithGrace(
  {
    delay: Math.max(config.shutdownGraceMs, LEAST_GRACE_MS),
    skip: [...STOP_SIGNALS],
    logger: {
      error: (cause: unknown) => {
        const err = cause instanceof Error ? cause : new Error('Not in time');
        log.error({ event: 'stop-failed', err }, 'Stopping failed');
      },
    },
  },
  async ({ err }) => {
    if (err) log.fatal({ event: 'bug', err }, 'Stopping because of an error that nobody caught');
    await server.stop();
  },
);
stopOnSignal(close);
const address = await listen(server, config);
process.stdout.write(`${translate('server.listening', { address })}\n`);

/** The first signal stops; a second one, given on purpose, ends at once. */
function stopOnSignal(stop: () => void): void {
  let askedAtMs: number | undefined;
  for (const signal of STOP_SIGNALS) {
    process.on(signal, () => {
      if (askedAtMs === undefined) {
        askedAtMs = performance.now();
        log.info({ event: 'stopping', signal }, 'Stopping');
        stop();
      } else if (performance.now() - askedAtMs > ECHO_MS) {
        process.exit(1);
      }
    });
  }
}

/** Faults of the variables and of the files that they name, in one list: an operator mends them in one go. */
async function readConfig(): Promise<Config> {
  const parsed = parseConfig(process.env);
  if (parsed.ok) return parsed.config;
  const files = await loadStartFiles(parsed.config, translate);
  return exitWith([
    ...parsed.faults.map((fault) => renderConfigFault(fault, byAnyKey(translate))),
    ...(files.ok ? [] : files.faults),
  ]);
}

async function listen({ app, stop }: Server, { port, host, publicOrigin }: Config): Promise<string> {
  try {
    const bound = await listenWith(app, { port, host });
    // Port 0 was the system's to choose.
    return port === 0 ? `http://localhost:${bound}` : publicOrigin;
  } catch (error) {
    const reason = errorCode(error);
    if (reason === undefined) throw error;
    await stop();
    return exitWith([
      reason === 'EADDRINUSE'
        ? translate('server.portTaken', { port: String(port) })
        : translate('server.cannotListen', { host, port: String(port), reason }),
    ]);
  }
}

function exitWith(faults: readonly string[]): never {
  const lines = [translate('server.startFailed'), ...faults.map((fault) => `  ${fault}`)];
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(EXIT_CANNOT_START);
}
