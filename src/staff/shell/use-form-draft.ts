// The state of a form that outlives its page: it is there again when the officer comes back, after the end of the session or a
// reload (form-drafts.ts). Where nobody is signed in it is the page's alone.

import { createContext } from 'preact';
import { useContext, useRef, useState } from 'preact/hooks';
import * as v from 'valibot';
import type { FormDrafts } from '../form-drafts.ts';

export const FormDraftsContext = createContext<FormDrafts | undefined>(undefined);

export interface FormDraft<Content> {
  content: Content;
  change: (make: (before: Content) => Content) => void;
  /** It has arrived. @param make what stands in the form from now on, of what stands there now */
  settle: (make: (now: Content) => Content) => void;
}

export interface FormOfDraft<Content> {
  /** Of the form, and of what it is about. It may change while the page stays: what was new has a name then. */
  id: string;
  schema: v.GenericSchema<unknown, Content>;
  /** What stands there where nothing has been changed; read once. */
  start: () => Content;
  /** Whether somebody would miss it (form-drafts.ts). */
  isWritten: (content: Content) => boolean;
}

export function useFormDraft<Content>({
  id,
  schema,
  start,
  isWritten,
}: FormOfDraft<Content>): FormDraft<Content> {
  const drafts = useContext(FormDraftsContext);
  const [first] = useState(() => {
    const begun = start();
    const kept = v.safeParse(schema, drafts?.read(id)?.content);
    // Of an older console, or of what is not there any more.
    if (!kept.success) drafts?.remove(id);
    return { begun, content: kept.success ? kept.output : begun };
  });
  const unchanged = useRef(first.begun);
  const latest = useRef(first.content);
  const [content, setContent] = useState(first.content);
  const put = (next: Content): void => {
    latest.current = next;
    setContent(() => next);
  };
  return {
    content,
    change: (make) => {
      const next = make(latest.current);
      put(next);
      if (JSON.stringify(next) === JSON.stringify(unchanged.current)) drafts?.remove(id);
      else drafts?.write(id, { content: next, isWritten: isWritten(next) });
    },
    settle: (make) => {
      unchanged.current = make(latest.current);
      put(unchanged.current);
      drafts?.remove(id);
    },
  };
}
