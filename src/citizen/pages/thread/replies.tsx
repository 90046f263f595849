// The answer, with who gave it and when; or by when one is due. Reading it marks it as read on this device.

import { useEffect } from 'preact/hooks';
import { formatDate, formatInstant } from '../../../i18n/format.ts';
import { markRead, type StoredThread } from '../../../offline/threads.ts';
import { useTexts } from '../../shell/texts.tsx';
import { useMedia } from '../../shell/use-brought.ts';

export function Replies({ stored }: { stored: StoredThread }) {
  const { t, tag } = useTexts();
  const { thread } = stored;
  const media = useMedia(
    thread.replies.find(({ blocks, summary, media, override }) => blocks ?? summary ?? media ?? override),
  );

  useEffect(() => {
    // A mark that cannot be saved is only a mark: the answer itself is shown and kept.
    if (stored.unreadReplyIds.length > 0) markRead(thread.applicationId).catch(() => undefined);
  }, [stored.unreadReplyIds.length, thread.applicationId]);

  return (
    <section>
      <h2>{t('thread.answerHeading')}</h2>
      {thread.replies.length === 0 && <p>{t('thread.noAnswer', { date: formatDate(tag, thread.dueOn) })}</p>}
      {thread.replies.map((reply) => (
        <article key={reply.id} class="reply">
          <h3>
            {t('thread.answerFrom', {
              institution: reply.institution,
              when: formatInstant(tag, reply.at),
            })}
          </h3>
          {media ? (
            <media.Answer stored={stored} reply={reply} />
          ) : (
            <p class="citizen-text" dir="auto" lang="tr">
              {reply.text}
            </p>
          )}
        </article>
      ))}
    </section>
  );
}
