import { fromProject } from './paths.ts';

/** Where each bench of `npm run bench -- <name>` lives. */
const benchFiles = {
  ingest: { file: 'ingest.ts', exported: 'runIngestBench' },
  frames: { file: 'frames/index.ts', exported: 'runFramesBench' },
  start: { file: 'start/index.ts', exported: 'runStartBench' },
  memory: { file: 'memory/index.ts', exported: 'runMemoryBench' },
  rules: { file: 'rules/index.ts', exported: 'runRulesBench' },
  store: { file: 'store/index.ts', exported: 'runStoreBench' },
  'store-peer': { file: 'store-peer.ts', exported: 'runStorePeerBench' },
  replay: { file: 'replay.ts', exported: 'runReplayBench' },
  near: { file: 'near.ts', exported: 'runNearBench' },
  'call-setup': { file: 'calls/setup.ts', exported: 'runCallSetupBench' },
  'call-memory': { file: 'calls/memory.ts', exported: 'runCallMemoryBench' },
  'call-log': { file: 'call-log/index.ts', exported: 'runCallLogBench' },
  ws: { file: 'ws/index.ts', exported: 'runWsBench' },
  backfill: { file: 'backfill.ts', exported: 'runBackfillBench' },
  ledger: { file: 'points-ledger/index.ts', exported: 'runLedgerBench' },
  'ledger-pg': { file: 'points-ledger/postgres.ts', exported: 'runLedgerPgBench' },
  verify: { file: 'verify.ts', exported: 'runVerifyBench' },
} as const;

export type BenchName = keyof typeof benchFiles;
export const benchNames = Object.keys(benchFiles) as readonly BenchName[];

export const isBenchName = (name: string): name is BenchName => Object.hasOwn(benchFiles, name);
export const benchPath = (name: BenchName): string => fromProject('tests', 'bench', benchFiles[name].file);
export const benchExport = (name: BenchName): string => benchFiles[name].exported;
