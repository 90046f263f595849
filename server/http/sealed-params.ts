// What the routes of sealed applications share of their paths.

import * as v from 'valibot';
import { parcelId } from '../../src/sealing/header.ts';
import { EXAMPLE_PARCEL } from './examples.ts';

export const parcelParam = v.pipe(
  parcelId,
  v.description('128 random bits in base64url, as the envelope’s header has them.'),
  v.examples([EXAMPLE_PARCEL]),
);
