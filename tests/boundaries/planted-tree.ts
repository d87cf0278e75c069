/**
 * A small product that breaks every rule of .dependency-cruiser.mjs once. `breaks` names the rules a file must be
 * caught for; files without it are innocent and must not be.
 */
export interface PlantedFile {
  readonly path: string;
  readonly content: string;
  readonly breaks?: readonly string[];
}

const samsara = 'src-main/core/operations/samsara';
const telematics = 'src-main/core/operations/telematics';

const innocent: readonly PlantedFile[] = [
  {
    path: 'package.json',
    content: JSON.stringify({
      name: 'planted',
      type: 'module',
      dependencies: {
        '@twilio/voice-sdk': '1.0.0',
        kysely: '1.0.0',
        twilio: '1.0.0',
        'electron-store': '1.0.0',
      },
      devDependencies: { electron: '1.0.0', vitest: '1.0.0' },
    }),
  },
  ...['@twilio/voice-sdk', 'electron', 'electron-store', 'kysely', 'twilio', 'vitest'].flatMap((name) => [
    {
      path: `node_modules/${name}/package.json`,
      content: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    },
    { path: `node_modules/${name}/index.js`, content: 'exports.thing = 1;' },
  ]),
  { path: 'src-main/core/index.ts', content: `import './operations/samsara/index.ts'; import './serve.ts';` },
  { path: 'src-main/core/serve.ts', content: `import './platform/clock.ts'; export const serve = 1;` },
  { path: 'src-main/core/platform/clock.ts', content: 'export type Clock = number; export const clock = 1;' },
  { path: `${samsara}/index.ts`, content: `import './gateway.ts'; import '../telematics/index.ts';` },
  { path: `${samsara}/gateway.ts`, content: `import 'twilio'; export const gateway = 1;` },
  { path: `${telematics}/contract.ts`, content: 'export type Vehicle = string; export const contract = 1;' },
  { path: `${telematics}/frame.wire.ts`, content: 'export const magic = 1;' },
  { path: `${telematics}/repository.ts`, content: `import 'kysely'; export const rows = 1;` },
  { path: `${telematics}/roster-repository.ts`, content: `import 'kysely'; export const roster = 1;` },
  { path: `${telematics}/index.ts`, content: `import './repository.ts'; import './roster-repository.ts';` },
  { path: 'src-main/shell/index.ts', content: `import 'electron'; import '../core/index.ts';` },
  {
    path: 'src-main/sandbox/index.ts',
    content: `import './fleet.ts';`,
  },
  { path: 'src-main/sandbox/fleet.ts', content: 'export const fleet = 1;' },
  {
    path: 'src-main/tooling/start.ts',
    content: `import '../sandbox/index.ts'; import '../core/index.ts'; import 'vitest';`,
  },
  {
    path: 'src-renderer/main.ts',
    content: `import type { Vehicle } from '../${telematics}/contract.ts';
      import { magic } from '../${telematics}/frame.wire.ts';
      export const shown: [Vehicle, number] = ['', magic];`,
  },
  { path: 'src-preload/index.ts', content: `import 'electron';` },
  { path: 'tests/unit/fleet.test.ts', content: `import 'vitest'; import '../../src-main/core/index.ts';` },
];

const guilty: readonly PlantedFile[] = [
  {
    path: 'src-main/core/knows-electron.ts',
    content: `import 'electron';`,
    breaks: ['core-knows-no-electron'],
  },
  {
    path: 'src-main/core/knows-shell.ts',
    content: `import '../shell/index.ts';`,
    breaks: ['core-knows-no-electron'],
  },
  {
    path: 'src-main/core/knows-sandbox.ts',
    content: `import '../sandbox/fleet.ts';`,
    breaks: ['core-knows-no-electron', 'nothing-uses-the-sandbox'],
  },
  {
    path: 'src-main/shell/enters-module.ts',
    content: `import '../core/operations/telematics/repository.ts';`,
    breaks: ['shell-knows-core-by-its-doors'],
  },
  {
    path: 'src-renderer/imports-value.ts',
    content: `import { contract } from '../${telematics}/contract.ts'; export const used = contract;`,
    breaks: ['renderer-imports-types-only'],
  },
  {
    path: 'src-renderer/sees-inside.ts',
    content: `import type { Clock } from '../src-main/core/platform/clock.ts'; export const at: Clock = 1;`,
    breaks: ['renderer-sees-contracts-only'],
  },
  { path: 'src-renderer/uses-node.ts', content: `import 'node:fs';`, breaks: ['renderer-uses-no-node'] },
  {
    path: 'src-renderer/uses-electron.ts',
    content: `import 'electron-store';`,
    breaks: ['renderer-uses-no-electron'],
  },
  {
    path: `${telematics}/talkative.wire.ts`,
    content: `import './frame.wire.ts';`,
    breaks: ['wire-files-import-nothing'],
  },
  {
    path: 'src-preload/sociable.ts',
    content: `import '../src-main/core/platform/clock.ts';`,
    breaks: ['preload-is-alone'],
  },
  { path: `${samsara}/sync.ts`, content: `import 'twilio';`, breaks: ['vendor-only-in-gateway'] },
  {
    path: 'src-renderer/phone-host/talkative.ts',
    content: `import '@twilio/voice-sdk';`,
    breaks: ['voice-sdk-behind-one-file'],
  },
  {
    path: `${telematics}/uses-foreign-gateway.ts`,
    content: `import '../samsara/gateway.ts';`,
    breaks: ['modules-meet-at-the-door'],
  },
  {
    path: `${samsara}/climbs-through-window.ts`,
    content: `import '../telematics/repository.ts';`,
    breaks: ['modules-meet-at-the-door'],
  },
  {
    path: 'src-main/core/platform/knows-module.ts',
    content: `import '../operations/samsara/index.ts';`,
    breaks: ['platform-knows-no-module'],
  },
  { path: `${telematics}/service.ts`, content: `import 'kysely';`, breaks: ['sql-stays-in-its-room'] },
  {
    path: 'src-main/sandbox/leans-on-product.ts',
    content: `import '../core/platform/clock.ts';`,
    breaks: ['sandbox-stands-alone'],
  },
  {
    path: 'src-main/shell/plays-with-sandbox.ts',
    content: `import '../sandbox/fleet.ts';`,
    breaks: ['nothing-uses-the-sandbox'],
  },
  {
    path: 'src-main/shell/needs-tooling.ts',
    content: `import '../tooling/start.ts';`,
    breaks: ['nothing-uses-tooling'],
  },
  {
    path: 'src-main/tooling/needs-test.ts',
    content: `import '../../tests/unit/fleet.test.ts';`,
    breaks: ['tests-are-not-imported'],
  },
  {
    path: 'src-main/core/needs-development-package.ts',
    content: `import 'vitest';`,
    breaks: ['no-development-packages-in-the-product'],
  },
  {
    path: 'src-main/tooling/circle-a.ts',
    content: `import { b } from './circle-b.ts'; export const a: number = b;`,
    breaks: ['no-cycles'],
  },
  {
    path: 'src-main/tooling/circle-b.ts',
    content: `import { a } from './circle-a.ts'; export const b: number = a;`,
    // Reported once, from the file that is read first.
  },
  { path: 'src-main/core/forgotten.ts', content: 'export const alone = 1;', breaks: ['no-orphans'] },
  {
    path: 'src-main/tooling/misspelt.ts',
    content: `import './no-such-file.ts';`,
    breaks: ['every-import-resolves'],
  },
];

export const plantedTree: readonly PlantedFile[] = [...innocent, ...guilty];
