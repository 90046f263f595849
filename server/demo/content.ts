// The demo's fictional content (applications.json, officers.json) in the forms that the real parts take: answers as a
// citizen's device holds them, and a timeline of what happened when.

import * as v from 'valibot';
import type { Addressee, Answers } from '../../src/domain/application.ts';
import { ANSWER_FORMATS, APPLICATION_KINDS } from '../../src/domain/kinds.ts';
import contentJson from './applications.json' with { type: 'json' };
import officersJson from './officers.json' with { type: 'json' };

const applicantSchema = v.object({
  fullName: v.string(),
  identityNumber: v.string(),
  address: v.object({ kind: v.picklist(['home', 'work']), text: v.string() }),
  phone: v.string(),
  email: v.nullable(v.string()),
});
const applicationSchema = v.object({
  kind: v.picklist(APPLICATION_KINDS),
  addressee: v.nullable(v.string()),
  province: v.string(),
  district: v.string(),
  placeDetail: v.optional(v.string()),
  subject: v.string(),
  description: v.string(),
  applicantKey: v.number(),
  hideIdentity: v.boolean(),
  formats: v.array(v.picklist(ANSWER_FORMATS)),
  daysAgo: v.number(),
  outcome: v.picklist(['received', 'assigned', 'answered']),
  reply: v.optional(v.object({ afterDays: v.number(), text: v.string(), summary: v.optional(v.string()) })),
});
const contentSchema = v.object({
  /** Of the coordinators, where somebody asked for a sign video or a sound: the demo has none. */
  overrideReason: v.string(),
  applicants: v.array(applicantSchema),
  applications: v.array(applicationSchema),
});

export type DemoApplicant = v.InferOutput<typeof applicantSchema>;
export type DemoApplication = v.InferOutput<typeof applicationSchema>;
export type DemoContent = v.InferOutput<typeof contentSchema>;

export const DEMO_CONTENT: DemoContent = v.parse(contentSchema, contentJson);
export const DEMO_OFFICERS: readonly string[] = officersJson;

const NOTICE_VERSION = '2026-12';

/** As the citizen would have typed them; what the kind does not ask is dropped by the freezing. */
export function toAnswers(
  application: DemoApplication,
  applicant: DemoApplicant,
  addressee: Addressee,
): Answers {
  return {
    kind: application.kind,
    addressee,
    province: application.province,
    district: application.district,
    placeDetail: application.placeDetail,
    subject: application.subject,
    description: application.description,
    beforeCourt: false,
    fullName: applicant.fullName,
    identityNumber: applicant.identityNumber,
    addressKind: applicant.address.kind,
    addressText: applicant.address.text,
    phone: applicant.phone,
    email: applicant.email ?? undefined,
    hideIdentity: application.hideIdentity,
    formats: application.formats,
    noticeVersion: NOTICE_VERSION,
  };
}

/** `index` is the application's place in the content. Instants are milliseconds since 1970. */
export type DemoStep =
  | { kind: 'receive'; atMs: number; index: number; writtenAtMs: number }
  | { kind: 'assign'; atMs: number; index: number }
  | { kind: 'reply'; atMs: number; index: number; text: string; summary: string | undefined };

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What happened, in the order of time. The same content and the same `nowMs` give the same story. */
export function planTimeline({ applications }: DemoContent, nowMs: number): DemoStep[] {
  const steps = applications.flatMap(({ daysAgo, outcome, reply }, index): DemoStep[] => {
    const receivedAtMs = Math.round(nowMs - daysAgo * DAY_MS);
    const receive: DemoStep = {
      kind: 'receive',
      atMs: receivedAtMs,
      index,
      writtenAtMs: receivedAtMs - waitedMs(index),
    };
    if (outcome === 'received') return [receive];
    const assign: DemoStep = {
      kind: 'assign',
      atMs: receivedAtMs + (5 + ((index * 7) % 40)) * MINUTE_MS,
      index,
    };
    if (outcome === 'assigned' || !reply) return [receive, assign];
    const atMs = Math.round(receivedAtMs + reply.afterDays * DAY_MS);
    const { text, summary } = reply;
    return [receive, assign, { kind: 'reply', atMs, index, text, summary }];
  });
  return steps.toSorted((a, b) => a.atMs - b.atMs);
}

/** Most phones have a signal at once; every seventh waited for one, for up to two days. */
function waitedMs(index: number): number {
  return index % 7 === 3 ? ((index * 11) % 48) * 60 * MINUTE_MS : (1 + (index % 5)) * MINUTE_MS;
}

/** The latest request of each outcome: those that a visitor looks at. */
export function chooseTracked({ applications }: DemoContent): number[] {
  return (['answered', 'assigned', 'received'] as const).flatMap((outcome) => {
    const candidates = applications
      .map((application, index) => ({ application, index }))
      .filter(({ application }) => application.outcome === outcome && application.kind === 'request')
      .toSorted((a, b) => a.application.daysAgo - b.application.daysAgo);
    return candidates.slice(0, 1).map(({ index }) => index);
  });
}

/** Institutions by how many applications of the content they were sent, the most first. */
export function busiestInstitutions({ applications }: DemoContent, count: number): string[] {
  const totals = new Map<string, number>();
  for (const { addressee } of applications) {
    if (addressee !== null) totals.set(addressee, (totals.get(addressee) ?? 0) + 1);
  }
  return [...totals]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, count)
    .map(([id]) => id);
}
