// What the routes of the studio share: the parts of their paths.

import * as v from 'valibot';
import { SIGN_CLIP_SLOTS } from '../../src/domain/sign-clip.ts';
import { uuidv7Param } from './route-schemas.ts';
import { EXAMPLE_CLIP_ID } from './sign-clip-examples.ts';

export const clipParams = v.object({
  slot: v.pipe(
    v.picklist(SIGN_CLIP_SLOTS),
    v.description('The place in the citizen’s app.'),
    v.examples(['question-kind']),
  ),
  clipId: uuidv7Param('A UUIDv7 in lower case, made by the console.', EXAMPLE_CLIP_ID),
});
