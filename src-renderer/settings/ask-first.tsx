import { Button } from '@mantine/core';
import { useState } from 'react';
import classes from './settings-screen.module.css';

interface AskFirstProps {
  readonly label: string;
  readonly question: string;
  readonly yes: string;
  readonly no: string;
  readonly onYes: () => void;
}

/** A button whose deed cannot be taken back: it asks in its own place before it does it. */
export function AskFirst({ label, question, yes, no, onYes }: AskFirstProps) {
  const [isAsking, setIsAsking] = useState(false);
  if (!isAsking) {
    return (
      <Button variant="default" size="compact-sm" onClick={() => setIsAsking(true)}>
        {label}
      </Button>
    );
  }
  return (
    <div role="alertdialog" aria-label={question}>
      <p className={classes.line}>{question}</p>
      <div className={classes.row}>
        <Button
          size="compact-sm"
          color="red"
          onClick={() => {
            setIsAsking(false);
            onYes();
          }}
        >
          {yes}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          data-autofocus
          autoFocus
          onClick={() => setIsAsking(false)}
        >
          {no}
        </Button>
      </div>
    </div>
  );
}
