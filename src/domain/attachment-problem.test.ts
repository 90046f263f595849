import { describe, expect, it } from 'vitest';
import tr from '../../locales/tr.json' with { type: 'json' };
import {
  ATTACHMENT_PROBLEMS,
  type AttachmentProblem,
  attachmentProblemKey,
  isAttachmentProblem,
} from './attachment-problem.ts';

const codes = Object.keys(ATTACHMENT_PROBLEMS).filter(isAttachmentProblem);

describe('a problem of an attachment', () => {
  it.each(codes)(
    '%s has a sentence that tells the citizen what to do or what holds',
    (code: AttachmentProblem) => {
      expect(tr[attachmentProblemKey(code)].text).toMatch(/\p{L}{3}.*\.$/u);
    },
  );

  it('is one of the table', () => {
    expect(codes).toHaveLength(Object.keys(ATTACHMENT_PROBLEMS).length);
    expect(['toString', '', 5, undefined].some(isAttachmentProblem)).toBe(false);
  });
});
