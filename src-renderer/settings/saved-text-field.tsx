import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { attempt } from '../app/desk-actions.ts';

interface SavedTextFieldProps {
  readonly label: string;
  readonly description: string;
  /** What is wrong with what `isFit` refuses. */
  readonly invalid: string;
  readonly current: string;
  readonly isFit: (entered: string) => boolean;
  readonly save: (entered: string) => Promise<unknown>;
}

/** Saved when the field is left, if it may be. */
export function SavedTextField(props: SavedTextFieldProps) {
  const { label, description, invalid, current, isFit, save } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const isWrong = draft !== null && !isFit(draft.trim());
  return (
    <TextInput
      label={label}
      description={description}
      autoComplete="off"
      spellCheck={false}
      value={draft ?? current}
      error={isWrong ? invalid : undefined}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => {
        if (draft === null || isWrong) return;
        if (draft.trim() !== current) void attempt(() => save(draft.trim()));
        setDraft(null);
      }}
    />
  );
}
