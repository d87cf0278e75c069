import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './forms.module.css';

interface FormEndProps {
  readonly submitLabel: string;
  /** Why it was refused; what was typed is still there. */
  readonly problem: string | null;
  readonly isRunning: boolean;
  readonly onCancel: () => void;
  /** A deed that takes something away. */
  readonly isGrave?: boolean;
}

/** What went wrong, and the two buttons of every form. */
export function FormEnd({ submitLabel, problem, isRunning, onCancel, isGrave = false }: FormEndProps) {
  const { t } = useTranslation('referrals');
  return (
    <>
      {problem !== null && (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
      <div className={classes.buttons}>
        <Button type="submit" size="compact-sm" loading={isRunning} {...(isGrave && { color: 'red' })}>
          {submitLabel}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          {t('form.cancel')}
        </Button>
      </div>
    </>
  );
}
