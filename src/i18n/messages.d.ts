// Modules that the build makes (build/messages-plugin.ts).

declare module 'virtual:messages/*' {
  import type { MessageTree } from './message-tree.ts';

  export const messages: MessageTree;
}

declare module 'virtual:language-missing' {
  /** That the language is not on this device yet, said in it, for each that is not Turkish; by locale. */
  export const languageMissing: Readonly<Record<string, string | undefined>>;
}
