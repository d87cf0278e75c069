import path from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import type { ExportFiles } from './export-files.ts';

const filterNames = { csv: 'CSV', gpx: 'GPX', txt: 'Text' } as const;

/** What every file system takes; the suggestion comes from a window, which must not be able to choose a folder. */
const fileNameOf = (suggestion: string): string =>
  suggestion.replace(/[^\p{L}\p{N} ._()-]/gu, '-').slice(0, 120);

/** The system's own dialog decides the path. `null`: the person changed their mind. */
export async function chooseExportFile(
  exports: ExportFiles,
  window: BrowserWindow | null,
  input: { readonly suggestedName: string; readonly format: keyof typeof filterNames },
): Promise<{ exportId: string; path: string } | null> {
  const options: Electron.SaveDialogOptions = {
    defaultPath: path.join(app.getPath('documents'), `${fileNameOf(input.suggestedName)}.${input.format}`),
    filters: [{ name: filterNames[input.format], extensions: [input.format] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  };
  const chosen = window ? await dialog.showSaveDialog(window, options) : await dialog.showSaveDialog(options);
  if (chosen.canceled || !chosen.filePath) return null;
  return { ...(await exports.begin(chosen.filePath)), path: chosen.filePath };
}
