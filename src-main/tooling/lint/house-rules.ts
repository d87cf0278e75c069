import path from 'node:path';
import type { Rule } from 'eslint';

const kebabCase = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*\.(ts|tsx|cts|mts|js|cjs|mjs)$/;
/** Names that say nothing about what is inside, so that anything ends up in them. */
const catchAll = /^(utils?|helpers?|misc|common|shared)(\.[a-z]+)+$/;

/** File names are how people find things here: one spelling, and never a drawer for everything. */
const fileName: Rule.RuleModule = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      kebab: '"{{name}}" is not kebab-case (docs: design/style, Names). Rename it, e.g. fleet-map.ts.',
      catchAll: '"{{name}}" says nothing about its content. Name the file after the one thing it holds.',
    },
  },
  create: (context) => ({
    Program(node) {
      const name = path.basename(context.filename);
      if (catchAll.test(name)) context.report({ node, messageId: 'catchAll', data: { name } });
      else if (!kebabCase.test(name)) context.report({ node, messageId: 'kebab', data: { name } });
    },
  }),
};

/** ESLint's own `no-empty` accepts a comment as a reason; so do we, but not for `.catch(() => {})` without one. */
const noSilentCatch: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      silent:
        'An error vanishes here. Handle it, or return a value that says so (`() => undefined` with the reason).',
    },
  },
  create: (context) => ({
    'CallExpression[callee.property.name="catch"] > ArrowFunctionExpression > BlockStatement[body.length=0]'(
      node: Rule.Node,
    ) {
      if (context.sourceCode.getCommentsInside(node).length === 0)
        context.report({ node, messageId: 'silent' });
    },
  }),
};

export const houseRules = { rules: { 'file-name': fileName, 'no-silent-catch': noSilentCatch } };
