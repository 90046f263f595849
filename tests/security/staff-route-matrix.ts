// Who may do what, route by route, said once more and apart from the code: each staff route has a row, and each row says for every
// role what comes for something of one's own, for something of another's, and for what is not there. A route without a row,
// and a row without a route, fails the build (staff-routes.test.ts).

import { createHash } from 'node:crypto';

/** What the call is about: of which kind the test makes one that is the caller's, one that is not, and none at all. */
export type Target =
  | 'view'
  | 'case'
  | 'group'
  | 'medium'
  | 'recording'
  | 'clip'
  | 'passkey'
  | 'session'
  | 'account'
  | 'unit';

export interface Row {
  /**
   * A letter for each role that may: officer, approver, interpreter, unit head (u), coordinator, auditor (+), administrator (m);
   * a point for one that may not. Or nobody need be signed in.
   */
  who: string | 'anyone';
  /** Status for those who may; without a target there is only `own`. */
  own: number;
  other?: number;
  none?: number;
  target?: Target;
  /** Whom the route lets in, of those who may not all the same: they learn it of what is theirs, and of the rest no more than others. */
  within?: string;
  /** For who may not; 403 unless it says otherwise. */
  refused?: number;
  /** Where the centre's differ from what follows from `own`: of its own there, all cases are (staff-routes.test.ts). */
  centre?: { who?: string; status?: number };
  /** It weighs so much that the last proof must be of a moment ago. */
  proof?: 'fresh';
  query?: string;
  /** `:name` stands for the path's part of that name. */
  body?: object | Buffer;
  headers?: Readonly<Record<string, string>>;
}

const ALL = 'oaiuc+m';
const READERS = 'oaiuc+.';
export const CASEWORKERS = 'oaiuc..';
export const ANSWERERS = 'oa.uc..';
const FIGURE_READERS = '...uc+.';
const PERIOD = '?from=2026-01&to=2026-11';
const ADMINISTRATORS = '......m';
const NOBODY = '.......';

const SOUND = Buffer.from('ses\n');
const BYTES = {
  body: SOUND,
  headers: {
    'content-type': 'audio/webm',
    'content-digest': `sha-256=:${createHash('sha256').update(SOUND).digest('base64')}:`,
  },
};
const PROOF = { id: 'AQID', rawId: 'AQID', type: 'public-key', clientExtensionResults: {} };
const ACCOUNT = { role: 'officer', institutionId: null };
/** Not found, in the same words, whether it is another's or not there. */
export const HIDDEN = { other: 404, none: 404 };

