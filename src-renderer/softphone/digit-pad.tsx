import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './softphone.module.css';

const rows = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
] as const;

interface DigitPadProps {
  readonly label: string;
  readonly onDigit: (digit: string) => void;
}

/** Twelve keys, as on every telephone. Typed digits go into the field beside it. */
export function DigitPad({ label, onDigit }: DigitPadProps) {
  const { t } = useTranslation('softphone');
  // A digit is its own name; the two signs are read out by theirs.
  const nameOf = (digit: string) =>
    digit === '*' ? t('dial.star') : digit === '#' ? t('dial.hash') : undefined;
  return (
    <div className={classes.pad} role="group" aria-label={label}>
      {rows.map(([digit, letters]) => (
        <UnstyledButton
          key={digit}
          className={classes.padKey}
          aria-label={nameOf(digit)}
          onClick={() => onDigit(digit)}
        >
          <span className={classes.padDigit}>{digit}</span>
          <span className={classes.padLetters} aria-hidden>
            {letters}
          </span>
        </UnstyledButton>
      ))}
    </div>
  );
}
