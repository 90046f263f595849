// `npm run check`: of what lies in `dist`, as it was built last.

import { runChecks } from './all.ts';

process.exit((await runChecks(Promise.resolve(true))) ? 0 : 1);
