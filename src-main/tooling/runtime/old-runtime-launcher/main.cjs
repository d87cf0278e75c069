// A packaged Electron has no default app and ignores a path argument; this gives it back: `electron [flags] FOLDER`.
require('./tracing-channel.cjs');
const { app } = require('electron');
const fs = require('node:fs');
const path = require('node:path');

const folderArgument = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (folderArgument === undefined) {
  process.stderr.write('usage: electron [flags] APP_FOLDER\n');
  process.exit(2);
}
const appFolder = path.resolve(folderArgument);
const manifest = JSON.parse(fs.readFileSync(path.join(appFolder, 'package.json'), 'utf8'));
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
app.setAppPath(appFolder);
require(path.join(appFolder, manifest.main));
