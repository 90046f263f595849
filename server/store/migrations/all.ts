// Every migration, in order. Forward only: a number that has been released never changes.

import { applicationsAndCases } from './0001-applications-and-cases.ts';

export const MIGRATIONS = [applicationsAndCases];
