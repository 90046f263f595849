// A refusal as the server sends it, for the servers in memory.

import { PROBLEM_MEDIA_TYPE, PROBLEM_STATUS, type ProblemCode } from '../../domain/problem.ts';

export function problem(code: ProblemCode): Response {
  const status = PROBLEM_STATUS[code];
  return new Response(JSON.stringify({ code, status, title: code, type: `urn:kopru:problem:${code}` }), {
    status,
    headers: { 'content-type': PROBLEM_MEDIA_TYPE },
  });
}
