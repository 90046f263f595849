// Leaves out of valibot what this app does not ask of it: the English sentences about what is wrong, and the interface for
// other libraries. Of an issue the app looks at the path, at what was there, and at the rule's own message. The unit tests run
// on the same (vitest.config.ts).

import type { Plugin } from 'vite';

/** Of a function that stands at the margin. */
const END = '\n}\n';
const SLIM: Readonly<Record<string, string>> = {
  'function _addIssue(': `function _addIssue(context, label, dataset, config, other) {
	const input = other && "input" in other ? other.input : dataset.value;
	if (context.kind === "schema") dataset.typed = false;
	(dataset.issues ??= []).push({ input, received: typeof input, message: context.message, path: other?.path });
}
`,
  'function getGlobalConfig(': 'function getGlobalConfig(config) { return config ?? {}; }\n',
  'function _stringify(': 'function _stringify() {}\n',
  'function _joinExpects(': 'function _joinExpects() {}\n',
  'function _standardSchema(': 'function _standardSchema(schema) { return schema; }\n',
  'function fallback(':
    "function fallback() { throw new Error('slim-valibot-plugin.ts leaves fallbacks out'); }\n",
};

/** What each schema says of itself for those sentences, and each step of a path beside its key. */
const SAID: readonly (readonly [what: RegExp, instead: string])[] = [
  [/^\t+(?:reference|async|expects)(?:: .*)?,\n/gm, ''],
  // A schema is asked whether it may be absent, and an option of a variant whether it is one; nothing else of its type.
  [/^\t\ttype: "(?:exact_optional|nullish)",\n/gm, '\t\ttype: "optional",\n'],
  [/^\t\ttype: "(?!optional|variant)\w+",\n/gm, ''],
  [
    /(\w+)\.type (===|!==) "exact_optional" (?:\|\||&&) \1\.type \2 "optional" (?:\|\||&&) \1\.type \2 "nullish"/g,
    '$1.type $2 "optional"',
  ],
  [/else if \(valueSchema\.fallback !== void 0\) .*\n\t+(?=else if)/g, ''],
  [/^\t+if \(\w+ === \w+\) expectedDiscriminators\.push\(.*\n/gm, ''],
  [/, \{ received: .* \}\);$/gm, ');'],
  [
    /type: "\w+",\n\t+origin: "\w+",\n\t+input(?:: [\w$]+)?,\n\t+(key(?:: [\w$]+)?),\n\t+value: .*\n/g,
    '$1\n',
  ],
];

export function slimValibotPlugin(): Plugin {
  return {
    name: 'slim-valibot',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/node_modules\/valibot\/dist\/index\.mjs/.test(id)) return undefined;
      let slim = code;
      for (const [name, replacement] of Object.entries(SLIM)) {
        const from = slim.indexOf(name);
        const to = slim.indexOf(END, from);
        // Another version is built otherwise: look at it before it is cut.
        if (from < 0 || to < 0) throw new Error('valibot is not what slim-valibot-plugin.ts knows');
        slim = slim.slice(0, from) + replacement + slim.slice(to + END.length);
      }
      for (const [what, instead] of SAID) {
        const slimmer = slim.replace(what, instead);
        if (slimmer === slim) throw new Error('valibot is not what slim-valibot-plugin.ts knows');
        slim = slimmer;
      }
      return { code: slim, map: null };
    },
  };
}
