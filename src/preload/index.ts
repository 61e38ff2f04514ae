/** The bridge between the sandboxed page and main: one channel for each page that is loaded (api/bridge.ts). */
import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge, ConnectMessage } from '../api/bridge.ts';

const connect: ConnectMessage = 'peerster:connect';

const { port1: own, port2: mains } = new MessageChannel();
const listeners = new Set<(data: unknown) => void>();
own.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  for (const listener of listeners) listener(data);
});
own.start();
ipcRenderer.postMessage(connect, null, [mains]);

const bridge: Bridge = {
  send: (message) => own.postMessage(message),
  onMessage(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
contextBridge.exposeInMainWorld('peerster', bridge);
