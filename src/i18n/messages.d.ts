// Modules that the build makes (build/messages-plugin.ts).

declare module 'virtual:messages/*' {
  export const messages: Readonly<Record<string, string>>;
}
