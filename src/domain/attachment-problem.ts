// Why a recording or file was not made ready: one table of codes, kept with the attachment and told to the citizen and to
// the officer. Each code has a sentence in every locale under `media.problem.<code>`.
//
// `refused`: the content decides, and trying again would end the same. `failed`: our tools did not manage, so the job
// is tried again before it is given up. `kept`: nothing is wrong with it; it is served as it came, and this is why.

export const ATTACHMENT_PROBLEMS = {
  empty: 'refused',
  'too-large': 'refused',
  'type-not-accepted': 'refused',
  /** An accepted type, but of another kind: a film that was announced as a photo. */
  'type-differs': 'refused',
  archive: 'refused',
  program: 'refused',
  /** The operator's virus scanner says so. */
  infected: 'refused',
  /** HTML, SVG and other text that a browser would run. */
  'web-page': 'refused',
  /** Two formats in one file: an image with an archive behind it, a PDF that is a web page, too. */
  'hidden-content': 'refused',
  macros: 'refused',
  /** A document that runs or fetches something when it is opened. */
  'active-content': 'refused',
  /** An office file that opens with a password only. */
  protected: 'refused',
  damaged: 'refused',
  'too-many-pixels': 'refused',
  'too-long': 'refused',
  'no-picture': 'refused',
  'no-sound': 'refused',
  /** Of an answer's PDF (EN 301 549 clause 10): not for everybody's ears. */
  'pdf-not-tagged': 'refused',
  'pdf-no-language': 'refused',
  'pdf-no-title': 'refused',
  'took-too-long': 'failed',
  'tool-failed': 'failed',
  'no-media-tools': 'failed',
  /** A document with an electronic signature, which a copy without its writer's name would not have. */
  signed: 'kept',
} as const;

export type AttachmentProblem = keyof typeof ATTACHMENT_PROBLEMS;

type CodesOf<Ending> = {
  [Code in AttachmentProblem]: (typeof ATTACHMENT_PROBLEMS)[Code] extends Ending ? Code : never;
}[AttachmentProblem];
export type Refusal = CodesOf<'refused'>;
export type ToolFailure = CodesOf<'failed'>;
export type KeptReason = CodesOf<'kept'>;

export function isAttachmentProblem(text: unknown): text is AttachmentProblem {
  return typeof text === 'string' && Object.hasOwn(ATTACHMENT_PROBLEMS, text);
}

/** Key of the sentence. */
export function attachmentProblemKey<Code extends AttachmentProblem>(code: Code) {
  return `media.problem.${code}` as const;
}
