import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { ErrorBoundary } from './error-boundary.tsx';
import { theme } from './theme.ts';
import { useTheme } from './use-theme.ts';

const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

/** Mantine's own style elements are off where it would fill them through innerHTML (Trusted Types); see theme.css. */
export function App({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={useTheme()}
      getStyleNonce={styleNonce}
      withCssVariables={false}
      withGlobalClasses={false}
      deduplicateInlineStyles
    >
      <Notifications position="bottom-right" limit={3} />
      <ErrorBoundary>{children}</ErrorBoundary>
    </MantineProvider>
  );
}
