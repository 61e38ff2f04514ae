/** The bridge between the sandboxed page and main (api/bridge.ts). */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type {
  AskMessage,
  Bridge,
  ConnectMessage,
  DesktopAnswer,
  DesktopMessage,
  ShareAnswer,
  ShareMessage,
  ShareRequest,
  ToPage,
} from '../api/bridge.ts';

const connect: ConnectMessage = 'peerster:connect';
const desktop: DesktopMessage = 'peerster:desktop';
const ask: AskMessage = 'peerster:ask';
const share: ShareMessage = 'peerster:share';

const desktopListeners = new Set<(message: ToPage) => void>();
ipcRenderer.on(desktop, (_event, message: ToPage) => {
  for (const listener of desktopListeners) listener(message);
});

const bridge: Bridge = {
  open(target, onMessage, onClose) {
    const { port1: own, port2: mains } = new MessageChannel();
    own.addEventListener('message', ({ data }: MessageEvent<unknown>) => onMessage(data));
    own.addEventListener('close', onClose);
    own.start();
    ipcRenderer.postMessage(connect, target, [mains]);
    return { send: (message) => own.postMessage(message), close: () => own.close() };
  },
  ask: (request) => ipcRenderer.invoke(ask, request) as Promise<DesktopAnswer>,
  async shareFile(peer, file) {
    const path = webUtils.getPathForFile(file as File); // what is no File throws
    if (path === '') return { kind: 'noPath' };
    const request: ShareRequest = { peer, path };
    return (await ipcRenderer.invoke(share, request)) as ShareAnswer;
  },
  desktop: {
    send: (message) => ipcRenderer.send(desktop, message),
    onMessage(listener) {
      desktopListeners.add(listener);
      return () => desktopListeners.delete(listener);
    },
  },
};
contextBridge.exposeInMainWorld('peerster', bridge);
