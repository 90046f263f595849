// The kinds of application and the formats of an answer: lists that pages show before anything is judged.

export const APPLICATION_KINDS = [
  'request',
  'complaint',
  'tip-off',
  'opinion',
  'information',
  'thanks',
  'disaster',
] as const;
export type ApplicationKind = (typeof APPLICATION_KINDS)[number];

/** How the citizen wants to read, hear or see the answer; it binds the answering unit. */
export const ANSWER_FORMATS = ['text', 'plain-language', 'large-print', 'audio', 'sign-language'] as const;
export type AnswerFormat = (typeof ANSWER_FORMATS)[number];
