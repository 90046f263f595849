// The citizen's choices: taken as acts of a thread (server/casework/acts.ts), told in the thread, and taken back by a link.

import { randomUUID } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { NoticeChannel, NoticeOffer } from '../../src/domain/notice.ts';
import type { NoticeChoice } from '../../src/domain/thread-act.ts';
import { type ActUnderWay, actNotValid, type RefusedAct } from '../casework/act-under-way.ts';
import type { TrackingMacs } from '../intake/tracking-mac.ts';
import type { Database } from '../store/schema.ts';
import { reachingContacts, readContact, selectReachable } from './contacts.ts';
import type { NoticeSettings } from './notice-settings.ts';
import { isPushEndpoint } from './push-services.ts';

/** Saying that one wants to hear nothing more is always possible. */
export async function findObstacleToChoice(
  transaction: Transaction<Database>,
  choice: NoticeChoice,
  underWay: ActUnderWay,
): Promise<RefusedAct | undefined> {
  if (!choice.isWanted) return undefined;
  const isOffered = underWay.notices.channels.includes(choice.channel);
  const hasAddress = isOffered && (await addressOf(transaction, choice, underWay)) !== undefined;
  return hasAddress ? undefined : actNotValid('channel', 'format');
}

export async function carryOutChoice(
  transaction: Transaction<Database>,
  choice: NoticeChoice,
  { applicationId, at, notices }: ActUnderWay,
): Promise<void> {
  if (choice.isWanted) await subscribe(transaction, choice, { applicationId, at, notices });
  else await unsubscribe(transaction, choice, { applicationId, notices });
  await transaction
    .insertInto('audit_entry')
    .values({ at, action: 'citizen-notice-choice', application_id: applicationId })
    .execute();
}

async function subscribe(
  transaction: Transaction<Database>,
  choice: NoticeChoice,
  { applicationId, at, notices }: Pick<ActUnderWay, 'applicationId' | 'at' | 'notices'>,
): Promise<void> {
  const { channel, locale } = choice;
  const address = await addressOf(transaction, choice, { applicationId, at, notices });
  if (address === undefined) throw new Error('A choice without an address was found good');
  const target =
    choice.channel === 'push'
      ? { ...choice.target, push_key: notices.pushKey ?? '' }
      : { endpoint: null, p256dh: null, auth: null, push_key: null };
  await transaction
    .insertInto('notice_subscription')
    .values({
      id: randomUUID(),
      application_id: applicationId,
      channel,
      locale,
      address_mac: notices.secrets.addressMac(channel, address),
      address_secret: notices.secrets.newestId,
      created_at: at,
      ...target,
    })
    .onConflict((conflict) =>
      conflict.columns(['application_id', 'channel', 'address_mac']).doUpdateSet({ locale, ...target }),
    )
    .execute();
}

/** Of e-mail and SMS whatever is there; of push this browser's alone, for another phone chose for itself. */
async function unsubscribe(
  transaction: Transaction<Database>,
  choice: NoticeChoice,
  { applicationId, notices }: Pick<ActUnderWay, 'applicationId' | 'notices'>,
): Promise<void> {
  let gone = transaction
    .deleteFrom('notice_subscription')
    .where('application_id', '=', applicationId)
    .where('channel', '=', choice.channel);
  if (choice.channel === 'push')
    gone = gone.where('address_mac', 'in', notices.secrets.addressMacs('push', choice.target.endpoint));
  await gone.execute();
}

async function addressOf(
  transaction: Transaction<Database>,
  choice: NoticeChoice,
  { applicationId, at, notices }: Pick<ActUnderWay, 'applicationId' | 'at' | 'notices'>,
): Promise<string | undefined> {
  const { channel } = choice;
  const { pushServices, identities } = notices;
  if (channel !== 'push')
    return reachingContacts(transaction, () =>
      readContact(transaction, identities, applicationId, channel, at),
    );
  const { endpoint } = choice.target;
  return isPushEndpoint(endpoint, pushServices) ? endpoint : undefined;
}

/** More choices than this of one application's are not told back: a device looks for its newest. */
const TOLD_CHOICES = 20;

/**
 * By application: what is offered and chosen, of those under a tracking key.
 * @returns empty where the operator has set up nothing
 */
export async function readOffers(
  snapshot: Kysely<Database>,
  macs: TrackingMacs,
  { channels, pushKey }: NoticeSettings,
): Promise<ReadonlyMap<string, NoticeOffer>> {
  if (channels.length === 0) return new Map();
  const query = selectReachable(snapshot)
    .select([
      sql<NoticeChannel[]>`array(select distinct channel from notice_subscription
        where application_id = application.id order by channel)`.as('chosen'),
      sql<string[]>`array(select id::text from thread_act
        where application_id = application.id and kind = 'notice-choice'
        order by received_at desc limit ${TOLD_CHOICES})`.as('known'),
    ])
    .where('application.tracking_mac', 'in', macs);
  const rows = await reachingContacts(snapshot, () => query.execute());
  return new Map(
    rows.map(({ id, has_email, has_phone, chosen, known }) => {
      const hasAddress = { push: true, email: has_email, sms: has_phone };
      const offered = channels.filter((channel) => hasAddress[channel]);
      return [id, { offered, chosen, known, ...(pushKey !== undefined && { pushKey }) }];
    }),
  );
}

/** In which language its notices are. @returns undefined when it is gone */
export function readSubscription(
  database: Kysely<Database>,
  subscriptionId: string,
): Promise<{ locale: string } | undefined> {
  return database
    .selectFrom('notice_subscription')
    .select('locale')
    .where('id', '=', subscriptionId)
    .executeTakeFirst();
}

/**
 * Ends whatever goes to the address of this subscription: a notice does not say of which application it is, so who stops
 * one has stopped them all. Idempotent; a subscription that is gone already is as good.
 */
export async function stopNotices(database: Kysely<Database>, subscriptionId: string): Promise<void> {
  await database
    .deleteFrom('notice_subscription')
    .where('address_mac', '=', (eb) =>
      eb
        .selectFrom('notice_subscription as stopped')
        .select('stopped.address_mac')
        .where('stopped.id', '=', subscriptionId),
    )
    .execute();
}
