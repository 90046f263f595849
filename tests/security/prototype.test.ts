// Bodies of JSON that reach for the prototype of all objects, put to every route that takes JSON: none falls over, and no object
// has anything that it did not have.

import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Office, openOffice } from '../contracts/case-office.ts';
import { startTimeoutMs } from '../contracts/databases.ts';
import { freshId } from '../contracts/http-app.ts';

let office: Office;
let administrator: string;
beforeAll(async () => {
  office = await openOffice();
  administrator = await office.administrator();
}, startTimeoutMs);
afterAll(async () => {
  await office.close();
  await rm(office.folder, { recursive: true, force: true });
}, startTimeoutMs);

interface Route {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  example: unknown;
}

/** By the document that the server gives of itself. */
async function routesWithJson(): Promise<Route[]> {
  const document = (await office.test.app.inject({ url: '/api/openapi.json' })).json();
  return Object.entries<Record<string, never>>(document.paths).flatMap(([path, methods]) =>
    Object.entries<never>(methods).flatMap(([method, operation]) => {
      const { requestBody } = operation as { requestBody?: { content?: Record<string, never> } };
      const json = requestBody?.content?.['application/json'] as
        | {
            schema?: { examples?: unknown[] };
            example?: unknown;
            examples?: Record<string, { value: unknown }>;
          }
        | undefined;
      if (!json) return [];
      const example =
        json.example ?? Object.values(json.examples ?? {})[0]?.value ?? json.schema?.examples?.[0] ?? {};
      return [{ method: method.toUpperCase() as Route['method'], path, example }];
    }),
  );
}

const MARK = 'kirlendi';
const POISONS = [
  `{"__proto__":{"${MARK}":1}}`,
  `{"constructor":{"prototype":{"${MARK}":1}}}`,
  `{"prototype":{"${MARK}":1},"__proto__":null}`,
  `{"toString":1,"valueOf":{},"hasOwnProperty":false}`,
  `[{"__proto__":[1]}]`,
  `{"\\u005f_proto__":{"${MARK}":1}}`,
];

/** Places of a body: itself, and every value in it at any depth. */
function placesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return 1 + Object.values(value).reduce((sum: number, one) => sum + placesIn(one), 0);
}

/** The example with a poisonous member at some place of it, as a text: JSON.stringify would leave it out. */
function poisoned(example: unknown, member: string, at: number, isReplacing: boolean): string {
  let turn = 0;
  const inner = member.replace(/^[{[]|[}\]]$/g, '');
  const write = (value: unknown): string => {
    const isHere = turn++ === at;
    if (isHere && isReplacing) return member;
    if (Array.isArray(value)) return `[${value.map(write).join()}]`;
    if (typeof value === 'object' && value !== null) {
      const entries = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}:${write(one)}`);
      const added = isHere && member.startsWith('{') ? [inner] : [];
      return `{${[...added, ...entries].join()}}`;
    }
    return JSON.stringify(value ?? null);
  };
  return write(example);
}

it('nothing that a body says reaches the prototype of all objects, on any route', async () => {
  const routes = await routesWithJson();
  expect(routes.length).toBeGreaterThan(15);
  const before = Object.getOwnPropertyNames(Object.prototype).toSorted();
  const cookies = ['', office.cookies.centre, office.cookies.su, administrator];
  const statuses = new Set<number>();
  let client = 0;
  for (const { method, path, example } of routes) {
    // Every place of the body, the poisons in turn: a member more, or in the place of what stood there.
    for (let at = 0; at < placesIn(example); at++) {
      for (const isReplacing of [true, false]) {
        const member = POISONS[client % POISONS.length] ?? '';
        const cookie = cookies[Math.floor(client / POISONS.length) % cookies.length];
        client += 1;
        const answer = await office.test.app.inject({
          method,
          // Each from an address of its own: wrong keys and invitations are answered later and later.
          remoteAddress: `198.51.${client >> 8}.${client & 255}`,
          url: path.replace(/\{\w+\}/g, () => freshId()),
          headers: { 'content-type': 'application/json', ...(cookie && { cookie }) },
          payload: poisoned(example, member, at, isReplacing),
        });
        statuses.add(answer.statusCode);
        expect(answer.statusCode).toBeLessThan(500);
        expect(answer.body).not.toContain(MARK);
        expect(({} as Record<string, unknown>)[MARK]).toBeUndefined();
        expect([].toString()).toBe('');
      }
    }
  }
  expect(client).toBeGreaterThan(300);
  expect(Object.getOwnPropertyNames(Object.prototype).toSorted()).toEqual(before);
  // It came past the door as well as to it.
  expect(statuses.size).toBeGreaterThan(3);
});
