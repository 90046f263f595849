// Modules that the build makes (build/messages-plugin.ts).

declare module 'virtual:messages/*' {
  import type { MessageTree } from './message-tree.ts';

  export const messages: MessageTree;
}

declare module 'virtual:absent' {
  /** “A connection is needed” in each language that is not Turkish, by its locale. */
  const said: Readonly<Record<string, string | undefined>>;
  export default said;
}