export const MATRIX: Readonly<Record<string, Row>> = {
  'POST /api/staff/session': { who: 'anyone', own: 404, body: { invitation: 'a'.repeat(43) } },
  'GET /api/staff/session': { who: ALL, own: 200 },
  'DELETE /api/staff/session': { who: ALL, own: 204 },
  'POST /api/staff/session/challenge': { who: 'anyone', own: 201 },
  'POST /api/staff/session/passkey': {
    who: 'anyone',
    own: 404,
    body: { ...PROOF, response: { clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AAAA' } },
  },

  'GET /api/staff/session/proof': { who: ALL, own: 200 },
  'POST /api/staff/session/proof/challenge': { who: ALL, own: 201 },
  'POST /api/staff/session/proof': {
    who: ALL,
    own: 404,
    body: { ...PROOF, response: { clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AAAA' } },
  },

  'GET /api/staff/sign-in-ways': { who: 'anyone', own: 200 },
  // Without a provider in the configuration; with one: tests/contracts/staff-oidc.test.ts.
  'GET /api/staff/oidc/start': { who: 'anyone', own: 404 },
  'GET /api/staff/oidc/callback': { who: 'anyone', own: 404 },

  'GET /api/staff/passkeys': { who: ALL, own: 200 },
  'POST /api/staff/passkeys/challenge': { who: ALL, proof: 'fresh', own: 201 },
  'POST /api/staff/passkeys': {
    who: ALL,
    proof: 'fresh',
    own: 404,
    body: {
      name: 'x',
      registration: { ...PROOF, response: { clientDataJSON: 'e30', attestationObject: 'oA' } },
    },
  },
  'PUT /api/staff/passkeys/:passkeyId': {
    who: ALL,
    target: 'passkey',
    own: 200,
    ...HIDDEN,
    body: { name: 'Yeni ad' },
  },
  'DELETE /api/staff/passkeys/:passkeyId': {
    who: ALL,
    proof: 'fresh',
    target: 'passkey',
    own: 204,
    ...HIDDEN,
  },
  'GET /api/staff/sessions': { who: ALL, own: 200 },
  'DELETE /api/staff/sessions': { who: ALL, proof: 'fresh', own: 204 },
  'DELETE /api/staff/sessions/:sessionId': {
    who: ALL,
    proof: 'fresh',
    target: 'session',
    own: 204,
    ...HIDDEN,
  },

  'GET /api/staff/accounts': { who: ADMINISTRATORS, own: 200 },
  'POST /api/staff/accounts': {
    who: ADMINISTRATORS,
    proof: 'fresh',
    own: 404,
    body: { ...ACCOUNT, name: 'Umut Deneme', institutionId: 'yok' },
  },
  'PUT /api/staff/accounts/:accountId': {
    who: ADMINISTRATORS,
    proof: 'fresh',
    target: 'account',
    own: 409,
    ...HIDDEN,
    centre: { status: 200 },
    body: { ...ACCOUNT, institutionId: ':ours', isDisabled: false },
  },
  'POST /api/staff/accounts/:accountId/recovery': {
    who: ADMINISTRATORS,
    proof: 'fresh',
    target: 'account',
    own: 409,
    ...HIDDEN,
    centre: { status: 201 },
  },
  'POST /api/staff/accounts/:accountId/hand-over': {
    who: ADMINISTRATORS,
    target: 'account',
    own: 200,
    ...HIDDEN,
    centre: { status: 200 },
    body: { to: 'spread' },
  },

  'GET /api/staff/places': { who: ANSWERERS, own: 200 },
  'GET /api/staff/cases/:id/places': { who: ANSWERERS, target: 'case', own: 200, ...HIDDEN },
  'PUT /api/staff/cases/:id/presence': { who: CASEWORKERS, target: 'case', own: 200, ...HIDDEN },
  // One's own lease alone can be given back, and nothing is told of the case.
  'DELETE /api/staff/cases/:id/presence': {
    who: CASEWORKERS,
    target: 'case',
    own: 204,
    other: 204,
    none: 204,
  },
  'GET /api/staff/views': { who: READERS, own: 200 },
  'PUT /api/staff/views/:viewId': {
    who: READERS,
    target: 'view',
    own: 200,
    other: 404,
    none: 201,
    body: { name: 'Yeni ad', address: '#/basvurular' },
  },
  'DELETE /api/staff/views/:viewId': { who: READERS, target: 'view', own: 204, ...HIDDEN },
  'GET /api/staff/likenesses': { who: READERS, own: 200 },
  'PUT /api/staff/likenesses/:id/reply-draft': {
    who: ANSWERERS,
    target: 'group',
    own: 204,
    ...HIDDEN,
    centre: { status: 204 },
    body: { content: '{}' },
  },
  // One's own alone can be thrown away, and nothing is told of the group.
  'DELETE /api/staff/likenesses/:id/reply-draft': {
    who: ANSWERERS,
    target: 'group',
    own: 204,
    other: 204,
    none: 204,
  },
  'GET /api/staff/topics': { who: READERS, own: 200 },

  'GET /api/staff/directory/:table/rows': { who: ADMINISTRATORS, own: 200 },
  'GET /api/staff/directory/:table/names': { who: ADMINISTRATORS, own: 200 },
  'GET /api/staff/directory/:table/rows/:rowId': {
    who: ADMINISTRATORS,
    target: 'unit',
    own: 200,
    ...HIDDEN,
    centre: { status: 200 },
  },
  'PUT /api/staff/directory/:table/rows/:rowId': {
    who: ADMINISTRATORS,
    target: 'unit',
    own: 409,
    other: 403,
    none: 409,
    centre: { status: 409 },
    body: { values: { name: 'Gizli ad' }, version: 'eski' },
  },
  'GET /api/staff/holidays': { who: NOBODY, centre: { who: ADMINISTRATORS }, own: 200 },
  'PUT /api/staff/holidays/:year': {
    who: NOBODY,
    centre: { who: ADMINISTRATORS },
    own: 200,
    body: { days: [], version: null, isDryRun: true },
  },

  'GET /api/staff/cases': { who: READERS, own: 200 },
  'GET /api/staff/case-counts': { who: READERS, own: 200 },
  'GET /api/staff/cases/:id': { who: READERS, target: 'case', own: 200, ...HIDDEN },
  'PUT /api/staff/cases/:id/replies/:replyId': {
    who: ANSWERERS,
    target: 'case',
    own: 201,
    ...HIDDEN,
    body: { text: 'Onarıldı.' },
  },
  'GET /api/staff/cases/:id/suggestions': { who: READERS, target: 'case', own: 200, ...HIDDEN },
  'GET /api/staff/cases/:id/reply-templates': { who: ANSWERERS, target: 'case', own: 200, ...HIDDEN },
  'PUT /api/staff/cases/:id/actions/:actionId': {
    who: CASEWORKERS,
    target: 'case',
    own: 201,
    ...HIDDEN,
    body: { kind: 'note', text: 'Ekiple görüşüldü.' },
  },
  'PUT /api/staff/cases/:id/reply-draft': {
    who: CASEWORKERS,
    target: 'case',
    own: 204,
    ...HIDDEN,
    body: { content: '{}' },
  },
  'DELETE /api/staff/cases/:id/reply-draft': { who: CASEWORKERS, target: 'case', own: 204, ...HIDDEN },
  'GET /api/staff/cases/:id/answer-media': { who: CASEWORKERS, target: 'case', own: 200, ...HIDDEN },
  'PUT /api/staff/cases/:id/answer-media/:attachmentId': {
    who: CASEWORKERS,
    target: 'case',
    own: 201,
    ...HIDDEN,
    ...BYTES,
    query: '?kind=audio',
  },
  'DELETE /api/staff/cases/:id/answer-media/:attachmentId': {
    who: CASEWORKERS,
    target: 'medium',
    own: 204,
    ...HIDDEN,
  },
  'PUT /api/staff/cases/:id/answer-media/:attachmentId/captions': {
    who: CASEWORKERS,
    target: 'medium',
    own: 200,
    ...HIDDEN,
    body: { cues: [{ startMs: 0, endMs: 500, text: 'Merhaba.' }] },
  },
  'PUT /api/staff/cases/:id/answer-media/:attachmentId/copies/:copyId': {
    who: CASEWORKERS,
    target: 'medium',
    own: 201,
    ...HIDDEN,
    body: { applicationId: ':id' },
  },
  // Not a staff route: who may not is told what a stranger is.
  'GET /api/attachments/:id/:rendition': {
    who: READERS,
    refused: 401,
    target: 'recording',
    own: 200,
    ...HIDDEN,
  },
  'GET /api/staff/transcriptions': { who: CASEWORKERS, own: 200 },
  'PUT /api/staff/attachments/:id/transcripts/:transcriptId': {
    who: CASEWORKERS,
    target: 'recording',
    own: 201,
    ...HIDDEN,
    body: { kind: 'transcript', language: 'tr', cues: [{ startMs: 0, endMs: 900, text: 'Su yok.' }] },
  },

  'GET /api/staff/audit/identity-reads': { who: '.....+.', own: 200 },

  'GET /api/staff/figures': { who: FIGURE_READERS, own: 200, query: PERIOD },
  'GET /api/staff/figures.csv': { who: FIGURE_READERS, own: 200, query: PERIOD },

  'GET /api/staff/directory/:table': { who: ADMINISTRATORS, own: 200 },
  'PUT /api/staff/directory/:table': {
    who: ADMINISTRATORS,
    own: 200,
    query: '?dryRun=true',
    body: Buffer.from('id\n'),
    headers: { 'content-type': 'text/csv' },
  },

  // Clips belong to nobody: what is not there is all that a caller can meet by chance.
  'GET /api/staff/sign-clips': { who: ALL, own: 200 },
  'GET /api/staff/sign-clips/:slot/:clipId/files/:rendition': {
    who: ALL,
    target: 'clip',
    own: 404,
    none: 404,
  },
  'PUT /api/staff/sign-clips/:slot/:clipId': {
    who: '..i.c..',
    target: 'clip',
    own: 201,
    none: 201,
    ...BYTES,
    headers: { ...BYTES.headers, 'content-type': 'video/webm' },
  },
  'DELETE /api/staff/sign-clips/:slot/:clipId': { who: '..i.c..', target: 'clip', own: 404, none: 404 },
  'PUT /api/staff/sign-clips/:slot/:clipId/publication': {
    who: NOBODY,
    centre: { who: '....c..' },
    target: 'clip',
    own: 404,
    none: 404,
    body: {},
  },
  'DELETE /api/staff/sign-clips/:slot/:clipId/publication': {
    who: NOBODY,
    centre: { who: '....c..' },
    target: 'clip',
    own: 404,
    none: 404,
  },
};

const OF_CENTRE = { who: NOBODY, centre: { who: ADMINISTRATORS } };
const UNCHANGED = { body: { values: {}, version: 'eski' } };

/** The directory's routes of tables that are everybody's, and of an institution that is not the caller's. */
export const SHARED_TABLES: Readonly<Record<string, Row>> = Object.fromEntries(
  ['rules', 'topics'].flatMap((table): [string, Row][] => [
    [`GET /api/staff/directory/${table}/rows`, { ...OF_CENTRE, own: 200 }],
    [`GET /api/staff/directory/${table}/rows/yok`, { ...OF_CENTRE, own: 404 }],
    [`PUT /api/staff/directory/${table}/rows/yok`, { ...OF_CENTRE, own: 409, ...UNCHANGED }],
    [`GET /api/staff/directory/${table}`, { ...OF_CENTRE, own: 200 }],
    [
      `PUT /api/staff/directory/${table}`,
      { ...OF_CENTRE, own: 200, body: Buffer.from('id\n'), headers: { 'content-type': 'text/csv' } },
    ],
  ]),
);
