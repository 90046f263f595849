// What has happened to applications while a person was elsewhere in the app: the sentence and where to read more. The
// list of applications shows all of it and a page of an application its own, so there it counts as read.

import { listEntries } from '../../offline/outbox.ts';
import { listThreads } from '../../offline/threads.ts';

export interface News {
  text: string;
  /** The application's page; the list where it is not clear which application is meant. */
  href: string;
}

export type Happening =
  | { kind: 'received'; number: string }
  | { kind: 'refused' | 'asking' }
  | { kind: 'newReply' };

const LIST = '/basvurularim/';

/** Where to read more. */
export async function findPlace(happening: Happening): Promise<string> {
  try {
    const [id, ...others] = await findApplications(happening);
    return id !== undefined && others.length === 0 ? `${LIST}${id}/` : LIST;
  } catch {
    // The list says itself that the store cannot be read.
    return LIST;
  }
}

export function addNews(all: readonly News[], added: News): News[] {
  return [...all.filter(({ text, href }) => text !== added.text || href !== added.href), added];
}

/** Without what the page at this path shows. The same list when that is nothing. */
export function dropShown(all: News[], pathname: string): News[] {
  const path = pathname.endsWith('/') ? pathname : `${pathname}/`;
  const unseen = all.filter(({ href }) => path !== LIST && path !== href);
  return unseen.length === all.length ? all : unseen;
}

async function findApplications(happening: Happening): Promise<string[]> {
  if (happening.kind === 'newReply') {
    const threads = await listThreads();
    return threads
      .filter(({ unreadReplyIds }) => unreadReplyIds.length > 0)
      .map(({ applicationId }) => applicationId);
  }
  const entries = await listEntries();
  return entries
    .filter(({ status }) =>
      happening.kind === 'received'
        ? status.state === 'received' && status.claims.number === happening.number
        : status.state === happening.kind,
    )
    .map(({ id }) => id);
}
