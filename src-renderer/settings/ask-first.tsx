import { Button } from '@mantine/core';
import { useState } from 'react';
import classes from './settings-screen.module.css';

interface AskFirstProps {
  readonly label: string;
  readonly question: string;
  readonly yes: string;
  readonly no: string;
  readonly onYes: () => void;
  /** As the buttons beside it. */
  readonly size?: 'xs' | 'compact-sm';
}

/** A button whose deed cannot be taken back: it asks in its own place before it does it. */
export function AskFirst({ label, question, yes, no, onYes, size = 'compact-sm' }: AskFirstProps) {
  const [isAsking, setIsAsking] = useState(false);
  if (!isAsking) {
    return (
      <Button variant="default" size={size} onClick={() => setIsAsking(true)}>
        {label}
      </Button>
    );
  }
  return (
    <div role="alertdialog" aria-label={question}>
      <p className={classes.line}>{question}</p>
      <div className={classes.row}>
        <Button
          size={size}
          color="red"
          onClick={() => {
            setIsAsking(false);
            onYes();
          }}
        >
          {yes}
        </Button>
        <Button size={size} variant="default" data-autofocus autoFocus onClick={() => setIsAsking(false)}>
          {no}
        </Button>
      </div>
    </div>
  );
}
