// Modules that the build makes (build/messages-plugin.ts).

declare module 'virtual:messages/*' {
  import type { MessageTree } from './message-tree.ts';

  export const messages: MessageTree;
}
