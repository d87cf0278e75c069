/**
 * First step of every npm script: runs `src-main/tooling/<command>.ts` on the pinned Node.
 *
 * Plain JavaScript on purpose, because it must start on whatever Node the machine has. The `node` package puts the
 * pinned binary into node_modules/.bin, which npm puts first on PATH, so usually this file already runs on it. It does
 * not where install scripts were blocked (`npm ci --ignore-scripts`, an npm that asks for approval) or where this file
 * is called without npm; then it fetches the binary the way the package's own install script does, and starts over.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const projectFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const nodePackageFolder = path.join(projectFolder, 'node_modules', 'node');
const pinnedNodePath = path.join(
  nodePackageFolder,
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);
const pinnedVersion = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8'))
  .devDependencies.node;

const commandFiles = {
  start: 'start.ts',
  dev: 'dev.ts',
  build: 'build.ts',
  test: 'test/index.ts',
  bench: 'bench.ts',
  sandbox: '../sandbox/index.ts',
  hub: '../hub/main.ts',
};

function fail(message) {
  process.stderr.write(`switchyard: ${message}\n`);
  process.exit(1);
}

/** The version a Node binary reports, or null when it cannot be run. */
function versionOf(nodePath) {
  if (!existsSync(nodePath)) return null;
  const result = spawnSync(nodePath, ['--version'], { encoding: 'utf8' });
  return result.status === 0 ? result.stdout.trim().replace(/^v/, '') : null;
}

function repairPinnedNode() {
  if (!existsSync(nodePackageFolder)) fail('dependencies are not installed. Run: npm ci');
  process.stderr.write(`switchyard: Node ${pinnedVersion} is missing from node_modules, fetching it\n`);
  const result = spawnSync(process.execPath, ['installArchSpecificPackage.js'], {
    cwd: nodePackageFolder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (result.status !== 0 || versionOf(pinnedNodePath) !== pinnedVersion) {
    fail(
      `could not fetch Node ${pinnedVersion}. Run \`npm rebuild node --foreground-scripts\` and allow its install script ` +
        '(npm install-scripts approve node), or put this Node version first on PATH.',
    );
  }
}

function startOverOnPinnedNode() {
  if (versionOf(pinnedNodePath) !== pinnedVersion) repairPinnedNode();
  const child = spawn(pinnedNodePath, process.argv.slice(1), {
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${path.dirname(pinnedNodePath)}${path.delimiter}${process.env.PATH ?? ''}`,
    },
  });
  // The child decides when to end; this process only passes the wish on and keeps the exit code.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)));
}

const [command, ...commandArguments] = process.argv.slice(2);
const commandFile = commandFiles[command];
if (commandFile === undefined) {
  fail(`unknown command "${command ?? ''}". Known: ${Object.keys(commandFiles).join(', ')}`);
}

if (process.versions.node === pinnedVersion) {
  const commandPath = path.resolve(projectFolder, 'src-main/tooling', commandFile);
  process.argv = [process.execPath, commandPath, ...commandArguments];
  await import(pathToFileURL(commandPath).href);
} else {
  startOverOnPinnedNode();
}
