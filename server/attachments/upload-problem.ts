// An expected failure of an upload, on its way through the tus library, whose hooks know only throwing.

import type { ProblemCode } from '../../src/domain/problem.ts';

export class UploadProblem extends Error {
  override readonly name = 'UploadProblem';
  readonly code: ProblemCode;

  constructor(code: ProblemCode, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}
