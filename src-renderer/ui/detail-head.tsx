import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './detail-head.module.css';

interface DetailHeadProps {
  readonly title: string;
  /** Under the title. */
  readonly children?: ReactNode;
  readonly closeLabel: string;
  readonly onClose: () => void;
}

/** Above what stands beside a list: what it is about, and a way out. */
export function DetailHead({ title, children, closeLabel, onClose }: DetailHeadProps) {
  return (
    <header className={classes.head}>
      <div>
        <h2 className={classes.title}>{title}</h2>
        {children != null && <p className={classes.under}>{children}</p>}
      </div>
      <CloseButton aria-label={closeLabel} onClick={onClose} />
    </header>
  );
}
