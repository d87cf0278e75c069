// A packaged Electron has no default app and ignores its arguments; this gives back what it would have done with
// `electron [flags] [-r MODULE] FOLDER`. Tests need the module: Playwright's lets the app begin only once it watches.
require('./tracing-channel.cjs');
const { app } = require('electron');
const fs = require('node:fs');
const path = require('node:path');

const given = process.argv.slice(1);
const moduleIndex = given.indexOf('-r') + 1;
const folderArgument = given.find(
  (argument, index) => !argument.startsWith('-') && (moduleIndex === 0 || index !== moduleIndex),
);
if (folderArgument === undefined) {
  process.stderr.write('usage: electron [flags] [-r MODULE] APP_FOLDER\n');
  process.exit(2);
}
const appFolder = path.resolve(folderArgument);
const manifest = JSON.parse(fs.readFileSync(path.join(appFolder, 'package.json'), 'utf8'));
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
app.setAppPath(appFolder);
if (moduleIndex > 0) require(path.resolve(given[moduleIndex]));
require(path.join(appFolder, manifest.main));
