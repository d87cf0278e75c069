import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../src-main/tooling/paths.ts';

/**
 * Every house rule that lint enforces, with code that breaks it. Rules that need types only read files that exist, so
 * the code is put in the place of an existing file.
 */
const core = 'src-main/core/platform/errors.ts';
const shell = 'src-main/shell/windows/create-window.ts';
const renderer = 'src-renderer/main.tsx';
const tooling = 'src-main/tooling/log.ts';

const longFunction = `export function tooLong() {\n${'  void 0;\n'.repeat(71)}}`;

const planted: readonly (readonly [sentence: string, file: string, code: string, ruleId: string])[] = [
  ['a default export', tooling, 'export default 1;', 'no-restricted-syntax'],
  ['an enum', tooling, 'export enum Colour { red }', 'no-restricted-syntax'],
  ['a file name in camel case', 'tests/unit/fleetMap.ts', 'export const a = 1;', 'house/file-name'],
  ['a drawer for everything', 'tests/unit/utils.ts', 'export const a = 1;', 'house/file-name'],
  ['a file of more than 400 lines', tooling, 'void 0;\n'.repeat(401), 'max-lines'],
  ['a function of more than 70 lines', tooling, longFunction, 'max-lines-per-function'],
  ['any', tooling, 'export const a = (b: any) => String(b);', '@typescript-eslint/no-explicit-any'],
  ['an asserted value', tooling, 'export const a = (b?: string) => b!;', 'no-restricted-syntax'],
  ['an empty catch', tooling, 'try { JSON.parse("x"); } catch {}', 'no-empty'],
  ['a promise whose failure vanishes', tooling, 'void fetch("x").catch(() => {});', 'house/no-silent-catch'],
  ['a promise nobody waits for', tooling, 'Promise.resolve(1);', '@typescript-eslint/no-floating-promises'],
  [
    'a value imported where a type is meant',
    tooling,
    `import { Log } from './log.ts'; export type A = Log;`,
    '@typescript-eslint/consistent-type-imports',
  ],
  ['fetch in the core', core, 'export const a = () => fetch("https://x");', 'no-restricted-globals'],
  ['a web socket in the core', core, 'export const a = new WebSocket("wss://x");', 'no-restricted-globals'],
  ['node:http in the core', core, `import 'node:http';`, 'no-restricted-imports'],
  ['axios in the core', core, `import 'axios';`, 'no-restricted-imports'],
  ['fetch in the shell', shell, 'export const a = () => fetch("https://x");', 'no-restricted-globals'],
  ['the time of day in the core', core, 'export const a = Date.now();', 'no-restricted-syntax'],
  ['today in the core', core, 'export const a = new Date();', 'no-restricted-syntax'],
  ['chance in the core', core, 'export const a = Math.random();', 'no-restricted-syntax'],
  ['a bare timer in the core', core, 'export const a = setTimeout(() => 1, 5);', 'no-restricted-syntax'],
  ['the console in the core', core, 'console.log(1);', 'no-console'],
  ['the console in the shell', shell, 'console.log(1);', 'no-console'],
  ['the console in a window', renderer, 'console.log(1);', 'no-console'],
  [
    'raw ipcMain in the shell',
    shell,
    `import { ipcMain } from 'electron'; ipcMain.removeAllListeners();`,
    'no-restricted-imports',
  ],
  [
    'a page from the web',
    shell,
    `declare const w: { loadURL(u: string): void }; w.loadURL('https://x');`,
    'no-restricted-syntax',
  ],
  [
    'a page from the web, in a template',
    shell,
    'declare const w: { loadURL(u: string): void }; w.loadURL(`https://${1}`);',
    'no-restricted-syntax',
  ],
  ['innerHTML', renderer, `document.body.innerHTML = '<b>';`, 'no-restricted-syntax'],
  [
    'dangerouslySetInnerHTML',
    renderer,
    `export const A = () => <b dangerouslySetInnerHTML={{ __html: '' }} />;`,
    'no-restricted-syntax',
  ],
  [
    'a hook in a condition',
    renderer,
    `import { useState } from 'react'; export function A({ b }: { b: boolean }) { if (b) useState(1); return null; }`,
    'react-hooks/rules-of-hooks',
  ],
  [
    'Promise.withResolvers in the shell',
    shell,
    'export const a = Promise.withResolvers();',
    'no-restricted-properties',
  ],
  [
    'AbortSignal.any in the shell',
    shell,
    'export const a = AbortSignal.any([]);',
    'no-restricted-properties',
  ],
  ['global crypto in the shell', shell, 'export const a = crypto.randomUUID();', 'no-restricted-globals'],
  ['CustomEvent in the shell', shell, `export const a = new CustomEvent('x');`, 'no-restricted-globals'],
  ['node:sqlite in the shell', shell, `import 'node:sqlite';`, 'no-restricted-imports'],
  [
    'import.meta.dirname in the shell',
    shell,
    'export const a = import.meta.dirname;',
    'no-restricted-syntax',
  ],
  ['eval', tooling, `eval('1');`, 'no-eval'],
];

const eslint = new ESLint({ cwd: projectFolder });

async function rulesBrokenBy(code: string, file: string): Promise<readonly (string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath: file });
  return result?.messages.map((message) => message.ruleId ?? message.message) ?? [];
}

describe('lint', () => {
  it.each(planted)('catches %s', async (_sentence, file, code, ruleId) => {
    expect(await rulesBrokenBy(code, file)).toContain(ruleId);
  });

  it('lets the product be written', async () => {
    const code = `import { randomUUID } from 'node:crypto';\nexport const newId = (): string => randomUUID();\n`;
    expect(await rulesBrokenBy(code, shell)).toEqual([]);
    expect(await rulesBrokenBy(code, core)).toEqual([]);
  });

  it('lets a window load our own pages, named or written out', async () => {
    const own = `declare const w: { loadURL(u: string): void }; declare const start: string;
      w.loadURL(start); w.loadURL('app://switchyard/index.html'); w.loadURL(\`app://switchyard/\${start}\`);`;
    expect(await rulesBrokenBy(own, shell)).toEqual([]);
  });
});
