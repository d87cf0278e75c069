import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { houseRules } from './src-main/tooling/lint/house-rules.ts';

/**
 * The house rules that a tool can check. Each message names what to use instead.
 * What concerns imports between parts of the product is in .dependency-cruiser.mjs; formatting is Prettier's.
 */

const viaHttp =
  'Use the HTTP client of src-main/core/platform/http: it has time-outs, retries, limits and proxy support.';
const viaClock =
  'Take a Clock (src-main/core/platform/clock.ts) as a dependency, so that tests own the time.';
const viaLogger =
  'Take a Logger (src-main/core/platform/logger.ts): it redacts tokens and phone numbers and rotates files.';
const noNode18 =
  'Not in Node 18.15, on which the shell must run as well (docs/decisions/0003-old-runtime.md).';

const network = {
  globals: [
    { name: 'fetch', message: viaHttp },
    { name: 'WebSocket', message: viaHttp },
    { name: 'EventSource', message: viaHttp },
  ],
  modules: [
    'http',
    'https',
    'http2',
    'node:http',
    'node:https',
    'node:http2',
    'ws',
    'axios',
    'got',
    'node-fetch',
    'undici',
  ].map((name) => ({ name, message: viaHttp })),
};
const rawIpc = {
  name: 'electron',
  importNames: ['ipcMain', 'ipcRenderer'],
  message:
    'Calls go through the contracts (oRPC) over the ports that the preload hands over; add a procedure instead of a channel.',
};

const everywhere = [
  {
    selector: 'ExportDefaultDeclaration',
    message: 'Named exports only: a thing has one name wherever it is used.',
  },
  {
    selector: "TSNonNullExpression:not([expression.type='MemberExpression'][expression.computed=true])",
    message:
      'Say what happens when it is missing. `!` is for an index whose bound is known (`column[row]!`).',
  },
  {
    selector: 'TSEnumDeclaration',
    message: 'Use a union of string literals: Node runs the sources unbuilt.',
  },
  {
    selector:
      ":matches(AssignmentExpression[left.property.name=/^(innerHTML|outerHTML|srcdoc)$/], CallExpression[callee.property.name=/^(insertAdjacentHTML|write|writeln)$/][callee.object.name='document'])",
    message:
      'Markup from strings is how foreign text becomes code. Render it with React, or set textContent.',
  },
  {
    selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
    message: 'Markup from strings is how foreign text becomes code.',
  },
  {
    selector:
      "CallExpression[callee.property.name='loadURL'] > :first-child.arguments:matches(Literal[value!=/^app:/], TemplateLiteral[quasis.0.value.raw!=/^app:/])",
    message: 'A window shows app:// pages only: everything else is outside the content policy.',
  },
];

const clockless = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: viaClock },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: viaClock },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Take ids or randomness as a dependency, so that tests are deterministic.',
  },
  { selector: 'CallExpression[callee.name=/^(setTimeout|setInterval|setImmediate)$/]', message: viaClock },
];

