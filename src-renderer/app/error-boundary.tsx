import { Button, Code, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { text } from './text.ts';

interface ErrorBoundaryState {
  readonly failure: Error | null;
}

/** Keeps a mistake in one screen from blanking the window. React reports it by itself, and offers this only as a class. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failure: null };

  static getDerivedStateFromError(failure: unknown): ErrorBoundaryState {
    return { failure: failure instanceof Error ? failure : new Error(String(failure)) };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    return (
      <Stack role="alert" p="xl" maw={640} align="flex-start">
        <Title order={2}>{text.t('app:crash.title')}</Title>
        <Text>{text.t('app:crash.body')}</Text>
        <Code block>{failure.message}</Code>
        <Button onClick={() => this.setState({ failure: null })}>{text.t('app:crash.retry')}</Button>
      </Stack>
    );
  }
}
