// Who gets what at the routes that are no officer's, said once more and apart from the code: by the tracking key with which somebody
// asks for one and the same application. A route without a row, and a row without a route, fails the build (citizen-routes.test.ts).

import type { ThreadAct } from '../../src/domain/thread-act.ts';

/**
 * `nobody` has no key, `stranger` one of no application, `another` that of another application. `own` is the application's, `old` too,
 * which was taken under the secret before the newest; `gone`, too, under one that the server has no more.
 */
export const CALLERS = ['nobody', 'stranger', 'another', 'own', 'old', 'gone'] as const;
export type Caller = (typeof CALLERS)[number];
export type Statuses = Readonly<Record<Caller, number>>;

export interface Row {
  /** One number: a key changes nothing. */
  status: number | Statuses;
  /** `:name` stands for what the test has under that name; `:key` for the caller's. Bodies go as JSON, buffers as they are. */
  body?: object | Buffer;
  headers?: Readonly<Record<string, string>>;
  /** What is read is the application itself, so that another's key reads another's. */
  readsOwn?: true;
}

/** To everybody whose it is not, in the same words. */
const keyed = (own: number, refused = 404, nobody = refused): Statuses => ({
  nobody,
  stranger: refused,
  another: refused,
  own,
  old: own,
  gone: refused,
});

const TUS = { 'tus-resumable': '1.0.0' };
const PART = { ...TUS, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
const BYTES = Buffer.from('ses\n');

export const MATRIX: Readonly<Record<string, Row>> = {
  'GET /api/health': { status: 200 },
  'GET /api/ready': { status: 200 },
  'GET /api/knock': { status: 200 },
  'GET /api/operator': { status: 200 },
  'GET /api/directory': { status: 200 },
  'GET /api/directory/whole': { status: 200 },
  'GET /api/sign-clips': { status: 200 },
  'GET /api/sign-clips/files/:file': { status: 404 },
  'GET /api/openapi.json': { status: 200 },
  // The link of a notice has a secret of its own, and opens nothing: tests/contracts/notices.test.ts.
  'GET /api/n/:token': { status: 404 },
  'POST /api/n/:token': { status: 404 },
  // Whoever carries a parcel has no key: tests/contracts/http-sealed.test.ts.
  'PUT /api/sealed/:parcel': { status: 415, body: Buffer.from('x') },
  'POST /api/sealed/:parcel/attachments/:place': { status: 415, body: Buffer.from('x') },

  // The bytes that were accepted have the receipt of then, whoever brings them; under a key of one's own they are other bytes.
  'PUT /api/applications/:id': {
    status: { nobody: 409, stranger: 409, another: 409, own: 200, old: 200, gone: 200 },
    body: { ':application': ':key' },
  },
  'POST /api/threads/open': {
    status: { ...keyed(200), another: 200, nobody: 404 },
    body: { trackingKey: ':key' },
    readsOwn: true,
  },
  'PUT /api/applications/:id/acts/:actId': {
    status: keyed(201),
    body: { kind: 'addition', text: 'Kapı da kırık.', locale: 'tr', writtenAt: '2026-11-23T08:00:00.000Z' },
  },
  'GET /api/attachments/:recording/:rendition': { status: keyed(200, 404, 401) },
  'POST /api/uploads': {
    status: keyed(201, 422),
    headers: { ...TUS, 'upload-length': '4', 'upload-metadata': ':fresh' },
  },
  'OPTIONS /api/uploads': { status: 204 },
  'HEAD /api/uploads/:upload': { status: keyed(200), headers: TUS },
  'PATCH /api/uploads/:upload': { status: keyed(204), headers: PART, body: BYTES },
  'POST /api/uploads/:upload': {
    status: keyed(204),
    headers: { ...PART, 'x-http-method-override': 'PATCH' },
    body: BYTES,
  },
  'DELETE /api/uploads/:upload': { status: keyed(204), headers: TUS },
};

const ID = '01a21c18-54ae-7368-9b08-44b8da7c50bb';

/** Each act, for whose key opens the application; anybody else is told that there is none. */
export const ACTS: Readonly<Record<ThreadAct['kind'], { own: number; body: object }>> = {
  addition: { own: 201, body: { text: 'Kapı da kırık.' } },
  withdrawal: { own: 201, body: { reason: 'Onarıldı.' } },
  // Of what is not there yet: a question, an answer, a text of a recording, a way of being told.
  information: { own: 409, body: { questionId: ID, text: 'Köşedeki.' } },
  rating: { own: 409, body: { replyId: ID, score: 5 } },
  objection: { own: 409, body: { replyId: ID, text: 'Olmadı.' } },
  'transcript-verdict': { own: 422, body: { attachmentId: ID, transcriptId: ID, verdict: 'accepted' } },
  'notice-choice': { own: 422, body: { isWanted: true, channel: 'email' } },
  erasure: { own: 409, body: { reason: 'Gerekmiyor.' } },
};
