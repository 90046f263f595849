// The built front end. Only files that were there at the start are served, by a table of their paths, so no request
// can name another file. A page that was prerendered stands in a folder; what lies below it is the app's own business
// (/basvuru/… is answered by /basvuru/index.html), anything else is a page that says "not found".

import { glob, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './problem-reply.ts';
import type { App } from './valibot-provider.ts';

export interface StaticSite {
  root: string;
  /** Paths as a URL has them, with a leading slash. */
  files: ReadonlySet<string>;
  /** Text of every page, for the hashes of its inline parts. */
  pages: string[];
  notFoundPage: string | undefined;
}

/** Built files whose name holds a hash of their content. */
const HASHED = /^\/(?:staff-)?assets\//;
const IMMUTABLE = 'public, max-age=31536000, immutable';
const STAFF_PAGE = '/staff.html';
const NOT_FOUND_PAGE = '/404/index.html';

export async function readStaticSite(root: string): Promise<StaticSite> {
  const files = new Set<string>();
  for await (const entry of glob('**/*.*', { cwd: root })) {
    if (!/\.(br|gz)$/.test(entry)) files.add(`/${entry.split(sep).join('/')}`);
  }
  const pagePaths = [...files].filter((path) => path.endsWith('.html'));
  const pages = await Promise.all(pagePaths.map((path) => readFile(join(root, path), 'utf8')));
  return { root, files, pages, notFoundPage: pages[pagePaths.indexOf(NOT_FOUND_PAGE)] };
}

/** After every route of the API. */
export async function addStaticFiles(app: App, site: StaticSite): Promise<void> {
  await app.register(fastifyStatic, {
    root: site.root,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    dotfiles: 'deny',
  });
  app.get('/*', { schema: { hide: true }, logLevel: 'warn' }, (request, reply) => {
    const path = pathOf(request);
    const file = path.startsWith('/api/') ? undefined : findFile(site.files, path);
    if (file === undefined) return reply.callNotFound();
    reply.header('cache-control', HASHED.test(file) ? IMMUTABLE : 'no-cache');
    return reply.sendFile(file);
  });
}

/** For everything that no route answers. */
export function notFoundHandler(site: StaticSite | undefined) {
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const path = pathOf(request);
    if (path.startsWith('/api/') || path === '/api') return sendProblem(request, reply, 'not-found');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      reply.header('allow', 'GET, HEAD');
      return sendProblem(request, reply, 'method-not-allowed');
    }
    if (site?.notFoundPage === undefined) return sendProblem(request, reply, 'not-found');
    reply.code(404).header('cache-control', 'no-cache').type('text/html; charset=utf-8');
    return reply.serializer((page: string) => page).send(site.notFoundPage);
  };
}

/** @returns the path of the file that answers, or undefined */
function findFile(files: ReadonlySet<string>, path: string): string | undefined {
  if (files.has(path)) return path;
  if (path === '/') return files.has('/index.html') ? '/index.html' : undefined;
  if (path === '/staff' || path === '/staff/') return files.has(STAFF_PAGE) ? STAFF_PAGE : undefined;
  const segments = path.split('/').filter((segment) => segment !== '');
  if (segments.at(-1)?.includes('.')) return undefined;
  for (let depth = segments.length; depth > 0; depth--) {
    const page = `/${segments.slice(0, depth).join('/')}/index.html`;
    if (files.has(page)) return page;
  }
  return undefined;
}

function pathOf({ url }: FastifyRequest): string {
  return url.split(/[?#]/, 1)[0] ?? '/';
}
