// `npm run check`: builds where something has changed since it was last done.

import { runChecks } from './all.ts';
import { buildWhatIsMissing } from './build.ts';

process.exit((await runChecks(buildWhatIsMissing())) ? 0 : 1);