const afterNode18 = {
  globals: [
    'WebSocket',
    'CustomEvent',
    'crypto',
    'Crypto',
    'EventSource',
    'navigator',
    'Iterator',
    'localStorage',
    'Storage',
  ].map((name) => ({ name, message: noNode18 })),
  properties: [
    ['Promise', 'withResolvers'],
    ['Promise', 'try'],
    ['Array', 'fromAsync'],
    ['Object', 'groupBy'],
    ['Map', 'groupBy'],
    ['AbortSignal', 'any'],
    ['URL', 'canParse'],
    ['URL', 'parse'],
    ['process', 'getBuiltinModule'],
    ['fs', 'globSync'],
    ['module', 'registerHooks'],
    ['path', 'matchesGlob'],
    ['util', 'styleText'],
  ].map(([object, property]) => ({ object, property, message: noNode18 })),
  modules: ['node:sqlite', 'node:sea', 'node:test/reporters'].map((name) => ({ name, message: noNode18 })),
  syntax: [
    {
      selector: "MemberExpression[object.type='MetaProperty'][property.name=/^(dirname|filename|main)$/]",
      message: noNode18,
    },
    {
      selector: 'CallExpression[callee.property.name=/^(zstdCompress|zstdDecompress|createZstdCompress)/]',
      message: noNode18,
    },
    {
      selector:
        'CallExpression[callee.property.name=/^(isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)$/]',
      message: noNode18,
    },
  ],
};

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'out',
      'dist',
      'artifacts',
      '.cache',
      'resources/generated',
      'coverage',
      'tests/boundaries/planted',
    ],
  },
  {
    files: ['**/*.{ts,tsx,js,mjs,cjs}'],
    plugins: { house: houseRules, '@typescript-eslint': tseslint.plugin },
    languageOptions: { parser: tseslint.parser },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'house/file-name': 'error',
      'house/no-silent-catch': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', ...everywhere],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/no-require-imports': 'error',
    },
  },
  {
    // Rules that need types are the slow ones: the two that find real faults, where promises are.
    files: ['src-main/**/*.ts', 'src-renderer/**/*.{ts,tsx}', 'src-preload/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['src-main/{core,shell,hub}/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-globals': ['error', ...network.globals],
      'no-restricted-imports': ['error', { paths: [...network.modules, rawIpc] }],
    },
  },
  {
    files: ['src-main/core/**/*.ts'],
    ignores: ['src-main/core/platform/clock.ts'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere, ...clockless] },
  },
  {
    // Runs inside Electron's main process, which may be as old as Node 18.15.
    files: ['src-main/shell/**/*.ts'],
    ignores: ['src-main/shell/core-host/*-entry.ts'],
    rules: {
      'no-restricted-globals': ['error', ...network.globals, ...afterNode18.globals],
      'no-restricted-properties': ['error', ...afterNode18.properties],
      'no-restricted-imports': ['error', { paths: [...network.modules, ...afterNode18.modules, rawIpc] }],
      'no-restricted-syntax': ['error', ...everywhere, ...afterNode18.syntax],
    },
  },
  {
    // The two ends of the one raw channel: the preload asks for ports, the broker hands them over.
    files: ['src-main/shell/port-broker.ts', 'src-preload/index.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    // Entry files hand the world in: the vendor network client, the clock.
    files: [
      'src-main/shell/core-host/*-entry.ts',
      'src-main/hub/main.ts',
      'src-main/core/platform/http/transport.ts',
    ],
    rules: { 'no-restricted-globals': 'off', 'no-restricted-imports': ['error', { paths: [rawIpc] }] },
  },
  {
    // The places that are asked over HTTP and WebSocket instead of asking.
    files: ['src-main/core/platform/http-listener.ts', 'src-main/hub/desk-socket/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [rawIpc] }] },
  },
  {
    files: ['src-renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      // It warns of what the React Compiler would skip; the compiler is not used here.
      'react-hooks/incompatible-library': 'off',
      'no-console': 'error',
    },
  },
  {
    files: ['tests/**/*.{ts,tsx}'],
    rules: {
      // A describe block is a list of sentences, not a function to read at once.
      'max-lines-per-function': 'off',
      'no-restricted-syntax': [
        'error',
        ...everywhere.filter(({ selector }) => !selector.startsWith('TSNonNull')),
      ],
    },
  },
  {
    // These pages are hostile on purpose: what is forbidden is tried, to see it refused.
    files: ['tests/e2e/**/*.ts'],
    rules: {
      'no-eval': 'off',
      'no-implied-eval': 'off',
      'no-new-func': 'off',
      'no-restricted-syntax': 'off',
    },
  },
  {
    // Tools look for a default export here; declarations describe what somebody else exports.
    files: ['*.config.{ts,js}', '.dependency-cruiser.mjs', '**/*.d.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // Electron loads this file as CommonJS.
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
