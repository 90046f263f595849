// The kinds of faults of the simulated world. Each is counted when it is met (tally.ts), and the tests hold the counts.

import { ROW_FAULTS } from './server/committed-rows.ts';

/** Of the line, whatever crosses it. */
const LINE_FAULTS = [
  'request lost',
  'response lost',
  'request doubled',
  'arrives late',
  'answers late',
  'connection reset before it arrived',
  'connection reset after it arrived',
  'answer cut in the middle',
  'captive portal, 200',
  'captive portal, redirect',
  '401',
  '4xx of a proxy',
  '5xx of a proxy',
  '429 of ours with Retry-After',
  '503 of ours with Retry-After',
  '503 with Retry-After as a date',
  '503 with an absurd Retry-After',
  '500 before the commit',
  '500 after the commit',
  'server killed under it',
  'receipt by a forger',
  'receipt over another digest',
  'receipt of another',
  'receipt cut off',
  'receipt without a signature',
] as const;

/** Of applications and acts. */
export const TEXT_FAULTS = [
  ...LINE_FAULTS,
  'captive portal, 201 with JSON',
  '422 of ours',
  '409 of ours',
  'damaged on the way',
] as const;
/** Of applications. */
const REFUSALS = ['413 of ours', '415 of ours'] as const;

const OF_UPLOADS = [
  'attachment cut in the middle',
  'piece damaged on the way',
  'upload expired',
  'upload damaged at the server',
  'storage full',
  'whole without a receipt',
  'receipt of an upload by a forger',
  'receipt of an upload over another digest',
] as const;
export const ONLY_UPLOADS: readonly string[] = OF_UPLOADS;
/** Met only by bytes on their way. */
export const OF_PIECES: readonly string[] = [
  'attachment cut in the middle',
  'piece damaged on the way',
  'upload expired',
  'upload damaged at the server',
];

/** Of attachments. */
export const UPLOAD_FAULTS = [...LINE_FAULTS, ...OF_UPLOADS] as const;

/** Of the question that comes before a round. */
export const KNOCK_FAULTS = ['put off at the knock'] as const;

/** Of what comes sealed. */
export const PARCEL_FAULTS = [
  ...LINE_FAULTS,
  'captive portal, 201 with JSON',
  'damaged on the way',
  ...ROW_FAULTS,
] as const;

export const APPLICATION_FAULTS = [...TEXT_FAULTS, ...REFUSALS, ...ROW_FAULTS] as const;
export type LineFault =
  | (typeof APPLICATION_FAULTS)[number]
  | (typeof UPLOAD_FAULTS)[number]
  | (typeof KNOCK_FAULTS)[number];

export const DISK_FAULTS = ['quota exceeded', 'transaction aborted', 'connection closed'] as const;
export type DiskFault = (typeof DISK_FAULTS)[number];

/** What the promise speaks of, and the faults that are of that kind. Each kind is met at least a thousand times in a test. */
export const FAULT_KINDS: Readonly<Record<string, readonly string[]>> = {
  'page killed at any step': ['page killed', 'page killed amid a write'],
  'last key before a page goes': ['last word of a page'],
  'worker killed at any step': ['worker killed'],
  'message lost': [
    'request lost',
    'response lost',
    'connection reset before it arrived',
    'connection reset after it arrived',
    'line down',
  ],
  'message doubled': ['request doubled'],
  'message late': ['arrives late', 'answers late'],
  'messages reordered': ['overtaken by a later message'],
  'message damaged or cut': ['damaged on the way', 'piece damaged on the way', 'answer cut in the middle'],
  'attachment cut anywhere': ['attachment cut in the middle'],
  '4xx of a proxy': ['4xx of a proxy', '401'],
  '4xx of ours': ['409 of ours', '413 of ours', '415 of ours', '422 of ours', '429 of ours with Retry-After'],
  '5xx of a proxy': ['5xx of a proxy'],
  '5xx of ours': [
    '500 before the commit',
    '500 after the commit',
    '503 of ours with Retry-After',
    '503 with Retry-After as a date',
    '503 with an absurd Retry-After',
    'storage full',
  ],
  'Retry-After': [
    'put off at the knock',
    '429 of ours with Retry-After',
    '503 of ours with Retry-After',
    '503 with Retry-After as a date',
    '503 with an absurd Retry-After',
  ],
  'captive portal': ['captive portal, 200', 'captive portal, redirect', 'captive portal, 201 with JSON'],
  'receipt forged': [
    'receipt by a forger',
    'receipt of an upload by a forger',
    'receipt cut off',
    'receipt without a signature',
  ],
  'receipt of something else': [
    'receipt over another digest',
    'receipt of an upload over another digest',
    'receipt of another',
  ],
  'upload forgotten or damaged at the server': [
    'upload expired',
    'upload damaged at the server',
    'whole without a receipt',
  ],
  'database of the server lost': [...ROW_FAULTS],
  'server killed': ['server killed under it', 'server restarted'],
  'signing key changed': ['signing key changed'],
  'no room on the device': ['quota exceeded'],
  'transaction aborted': ['transaction aborted'],
  'connection to the store closed': ['connection closed'],
  'two tabs on one draft': ['two tabs on one draft'],
  'worker beside a page': ['worker woken beside a page'],
  'two devices with one tracking code': ['two devices with one tracking code'],
  'new version in the middle': ['new version beside an old one'],
  'clock of the device ± 10 years': ['clock jumps forward', 'clock jumps back'],
  'emergency that became old': ['emergency that became old'],
  'upgrade of an older store with entries': ['upgrade of an older store with entries'],
};

/** Of these, the ones that a delivery meets on its way, as often as they are here. */
export const LINE_KINDS = [
  'message lost',
  'message doubled',
  'message late',
  'message damaged or cut',
  'attachment cut anywhere',
  'attachment cut anywhere',
  '4xx of a proxy',
  '4xx of ours',
  '5xx of a proxy',
  '5xx of ours',
  'Retry-After',
  'captive portal',
  'receipt forged',
  'receipt of something else',
  'upload forgotten or damaged at the server',
  'upload forgotten or damaged at the server',
  'database of the server lost',
  'server killed',
] as const;

export const ALL_FAULTS: readonly string[] = [...new Set(Object.values(FAULT_KINDS).flat())];
