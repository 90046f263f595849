// What a device must know beforehand, also offline: the operator's settings, the receipt keys, the institutions.

import * as v from 'valibot';
import { answerLimitsSchema } from '../../src/domain/answer-limits.ts';
import { DIRECTORY_PATHS, wholeDirectorySchema } from '../../src/domain/directory-wire.ts';
import { APPLICATION_KINDS } from '../../src/domain/kinds.ts';
import { sealingSchema } from '../../src/domain/sealed.ts';
import { directorySchema, type Operator, operatorSchema, PATHS } from '../../src/domain/wire.ts';
import { keepWholeDirectory } from '../directory/whole-directory.ts';
import type { Services } from '../services.ts';
import { EXAMPLE_WHOLE_DIRECTORY } from './directory-examples.ts';
import { EXAMPLE_DIRECTORY, EXAMPLE_OPERATOR } from './examples.ts';
import { prepareBody, sendPrepared } from './prepared-body.ts';
import type { App } from './valibot-provider.ts';

const notModified = v.pipe(v.null(), v.description('What the device has is current (`If-None-Match`).'));

export function addOperatorRoutes(app: App, services: Services): void {
  const operator = prepareBody(describeOperator(services));
  const directory = prepareBody(services.directory);
  app.get(
    PATHS.operator,
    {
      schema: {
        operationId: 'readOperator',
        tags: ['citizen'],
        summary: 'Read the operator’s settings',
        description:
          'Which kinds of application are open, the limits, the public keys that receipts are verified with, and the one that applications are sealed to.',
        response: {
          200: v.pipe(
            v.object({
              ...operatorSchema.entries,
              attachments: answerLimitsSchema,
              sealing: sealingSchema,
            }),
            v.description('The settings.'),
            v.examples([EXAMPLE_OPERATOR]),
          ),
          304: notModified,
        },
      },
    },
    async (request, reply) => sendPrepared(request, reply, operator),
  );
  app.get(
    PATHS.directory,
    {
      schema: {
        operationId: 'readDirectory',
        tags: ['citizen'],
        summary: 'Read the directory of institutions',
        description: 'To whom an application can be addressed, with the words by which they are found.',
        response: {
          200: v.pipe(directorySchema, v.description('The directory.'), v.examples([EXAMPLE_DIRECTORY])),
          304: notModified,
        },
      },
    },
    async (request, reply) => sendPrepared(request, reply, directory),
  );
  const readWhole = keepWholeDirectory(services.database, prepareBody);
  app.get(
    DIRECTORY_PATHS.whole,
    {
      schema: {
        operationId: 'readWholeDirectory',
        tags: ['citizen'],
        summary: 'Read the whole directory of institutions',
        description: `Every institution in use, compact: its id, its name, the words by which it is found. Fetched behind the app,
when there is a connection for it; the short one (\`/api/directory\`) is enough to begin with.`,
        response: {
          200: v.pipe(
            wholeDirectorySchema,
            v.description('The directory.'),
            v.examples([EXAMPLE_WHOLE_DIRECTORY]),
          ),
          304: notModified,
        },
      },
    },
    async (request, reply) => sendPrepared(request, reply, await readWhole()),
  );
}

function describeOperator({ config, receiptKeys, acceptance, directory }: Services): Operator {
  return {
    openKinds: APPLICATION_KINDS.filter((kind) => kind !== 'disaster' || config.disasterOpen),
    descriptionMaxLength: config.descriptionMaxLength,
    emergencyPhone: config.emergencyPhone,
    receiptKeys: [...receiptKeys],
    sealing: { key: acceptance.offered, emergencyAskHours: config.emergencyAskHours },
    directoryVersion: directory.version,
    attachments: config.attachments.limits,
  };
}
