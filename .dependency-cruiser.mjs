/**
 * Who may know whom. Each rule says in its comment why it exists and what to do instead, since that is what is read
 * when it fails. tests/boundaries/ plants a violation of every rule and proves that it is caught.
 */

const outside = '^(node_modules|electron$)';
/** A module of the monolith: a folder of operations/, or one of the stand-alone ones. */
const moduleFolder = '^src-main/core/(operations/[^/]+|referral|monitoring|maintenance)/';
/** Its rooms that others may enter: the door, the contract, and formats both ends read. */
const openRooms = '(index|contract)\\.ts$|\\.wire\\.ts$';

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const forbidden = [
  {
    name: 'core-knows-no-electron',
    comment:
      'The core runs as utility process, plain Node child, in tests and in the hub. Electron, the shell, the hub and the sandbox are its hosts or its opposite: take what you need as a dependency handed in by the entry file.',
    from: { path: '^src-main/core/' },
    to: { path: '^(electron|node_modules/electron|src-main/(shell|hub|sandbox))(/|$)' },
  },
  {
    name: 'shell-knows-core-by-its-doors',
    comment:
      'The shell hosts the core and relays to it. It may use contracts, the host protocol, the platform and, in its entry files, the composition root; never the inside of a module.',
    from: { path: '^src-main/shell/' },
    to: { path: moduleFolder, pathNot: openRooms },
  },
  {
    name: 'renderer-imports-types-only',
    comment:
      'A window holds no main-side code: no zod, no core logic in its bundle. Use `import type` from a contract, or put a format that both sides read into a *.wire.ts file, which imports nothing.',
    from: { path: '^src-renderer/' },
    to: { path: '^src-main/', pathNot: '\\.wire\\.ts$', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'renderer-sees-contracts-only',
    comment:
      'Even as types, a window knows only what the contracts promise. If it needs something else, it belongs into the contract.',
    from: { path: '^src-renderer/' },
    to: { path: '^src-main/', pathNot: '(contract|contract-base|v\\d+-contract)\\.ts$|\\.wire\\.ts$' },
  },
  {
    name: 'renderer-uses-no-node',
    comment:
      'Windows are sandboxed: there is no Node and no Electron in them. Ask the core or the shell by a call.',
    from: { path: '^src-renderer/' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'renderer-uses-no-electron',
    comment:
      'Windows are sandboxed: there is no Node and no Electron in them. Ask the core or the shell by a call.',
    from: { path: '^src-renderer/' },
    to: { path: '^(electron|node_modules/electron|node_modules/electron-store)(/|$)' },
  },
  {
    name: 'wire-files-import-nothing',
    comment: 'Both sides read a *.wire.ts file; whatever it imported would come along into the window.',
    from: { path: '\\.wire\\.ts$' },
    to: {},
  },
  {
    name: 'preload-is-alone',
    comment:
      'The preload hands ports over and nothing else; every import would run with its rights in every window.',
    from: { path: '^src-preload/' },
    to: {
      path: '^src-|^node_modules/',
      pathNot: '^node_modules/electron/',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'vendor-only-in-gateway',
    comment:
      "A vendor's library is named in gateway.ts alone, so that the vendor can change without the product noticing. Hand parsed values out of the gateway instead.",
    from: { path: '^src-main/', pathNot: '/gateway\\.ts$' },
    to: { path: '^(node_modules/)?(twilio|@twilio/[^/]+|@samsarahq/[^/]+|samsara)(/|$)' },
  },
  {
    name: 'voice-sdk-behind-one-file',
    comment:
      'The voice SDK has defects that voice-sdk.ts meets, and it takes the WebSocket when it is evaluated. Use voice.ts, which says what the phone needs in our words.',
    from: { path: '^src-renderer/', pathNot: '^src-renderer/phone-host/voice-sdk\\.ts$' },
    to: { path: '^(node_modules/)?@twilio/' },
  },
  {
    name: 'modules-meet-at-the-door',
    comment:
      'Modules know each other by index.ts and contract.ts (and *.wire.ts). What you need from inside another module, its owner has to offer there.',
    from: { path: '^src-main/core/(operations/[^/]+|referral|monitoring|maintenance)/' },
    to: { path: moduleFolder, pathNot: [openRooms, '^src-main/core/$1/'] },
  },
  {
    name: 'platform-knows-no-module',
    comment:
      'platform/ is technical and below everything. If it needs to know a module, it is not platform: move it into the module, or take a function as parameter.',
    from: { path: '^src-main/core/platform/' },
    to: { path: '^src-main/', pathNot: '^src-main/core/platform/' },
  },
  {
    name: 'sql-stays-in-its-room',
    comment:
      'The database library is used in database/, repository.ts (or <noun>-repository.ts), tables.ts and the durable queue; everything else asks a repository.',
    from: {
      path: '^src-main/',
      pathNot: '^src-main/(core|hub)/database/|[-/.](repository|tables)\\.ts$|^src-main/core/platform/queue/',
    },
    to: { path: '^node_modules/(better-sqlite3|kysely|pg)/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'sandbox-stands-alone',
    comment:
      'The sandbox plays the vendor over the wire. If it shared code with the product, both would be wrong together: it imports nothing of ours.',
    from: { path: '^src-main/sandbox/' },
    to: { path: '^src-', pathNot: '^src-main/sandbox/' },
  },
  {
    name: 'nothing-uses-the-sandbox',
    comment: 'The product meets the sandbox over HTTP only, exactly as it meets the vendor.',
    from: { path: '^src-', pathNot: '^src-main/(sandbox|tooling)/' },
    to: { path: '^src-main/sandbox/' },
  },
  {
    name: 'nothing-uses-tooling',
    comment: 'tooling/ is what npm scripts run; it is not shipped, so nothing that ships may need it.',
    from: { path: '^src-', pathNot: '^src-main/tooling/' },
    to: { path: '^src-main/tooling/' },
  },
  {
    name: 'tests-are-not-imported',
    comment: 'Tests look at the product, never the other way round. Tooling starts benches by path.',
    from: { path: '^src-' },
    to: { path: '^tests/' },
  },
  {
    name: 'no-development-packages-in-the-product',
    comment: 'What ships may use `dependencies` only: a devDependency is not there in the packaged app.',
    from: { path: '^src-(main/(core|shell|hub)|renderer|preload)/' },
    to: {
      dependencyTypes: ['npm-dev'],
      dependencyTypesNot: ['type-only'],
      // Electron is the runtime itself: there without being packed.
      pathNot: '^node_modules/(electron|@types)/',
    },
  },
  {
    name: 'no-cycles',
    comment:
      'Two files that need each other are one thing, or a third one is hidden in them. Types may look back.',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'no-orphans',
    comment: 'Nothing imports this file and it imports nothing: it is forgotten, or its import is.',
    from: {
      orphan: true,
      pathNot: [
        '\\.d\\.ts$',
        '^src-main/tooling/runtime/old-runtime-launcher/',
        '^tests/',
        '^src-preload/index\\.ts$',
      ],
    },
    to: {},
  },
  {
    name: 'every-import-resolves',
    comment: 'The file or package is not there.',
    from: {},
    to: { couldNotResolve: true, pathNot: `${outside}|^node:` },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: forbidden.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(tests/boundaries/planted|out|artifacts)/' },
    // Imports of types only are dependencies too, and carry `type-only`.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'types', 'default'],
    },
  },
};
