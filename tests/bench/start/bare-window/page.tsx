import '@fontsource/noto-sans/latin-400.css';
import '@fontsource/noto-sans/latin-600.css';
import '@mantine/core/styles.css';
import '../../../../src-renderer/app/theme.css';
import { Button, Group, MantineProvider, Stack, TextInput, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { createRoot } from 'react-dom/client';
import { theme } from '../../../../src-renderer/app/theme.ts';
import { createMap, fetchBasemapDescription } from '../../../../src-renderer/fleet-map/basemap/create-map.ts';

declare global {
  // `var` is what makes a property of globalThis.
  var bareWindow: { readonly isGroundDrawn: boolean } | undefined;
}

const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

function Ground() {
  const hostRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const container = hostRef.current;
    if (container === null) return;
    void fetchBasemapDescription().then((description) => {
      const { map } = createMap({ container, theme: 'light', description });
      map.once('load', () => {
        globalThis.bareWindow = { isGroundDrawn: true };
      });
    });
  }, []);
  return <div ref={hostRef} style={{ flex: 1 }} />;
}

function App() {
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme="light"
      getStyleNonce={styleNonce}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <Group gap={0} h="100%" align="stretch" wrap="nowrap">
        <Stack p="md" w={340}>
          <Title order={1} size="h3">
            Bare window
          </Title>
          <TextInput label="Search" placeholder="Nothing to find" />
          <Button>Do nothing</Button>
        </Stack>
        <Ground />
      </Group>
    </MantineProvider>
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<App />);
