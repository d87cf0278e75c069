import { notifications } from '@mantine/notifications';
import { text } from '../../app/text.ts';
import { shellClient } from '../../platform/client.ts';
import { failureText } from '../../platform/failure-text.ts';
import { piecesOf } from '../../platform/text-pieces.ts';

interface TextFile {
  /** Without folder and ending. */
  readonly suggestedName: string;
  readonly format: 'csv' | 'txt';
  readonly text: string;
}

/** Asks for a file and writes it, whole or not at all; says where it is, or why not. */
export async function saveText(file: TextFile): Promise<void> {
  let exportId: string | null = null;
  try {
    const { suggestedName, format } = file;
    const chosen = await shellClient.chooseExportFile({ suggestedName: suggestedName.slice(0, 120), format });
    if (chosen === null) return;
    ({ exportId } = chosen);
    for (const piece of piecesOf(file.text)) await shellClient.writeExportPart({ exportId, text: piece });
    const { path } = await shellClient.finishExport({ exportId });
    notifications.show({ message: text.t('referrals:file.saved', { path }) });
  } catch (error) {
    if (exportId !== null) await shellClient.cancelExport({ exportId });
    notifications.show({ color: 'red', message: failureText(error) });
  }
}
