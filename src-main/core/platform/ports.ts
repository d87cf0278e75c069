/**
 * The one shape of a two-way message channel the core knows. Hosts adapt what they have to it:
 * an Electron MessagePortMain, a relayed child-process channel, a WebSocket, a Node MessagePort.
 * Messages are structured-cloneable values; order is kept; nothing is delivered after close.
 */
export interface Port {
  postMessage(data: unknown): void;
  /** Where messages can queue up on the way: resolves when there is room again. Left out: there always is. */
  whenWritable?(): Promise<void>;
  onMessage(listener: (data: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}
