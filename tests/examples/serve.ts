// Serves the built pattern book (.cache/examples) from the file system: for `npm run examples` and for the checks that
// visit every example. `vite build --mode examples` comes first.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';

const FOLDER = resolve(import.meta.dirname, '../../.cache/examples');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

const KEPT = 'public, max-age=31536000, immutable';

export interface ExamplesServer {
  /** E.g. http://localhost:8090, without a slash at the end. */
  origin: string;
  close: () => Promise<void>;
}

/**
 * @param options.port default: any that is free
 * @throws Error when nothing is built, or the port is taken
 */
export async function serveExamples({ port = 0 }: { port?: number } = {}): Promise<ExamplesServer> {
  if (!existsSync(join(FOLDER, 'examples.html'))) {
    throw new Error('The pattern book is not built: run npx vite build --mode examples');
  }
  const server = createServer((request, response) => {
    void answer(new URL(request.url ?? '/', 'http://localhost').pathname, response);
  });
  await new Promise<void>((listening, fail) => {
    server.once('error', fail);
    server.listen(port, 'localhost', listening);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return {
    origin: `http://localhost:${address.port}`,
    close: () =>
      new Promise((closed, fail) => {
        server.close((error) => (error ? fail(error) : closed()));
        server.closeAllConnections();
      }),
  };
}

async function answer(path: string, response: ServerResponse): Promise<void> {
  if (path === '/') {
    response.writeHead(302, { location: '/examples.html' }).end();
    return;
  }
  const file = resolve(FOLDER, `.${path}`);
  const type = TYPES[extname(file)];
  // What is no file of the book, is outside of its folder, or cannot be read is simply not there.
  const content =
    type && file.startsWith(FOLDER + sep) ? await readFile(file).catch(() => undefined) : undefined;
  if (!type || !content) response.writeHead(404).end();
  else
    response
      // The names of what lies there change with their content.
      .writeHead(200, {
        'content-type': type,
        'cache-control': path.startsWith('/assets/') ? KEPT : 'no-store',
      })
      .end(content);
}
